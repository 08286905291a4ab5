import { answerOf, meaningOf } from './answer';
import type { Budget } from './budget';
import { LIMITS } from './budget';
import type { Workplace } from './converge';
import { GrantsFailure } from './reason';

/** What the framework is answered by `isComplete`. */
export interface Progress {
  readonly IsComplete: boolean;
  readonly Data?: Readonly<Record<string, string | number>>;
}

/** The framework asks again. */
export const NOT_YET: Progress = { IsComplete: false };

/** What it takes to wait: the time there is, and a log to say for what. */
export interface Patient {
  readonly budget: Pick<Budget, 'elapsedMs'>;
  readonly ports: { readonly log: (entry: Readonly<Record<string, unknown>>) => void };
}

/** Does a part of a run; an answer of AWS that may be otherwise when the framework asks next is no failure. */
export async function patiently(part: () => Promise<Progress>, { budget, ports }: Patient): Promise<Progress> {
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

/** An invocation's time is over; a run's time may be, too. */
export function continued({ budget }: Workplace): Progress {
  if (budget.elapsedMs < LIMITS.runMs) return NOT_YET;
  throw new GrantsFailure(
    `the grants must be in place within ${LIMITS.runMs / 60_000} minutes, and are not; the log tells what Lake Formation answered`,
  );
}
