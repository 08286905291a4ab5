import type { Finding } from '../../lib/verification/finding';
import { summaryOf } from '../../lib/verification/summary';
import { outcomeOf, reportOf, type VerificationReport } from '../../lib/verification/verification-report';
import { LIMITS } from '../grants/budget';
import { NOT_YET, type Progress, patiently } from '../grants/patience';
import type { ResourceEvent } from '../grants/request';
import { allChecks } from './checks/all-checks';
import type { Check } from './checks/check';
import { makeChecks } from './make-checks';
import { planned } from './planned';
import { foundBy, isLost } from './progress';
import { propertiesOf } from './request';
import { isRollback, onDelete, onRollback } from './rollback';
import { VerificationFailure } from './verification-failure';
import type { Workplace } from './workplace';

/** One part of the verification that a deployment waits for. */
export async function proceed(event: ResourceEvent, place: Workplace): Promise<Progress> {
  return patiently(async () => {
    if (event.RequestType === 'Delete') {
      await onDelete(place);
      return { IsComplete: true };
    }
    const properties = propertiesOf(event.ResourceProperties);
    if (await isRollback(event, place)) {
      await onRollback(event, place);
      return { IsComplete: true, Data: { Outcome: 'skipped' } };
    }
    const report = await verified(event, place);
    if (!report) return NOT_YET;
    return ended(event, report, properties.failing, place);
  }, place);
}

/** The report once everything is asked. */
async function verified(event: ResourceEvent, place: Workplace): Promise<VerificationReport | undefined> {
  const { records, budget, ports } = place;
  const properties = propertiesOf(event.ResourceProperties);
  const plan = await planned(properties, place);
  if (!plan) {
    throw new VerificationFailure(
      `the verification plan must be at ${properties.plan.key}, found nothing; publish the assets again`,
    );
  }
  const progress = await records.progressOf(event.StartedAt ?? 0);
  const every = allChecks(plan, properties.names, place.verifierArn, ports);
  const make = (some: readonly Check[]) =>
    makeChecks(some, progress, budget, (check, { findings, attempts }) => {
      if (findings.length > 0) ports.log({ check: check.id, attempts, findings: findings.slice(0, 20) });
    });
  // What has to be taken back must not have been used: queries begin when nothing else makes a first deployment fail.
  const traceless = every.filter(({ leavesTraces }) => event.RequestType !== 'Create' || !leavesTraces);
  const proven = await make(traceless);
  const fails = proven && properties.failing && outcomeOf(foundBy(traceless, progress).findings) === 'failed';
  const checks = proven && !fails ? every : traceless;
  const settled = proven && (fails || (await make(every)));
  const cutShort = !settled && properties.failing && isLost(progress);
  if (!settled && !cutShort && budget.elapsedMs < LIMITS.runMs) {
    await records.keepProgress(progress);
    return undefined;
  }
  return reportOf({
    stack: place.stackId,
    planDigest: properties.plan.digest,
    trigger: 'deployment',
    startedAt: new Date(progress.startedAt).toISOString(),
    finishedAt: new Date().toISOString(),
    coverage: plan.coverage,
    ...foundBy(checks, progress, cutShort ? budget.elapsedMs : undefined),
  });
}

/** A first deployment that has run queries could not be taken back: its workgroups and its results bucket are in use. */
function mayFail({ RequestType }: ResourceEvent): (finding: Finding) => boolean {
  return ({ kind }) => RequestType !== 'Create' || kind !== 'query';
}

async function ended(
  event: ResourceEvent,
  report: VerificationReport,
  failing: boolean,
  { records, ports }: Workplace,
): Promise<Progress> {
  const { outcome, asked, asDeclared } = report;
  const fails = failing && outcomeOf(report.findings.filter(mayFail(event))) === 'failed';
  ports.log({ outcome, asked, asDeclared, findings: report.findings.length });
  if (fails && event.RequestType === 'Create') {
    // The bucket goes with the stack that could not be created; the log stays.
    await records.forgetAll();
    for (const finding of report.findings) ports.log({ finding });
    throw new VerificationFailure(summaryOf(report, 'in the log of the function'));
  }
  await records.keepReport(report);
  await records.keepSubject({ properties: event.ResourceProperties });
  await records.forgetProgress();
  if (fails) throw new VerificationFailure(summaryOf(report, records.reportUri));
  if (outcome !== 'verified') ports.log({ warning: summaryOf(report, records.reportUri) });
  return {
    IsComplete: true,
    Data: { Outcome: outcome, Asked: asked, AsDeclared: asDeclared, Report: records.reportUri },
  };
}
