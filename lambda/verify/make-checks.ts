import { answerOf, meaningOf } from '../grants/answer';
import type { Budget } from '../grants/budget';
import type { Check, CheckResult } from './checks/check';
import type { Attempted, RunProgress } from './progress';
import { isSettled, kindOf } from './progress';

/** Athena's quotas are the account's: others' queries must not have to wait for a verification. */
const AT_A_TIME = 5;

/** Makes the checks that are not settled, a few at a time, as long as there is time; returns whether all are. */
export async function makeChecks(
  checks: readonly Check[],
  progress: RunProgress,
  budget: Budget,
  onMade: (check: Check, attempted: Attempted) => void = () => {},
): Promise<boolean> {
  const open = () => checks.filter(({ id }) => !isSettled(progress.checks[id], budget.elapsedMs));
  const waiting = open();
  const next = async (): Promise<void> => {
    for (let check = waiting.shift(); check && budget.hasTime; check = waiting.shift()) {
      const attempts = (progress.checks[check.id]?.attempts ?? 0) + 1;
      progress.checks[check.id] = { attempts, ...(await resultOf(check)) };
      onMade(check, progress.checks[check.id]);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
  return open().length === 0;
}

/** What AWS answers to the verifier itself is no answer to the question. */
async function resultOf(check: Check): Promise<CheckResult & { readonly passing?: boolean }> {
  try {
    return await check.make();
  } catch (error) {
    const answer = answerOf(error);
    if (!answer) throw error;
    const { id, subject, role } = check;
    const finding = {
      kind: kindOf(id),
      verdict: 'unknown',
      ...(role === undefined ? {} : { role }),
      subject,
      expected: 'allowed',
      found: `the verifier was answered ${answer.code}: ${answer.message}`,
    } as const;
    return { asked: 1, findings: [finding], passing: meaningOf('grant', answer) === 'again' };
  }
}
