import { answerOf, meaningOf } from '../grants/answer';
import { LIMITS } from '../grants/budget';
import { NOT_YET, type Progress } from '../grants/patience';
import type { Workplace } from './workplace';

/** Does a part of a run; what AWS answers to the verifier's own bookkeeping may be otherwise when the framework asks next. */
export async function patiently(part: () => Promise<Progress>, { budget, ports }: Workplace): Promise<Progress> {
  try {
    return await part();
  } catch (error) {
    const answer = answerOf(error);
    const meaning = answer && meaningOf('grant', answer);
    const passes = meaning === 'again' || (meaning === 'soon' && budget.elapsedMs < LIMITS.spreadMs);
    if (!passes || budget.elapsedMs >= LIMITS.runMs) throw error;
    ports.log({ waiting: answer });
    return NOT_YET;
  }
}
