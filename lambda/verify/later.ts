import { eventOf } from '../../lib/verification/finding-words';
import { differencesBetween } from '../../lib/verification/report-difference';
import { summaryOf } from '../../lib/verification/summary';
import { reportOf, type VerificationReport } from '../../lib/verification/verification-report';
import { allChecks } from './checks/all-checks';
import { makeChecks } from './make-checks';
import { planned } from './planned';
import { foundBy, type RunProgress } from './progress';
import { propertiesOf } from './request';
import type { NoticedWorkplace } from './workplace';

/** What EventBridge sends: on schedule, or a call that CloudTrail has recorded. */
export interface LaterEvent {
  readonly time?: string;
  readonly 'detail-type'?: string;
}

const PAUSE_MS = 5_000;
/** SNS takes 256 KB; nobody reads so much. */
const LINES = 200;

/** Verifies what was deployed last, and tells people what has changed since the last run. It repairs nothing. */
export async function verifyLater(event: LaterEvent, place: NoticedWorkplace): Promise<VerificationReport | undefined> {
  const { records, ports, notices } = place;
  const before = await records.report();
  const skipped = await reasonToSkip(event, before, place);
  if (skipped) {
    ports.log({ skipped });
    return undefined;
  }
  const report = await verified(event, place);
  if (!report) return undefined;
  const changes = before ? differencesBetween(before, report) : [];
  await notices.measure(changes.length, report.findings.filter(({ note }) => !note).length);
  // Told before it is recorded: what fails in between is told twice rather than never.
  if (changes.length > 0) await notices.publish(subjectOf(place.stackId, changes), messageOf(report, changes, place));
  await records.keepReport(report);
  ports.log({ outcome: report.outcome, changes: changes.length, shown: changes.slice(0, 20) });
  return report;
}

async function reasonToSkip(
  event: LaterEvent,
  before: VerificationReport | undefined,
  { ports }: NoticedWorkplace,
): Promise<string | undefined> {
  const status = await ports.stack.status();
  if (status?.endsWith('_IN_PROGRESS')) return `the stack is ${status}: its deployment verifies by itself`;
  // A run that began after a change has seen it.
  return isCall(event) && before && event.time && event.time < before.startedAt
    ? 'a later run has seen this change'
    : undefined;
}

export const isCall = (event: LaterEvent) => event['detail-type'] === 'AWS API Call via CloudTrail';

async function verified(event: LaterEvent, place: NoticedWorkplace): Promise<VerificationReport | undefined> {
  const { records, ports, budget } = place;
  const subject = await records.subject();
  if (!subject) {
    ports.log({ skipped: 'nothing has been deployed yet' });
    return undefined;
  }
  const properties = propertiesOf(subject.properties);
  const plan = await planned(properties, place);
  if (!plan) throw new Error(`the verification plan must be at ${properties.plan.key}, found nothing; deploy again`);
  const startedAt = Date.now();
  const progress: RunProgress = { startedAt, checks: {} };
  // Anew in each round: what a round remembers of the account may have changed by the next one.
  const checks = () => allChecks(plan, properties.names, place.verifierArn, ports);
  while (!(await makeChecks(checks(), progress, budget)) && budget.hasTime) await budget.pause(PAUSE_MS);
  return reportOf({
    stack: place.stackId,
    planDigest: properties.plan.digest,
    trigger: isCall(event) ? 'event' : 'schedule',
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date().toISOString(),
    coverage: plan.coverage,
    ...foundBy(checks(), progress),
  });
}

/** SNS: at most 100 ASCII characters. */
function subjectOf(stackId: string, changes: readonly string[]): string {
  return `Quilt lake ${stackId.split('/')[1]}: access changed in ${changes.length} points`.slice(0, 100);
}

function messageOf(report: VerificationReport, changes: readonly string[], { records }: NoticedWorkplace): string {
  const kinds = [...new Set(report.findings.filter(({ note }) => !note).map(eventOf))];
  return [
    ...changes.slice(0, LINES),
    ...(changes.length > LINES ? [`and ${changes.length - LINES} more`] : []),
    '',
    ...(kinds.length > 0 ? [`as of now: ${kinds.join(', ')}`] : []),
    summaryOf(report, records.reportUri),
    '',
    'Nothing was repaired: quilt-athena verify --repair shows what the plan would apply again, and applies it once you confirm.',
  ].join('\n');
}
