import {
  type AdministratorStep,
  authoritySteps,
  defaultDatabaseStep,
  governStep,
  optInStep,
  registerStep,
} from '../../lib/access/administrator-step';
import type { Grant } from '../../lib/authorization/grant';
import type { GrantPreflight } from '../../lib/authorization/grant-plan';
import { sortedSet } from '../../lib/authorization/object-name';
import { type AccountState, leftToIamObjects } from './account-state';
import { EVERY_TABLE, grantOfEntry } from './lake-formation-form';
import { covers, type Right, type Rights, rightsOf } from './right';

const DEFAULT_DATABASE = 'default';

/** What an administrator has to do before the first change; nothing if all is well. */
export function missingSteps(
  grants: readonly Grant[],
  preflight: GrantPreflight,
  state: AccountState,
  grantsRole: string,
): AdministratorStep[] {
  const leftToIam = leftToIamObjects(state);
  const hybrid = preflight.optIns.length > 0;
  const partition = grantsRole.split(':')[1];
  return [
    ...missingAuthority(grants, state, grantsRole),
    ...preflight.governed.filter(leftToIam).map(governStep),
    ...preflight.locations
      .filter((location) => !isRegistered(location, state.locations))
      .map((location) => registerStep(location, hybrid, partition)),
    ...missingOptIns(preflight, state),
  ];
}

function missingAuthority(grants: readonly Grant[], state: AccountState, grantsRole: string): AdministratorStep[] {
  if (state.settings.administrators.includes(grantsRole)) return [];
  const lacking = [...rightsOf(grants).values()].filter((right) => !mayGrant(state.own, right, grantsRole));
  return sortedSet(lacking.map(({ database }) => database)).flatMap((database) =>
    database === DEFAULT_DATABASE ? [defaultDatabaseStep(grantsRole)] : authoritySteps(grantsRole, database),
  );
}

/** By a right of its own with grant option, on the object or on all tables of its database. */
function mayGrant(own: Rights, right: Right, grantsRole: string): boolean {
  const needed = { ...right, principal: grantsRole, grantable: true };
  return covers(own, needed) || (right.table !== undefined && covers(own, { ...needed, table: EVERY_TABLE }));
}

function isRegistered(location: string, registered: readonly string[]): boolean {
  const path = `${location.replace(/^s3:\/\//, '').replace(/\/$/, '')}/`;
  return registered.some((arn) => path.startsWith(`${arn.replace(/^.*:::/, '').replace(/[/*]+$/, '')}/`));
}

function missingOptIns({ optIns }: GrantPreflight, state: AccountState): AdministratorStep[] {
  const key = (grant: Pick<Grant, 'principal' | 'database' | 'table'>) =>
    JSON.stringify([grant.principal, grant.database, grant.table ?? null]);
  const found = new Set(state.optIns.flatMap((entry) => grantOfEntry(entry) ?? []).map(key));
  return optIns.filter((each) => !found.has(key(each))).map((each) => optInStep(each.principal, each));
}

/**
 * Why grants on the database `default` are left out of the plan, if they are: it is not there in every account, and
 * where it is left to IAM nobody needs a grant.
 */
export function defaultLeftOut(state: AccountState): string | undefined {
  if (state.defaultDatabase === 'absent') return 'there is no database default, or the grants role may not know of it';
  return leftToIamObjects(state)({ database: DEFAULT_DATABASE }) ? 'the database default is left to IAM' : undefined;
}

export const isOnDefault = ({ database }: Grant): boolean => database === DEFAULT_DATABASE;
