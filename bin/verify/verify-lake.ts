import { Budget } from '../../lambda/grants/budget';
import { allChecks } from '../../lambda/verify/checks/all-checks';
import { makeChecks } from '../../lambda/verify/make-checks';
import type { CheckPorts } from '../../lambda/verify/ports';
import { foundBy, type RunProgress } from '../../lambda/verify/progress';
import { filled } from '../../lib/verification/deployed-names';
import type { VerificationPlan } from '../../lib/verification/verification-plan';
import { readVerificationPlan, writeVerificationPlan } from '../../lib/verification/verification-plan-text';
import { reportOf, type VerificationReport } from '../../lib/verification/verification-report';
import type { DeployedLake } from './deployed-lake';

/** What a verification from a terminal works with. */
export interface VerifyLake {
  readonly plan: VerificationPlan;
  readonly lake: DeployedLake;
  readonly caller: string;
  readonly ports: CheckPorts;
  /** Told after each check. */
  readonly onProgress: (made: number, of: number, subject: string) => void;
}

/** The same checks as a deployment's, once: nothing was just made, so there is nothing to wait for. */
export async function verifyLake({ plan, lake, caller, ports, onProgress }: VerifyLake): Promise<VerificationReport> {
  const named = readVerificationPlan(filled(writeVerificationPlan(plan), lake.names));
  const startedAt = Date.now();
  const progress: RunProgress = { startedAt, checks: {} };
  const checks = allChecks(named, lake.names, caller, ports);
  let made = 0;
  await makeChecks(checks, progress, new Budget(startedAt, () => Number.POSITIVE_INFINITY), ({ subject }) => {
    made++;
    onProgress(made, checks.length, subject);
  });
  return reportOf({
    stack: lake.stackId,
    planDigest: '',
    trigger: 'command',
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date().toISOString(),
    coverage: plan.coverage,
    ...foundBy(checks, progress),
  });
}
