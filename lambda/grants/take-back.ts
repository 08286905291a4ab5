import { type AdministratorStep, commandOf } from '../../lib/access/administrator-step';
import { sortedSet } from '../../lib/authorization/object-name';
import { accountState } from './account-state';

import { converge, type Workplace } from './converge';
import { handBack } from './hand-back';
import { isUntouched, type Journal } from './journal';
import { continued, type Progress } from './patience';
import { guessedJournal } from './plan-store';
import { missingSteps } from './preflight';
import { GrantsFailure, preflightReason } from './reason';
import type { ResourceEvent } from './request';
import { grantsOf, type Rights } from './right';

export const NOTHING: Rights = new Map();

/** Delete: what is owned is revoked, and nothing else. */
export async function takeBack(
  event: ResourceEvent,
  journal: Journal | undefined,
  place: Workplace,
  grantsRole: string,
): Promise<Progress> {
  if (journal && journal.resource !== event.LogicalResourceId) {
    // From now on the other one is the only one.
    if (journal.predecessor?.resource === event.LogicalResourceId) {
      await place.store.write({ ...journal, predecessor: undefined });
    }
    place.ports.log({ kept: 'everything', because: `${journal.resource} has taken the place of this resource` });
    return { IsComplete: true };
  }
  if (journal?.predecessor) {
    if (!isUntouched(journal)) await mayStillRevoke(journal, place, grantsRole);
    return (await handBack(journal, journal.predecessor, place)) ? { IsComplete: true } : continued(place);
  }
  const before = journal ?? (await guessedJournal(event.ResourceProperties, event, place));
  await mayStillRevoke(before, place, grantsRole);
  const after = await converge(NOTHING, before, place, !journal);
  if (!after) return continued(place);
  await place.store.remove();
  return { IsComplete: true };
}

/** Without authority a listing is empty, and everything would seem to be revoked. */
async function mayStillRevoke({ owned }: Journal, { ports }: Workplace, grantsRole: string): Promise<void> {
  if (owned.size === 0) return;
  const state = await accountState(ports, grantsRole, { locations: false, optIns: false, defaultDatabase: false });
  const missing: AdministratorStep[] = [];
  for (const database of sortedSet([...owned.values()].map((right) => right.database))) {
    const grants = grantsOf([...owned.values()].filter((right) => right.database === database));
    const steps = missingSteps(grants, { governed: [], locations: [], optIns: [] }, state, grantsRole);
    if (steps.length === 0) continue;
    if ((await ports.catalog.find({ database })) !== 'absent') missing.push(...steps);
    else ports.log({ gone: `the database ${database}, or the authority over it: what it held is not looked for` });
  }
  for (const step of missing) ports.log({ missing: step.why, command: commandOf(step) });
  if (missing.length > 0) throw new GrantsFailure(preflightReason(missing));
}
