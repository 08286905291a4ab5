import { commandOf } from '../../lib/access/administrator-step';
import { accountState } from './account-state';
import { LIMITS } from './budget';
import { converge, type Workplace } from './converge';
import type { DesiredState } from './desired';
import type { Journal } from './journal';
import { continued, NOT_YET, type Progress } from './patience';
import { guessedJournal, planned } from './plan-store';
import { defaultLeftOut, isOnDefault, missingSteps } from './preflight';
import { GrantsFailure, preflightReason } from './reason';
import { propertiesOf, type ResourceEvent } from './request';
import { grantsOf, rightsOf } from './right';

/** Create and Update, also the Update that brings back an older plan. */
export async function establish(
  event: ResourceEvent,
  journal: Journal | undefined,
  place: Workplace,
  grantsRole: string,
): Promise<Progress> {
  const properties = propertiesOf(event.ResourceProperties);
  const desired = await planned(properties, place);
  if (!desired) {
    throw new GrantsFailure(
      `the grant plan must be at ${properties.plan.key}, found nothing; publish the assets again`,
    );
  }
  const grants = await prepared(desired, journal, place, grantsRole);
  if (!grants) return NOT_YET;
  const before = journal ?? (await guessedJournal(event.OldResourceProperties, event, place));
  const after = await converge(rightsOf(grants), before, place, !journal);
  if (!after) return continued(place);
  const resource = event.LogicalResourceId;
  const { digest } = desired;
  // An Update comes when the deployment that created the resource is over: nothing before it will be in force again.
  const predecessor = event.RequestType === 'Create' ? after.predecessor : undefined;
  const isWritten = after.applied === digest && after.resource === resource && after.predecessor === predecessor;
  if (!isWritten || !journal) await place.store.write({ ...after, resource, applied: digest, predecessor });
  const owned = grantsOf(after.owned.values()).length;
  return { IsComplete: true, Data: { Grants: grants.length, Owned: owned, Digest: digest } };
}

/** The preflight, and what is to be granted in this account; nothing as long as it may still pass. */
async function prepared(
  desired: DesiredState,
  journal: Journal | undefined,
  { ports, budget }: Workplace,
  grantsRole: string,
): Promise<DesiredState['grants'] | undefined> {
  const { preflight } = desired;
  const onDefault = desired.grants.some(isOnDefault);
  const state = await accountState(ports, grantsRole, {
    locations: preflight.locations.length > 0,
    optIns: preflight.optIns.length > 0,
    defaultDatabase: onDefault,
  });
  if (state.settings.administrators.includes(grantsRole)) {
    ports.log({ warning: 'the grants role is a Lake Formation administrator, which it need not and should not be' });
  }
  const leftOut = onDefault ? defaultLeftOut(state) : undefined;
  if (leftOut) ports.log({ leftOut: 'grants on the database default', because: leftOut });
  const grants = leftOut ? desired.grants.filter((grant) => !isOnDefault(grant)) : desired.grants;
  const steps = missingSteps(grants, preflight, state, grantsRole);
  ports.log({ preflight: steps.length, newTablesLeftToIam: state.settings.newTablesLeftToIam });
  for (const step of steps) ports.log({ missing: step.why, command: commandOf(step) });
  // A rollback to what is still in place must not fail again.
  if (steps.length === 0 || journal?.applied === desired.digest) return grants;
  if (budget.elapsedMs > LIMITS.findingsMs) throw new GrantsFailure(preflightReason(steps));
  return undefined;
}
