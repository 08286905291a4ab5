import { converge, type Workplace } from './converge';
import { isUntouched, type Journal, type Predecessor } from './journal';

/**
 * Gives a journal back to the resource that had it before, with what that one had granted. Returns nothing if the
 * invocation's time is over before. Where nothing was changed nothing is asked: a new resource has a new role, which may
 * see none of it.
 */
export async function handBack(
  journal: Journal,
  predecessor: Predecessor,
  place: Workplace,
): Promise<Journal | undefined> {
  const after = isUntouched(journal) ? journal : await converge(predecessor.owned, journal, place);
  if (!after) return undefined;
  const { resource, applied } = predecessor;
  place.ports.log({ handedBack: 'the journal', to: resource });
  const handed = { resource, owned: isUntouched(journal) ? predecessor.owned : after.owned, applied };
  await place.store.write(handed);
  return handed;
}
