import { type AuthorizationWorld, isGoverned } from './authorization-world';
import type { ReachedBase } from './base-expansion';
import type { Grant } from './grant';
import { normalisedGrants } from './normalise';
import { actionsFor, actionsHeld, type CheckedObject } from './object-actions';
import { keyOf, type ObjectName } from './object-name';
import { type PrivilegeSet, privilegeSet } from './privilege-set';
import type { AwsNeed } from './rules/requirement';

/** IAM actions that are missing on one object. */
export interface MissingActions {
  readonly database: string;
  readonly table?: string;
  readonly actions: readonly string[];
}

/** What AWS says by itself. */
export interface AwsVerdict {
  readonly holds: boolean;
  /** Grants it lacks; where IAM decides, those that the missing actions stand for. */
  readonly missing: readonly Grant[];
  readonly missingActions: readonly MissingActions[];
  /** Tables of Tabulator behind a view, of a principal that may not use Tabulator; absent where there are none. */
  readonly missingTabulator?: readonly string[];
}

/** What the operation touches, as far as AWS checks the caller for it. */
export interface CheckedObjects {
  readonly object: ReachedBase & { readonly hasData: boolean };
  readonly bases: readonly ReachedBase[];
  readonly views: readonly ObjectName[];
  /** Tables of Tabulator among the bases. */
  readonly federated: readonly string[];
  /** Objects without files of their own. */
  readonly withoutData: ReadonlySet<string>;
}

/** Asks what AWS asks: Lake Formation where it governs, and IAM. */
export function awsVerdict(
  needs: readonly AwsNeed[],
  principal: string,
  world: AuthorizationWorld,
  on: CheckedObjects,
): AwsVerdict {
  const set = privilegeSet(world, principal);
  const missing: Grant[] = [];
  const missingActions: MissingActions[] = [];
  for (const need of needs) {
    for (const target of targetsOf(need, on)) {
      const { database, table, hasData } = target;
      const key = table === undefined ? database : keyOf({ database, table });
      const governed = isGoverned(world, principal, key);
      const lacking = governed ? lackingGrant(need, target, principal, set) : undefined;
      const object = { database, ...(table === undefined ? {} : { table }), hasData };
      const held = actionsHeld(world, principal, object, set);
      const actions = actionsFor(need.privilege, object, governed, !need.metadataOnly).filter((a) => !held.has(a));
      if (lacking) missing.push(lacking);
      else if (actions.length > 0) missing.push(grantFor(need, target, principal));
      if (actions.length > 0) missingActions.push({ database, ...(table === undefined ? {} : { table }), actions });
    }
  }
  const missingTabulator = lackingTabulator(needs, principal, world, on);
  return {
    holds: missing.length === 0 && missingTabulator.length === 0,
    missing: normalisedGrants(missing),
    missingActions,
    ...(missingTabulator.length === 0 ? {} : { missingTabulator }),
  };
}

/** The connector is asked as the caller, also for a plan alone; what it reads then is not the caller's to be granted. */
function lackingTabulator(
  needs: readonly AwsNeed[],
  principal: string,
  { tabulatorUsers = [] }: AuthorizationWorld,
  { federated }: CheckedObjects,
): readonly string[] {
  const asksIt = needs.some((need) => need.on === 'bases');
  return asksIt && !tabulatorUsers.includes(principal) ? federated : [];
}

type Target = CheckedObject & { readonly use?: ReachedBase };

function targetsOf(need: AwsNeed, { object, bases, views, withoutData }: CheckedObjects): Target[] {
  const hasData = (name: ObjectName) => !withoutData.has(keyOf(name));
  switch (need.on) {
    case 'database':
      return [{ database: object.database, hasData: false }];
    case 'object':
      return [{ database: object.database, table: object.table, hasData: object.hasData, use: object }];
    case 'bases':
      return bases.map((use) => ({ database: use.database, table: use.table, hasData: hasData(use), use }));
    case 'views below':
      return views.map((view) => ({ ...view, hasData: hasData(view) }));
  }
}

/** What Lake Formation would refuse for; undefined: nothing. */
function lackingGrant(need: AwsNeed, target: Target, principal: string, set: PrivilegeSet): Grant | undefined {
  const { database, table, use } = target;
  if (table === undefined) {
    const any =
      need.privilege === 'DESCRIBE' &&
      ['ALTER', 'CREATE_TABLE', 'DROP'].some((p) => set.databaseHolds(database, p as 'DROP'));
    return any || set.databaseHolds(database, need.privilege) ? undefined : grantFor(need, target, principal);
  }
  const object = { database, table };
  if (need.privilege === 'DESCRIBE') return set.describes(object) ? undefined : grantFor(need, target, principal);
  if (need.grantable) return set.canPassOn(object, need.privilege) ? undefined : grantFor(need, target, principal);
  if (set.holds(object, need.privilege)) return undefined;
  const byColumns = need.columns === 'used' && use !== undefined && use.hidden.length === 0;
  if (!byColumns) return grantFor(need, target, principal);
  const held = use.columns.length === 0 ? set.anyColumn(object) : set.missingColumns(object, use.columns).length === 0;
  return held ? undefined : { ...grantFor(need, target, principal), ...missingColumns(set, use) };
}

/** No guess which column would do where none is named: then the whole table. */
function missingColumns(set: PrivilegeSet, use: ReachedBase): { columns?: readonly string[] } {
  return use.columns.length === 0 ? {} : { columns: set.missingColumns(use, use.columns) };
}

function grantFor(need: AwsNeed, { database, table }: Target, principal: string): Grant {
  return {
    principal,
    database,
    ...(table === undefined ? {} : { table }),
    privileges: [need.privilege],
    ...(need.grantable ? { grantable: [need.privilege] } : {}),
  };
}
