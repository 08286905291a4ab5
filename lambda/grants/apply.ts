import type { Grant } from '../../lib/authorization/grant';
import { type Answer, answerOf, type ChangeKind, type Meaning, meaningOf } from './answer';
import { batchesOf, sendBatches } from './batches';
import { type Budget, LIMITS } from './budget';
import { entryOf } from './lake-formation-form';
import type { Ports, Refusal } from './ports';

/** What became of the grants of one step. Those in no list are still to be done. */
export interface Outcome {
  readonly done: Grant[];
  /** Revocations of what Lake Formation says is not there, dead principals among them. */
  readonly absent: Grant[];
  /** Revocations whose object is gone, or hidden: the catalog knows. */
  readonly unclear: RefusedGrant[];
  readonly refused: RefusedGrant[];
}

export interface RefusedGrant extends Answer {
  readonly kind: ChangeKind;
  readonly grant: Grant;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** More rounds than this in one invocation are left to the next one. */
const ROUNDS = 12;

/**
 * Grants or revokes, in rounds: what was answered with something that passes is tried again, after pauses that double,
 * as long as the invocation has time. Once something is refused for good no further batch is begun.
 */
export async function apply(
  kind: ChangeKind,
  grants: readonly Grant[],
  catalogId: string,
  { lakeFormation, log }: Pick<Ports, 'lakeFormation' | 'log'>,
  budget: Budget,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], absent: [], unclear: [], refused: [] };
  let pending = grants;

  const settle = (grant: Grant, answer: Answer | undefined): Became => {
    const became = answer ? becameOf(kind, answer, budget) : 'done';
    if (became === 'done') outcome.done.push(grant);
    if (became === 'absent') outcome.absent.push(grant);
    if (answer && became === 'unclear') outcome.unclear.push({ kind, grant, ...answer });
    if (answer && became === 'refused') outcome.refused.push({ kind, grant, ...answer });
    log({ change: kind, ...grant, outcome: became, ...answer });
    return became;
  };

  for (let round = 0; round < ROUNDS && pending.length > 0 && budget.hasTime; round++) {
    if (round > 0) await budget.pause(Math.min(FIRST_PAUSE_MS * 2 ** (round - 1), LONGEST_PAUSE_MS));
    const left = new Set<Grant>();
    const send = async (batch: readonly Grant[]) => {
      const refusals = await answersTo(() =>
        lakeFormation.change(
          kind,
          batch.map((grant) => entryOf(grant, catalogId)),
        ),
      );
      for (const [i, grant] of batch.entries()) if (settle(grant, answerTo(i, refusals)) === 'again') left.add(grant);
    };
    await sendBatches(batchesOf(pending), send, () => budget.hasTime && outcome.refused.length === 0);
    if (outcome.refused.length > 0) break;
    pending = pending.filter((grant) => left.has(grant));
  }
  return outcome;
}

type Became = Exclude<Meaning, 'soon'> | 'done';

function becameOf(kind: ChangeKind, answer: Answer, budget: Budget): Became {
  const meaning = meaningOf(kind, answer);
  if (meaning !== 'soon') return meaning;
  return budget.elapsedMs < LIMITS.spreadMs ? 'again' : 'refused';
}

/** A refusal that does not tell which entry it is about is about all of them: nothing is taken to be done that may not be. */
function answerTo(place: number, refusals: Refusal[] | Answer): Answer | undefined {
  if (!Array.isArray(refusals)) return refusals;
  const found = refusals.find(({ index }) => index === place || !Number.isInteger(index));
  return found && { code: found.code, message: found.message };
}

/** The refusals of a batch, or the one answer to all of it. */
async function answersTo(call: () => Promise<Refusal[]>): Promise<Refusal[] | Answer> {
  try {
    return await call();
  } catch (error) {
    const answer = answerOf(error);
    if (!answer) throw error;
    return answer;
  }
}
