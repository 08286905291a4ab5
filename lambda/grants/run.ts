import { converge, type Workplace } from './converge';
import { establish } from './establish';
import { handBack } from './hand-back';
import { emptyJournal, type Journal } from './journal';
import { NOT_YET, type Progress, patiently } from './patience';
import { GrantsFailure } from './reason';
import type { ResourceEvent } from './request';
import { NOTHING, takeBack } from './take-back';

/**
 * One part of a run: as much as an invocation has time for.
 *
 * What was done before is seen, not remembered, so that it does not matter where a run was broken off, nor by what.
 */
export async function proceed(event: ResourceEvent, place: Workplace, grantsRole: string): Promise<Progress> {
  return patiently(async () => {
    const journal = await place.store.read();
    if (event.RequestType === 'Delete') return takeBack(event, journal, place, grantsRole);
    if (journal?.undoing !== undefined) return undo(journal, journal.undoing, place);
    const part = () => patiently(() => establish(event, journal, place, grantsRole), place);
    return event.RequestType === 'Create' ? undoneIfFailed(part, event, place) : part();
  }, place);
}

/** CloudFormation takes back an Update by another one; a Create that failed has to leave nothing. */
async function undoneIfFailed(
  create: () => Promise<Progress>,
  event: ResourceEvent,
  place: Workplace,
): Promise<Progress> {
  try {
    return await create();
  } catch (error) {
    const journal = (await place.store.read()) ?? emptyJournal(event.LogicalResourceId);
    if (journal.owned.size === 0 && !journal.predecessor) throw error;
    const failed = { ...journal, undoing: textOf(error) };
    await place.store.write(failed);
    return undo(failed, failed.undoing, place);
  }
}

async function undo(journal: Journal, reason: string, place: Workplace): Promise<Progress> {
  const { predecessor } = journal;
  let after: Journal | undefined;
  try {
    after = predecessor ? await handBack(journal, predecessor, place) : await converge(NOTHING, journal, place);
  } catch (error) {
    if (!(error instanceof GrantsFailure)) throw error;
    throw new GrantsFailure(`${reason}\nwhat had been granted could not be taken back: ${error.message}`);
  }
  if (!after) return NOT_YET;
  if (!predecessor) await place.store.write({ ...after, undoing: undefined });
  throw new GrantsFailure(`${reason}\nwhat had been granted was taken back`);
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
