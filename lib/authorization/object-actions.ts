import { TABLE_METADATA } from './actions';
import { type AuthorizationWorld, isGoverned } from './authorization-world';
import type { Privilege } from './grant';
import { patternCovers } from './missing-statements';
import { keyOf, sortedSet } from './object-name';
import type { PrivilegeSet } from './privilege-set';
import { DATABASE_PRIVILEGE_ACTIONS, GET_DATA_ACCESS, TABLE_PRIVILEGE_ACTIONS } from './rules/privilege-actions';

/** A database, table or view that AWS checks an operation on. */
export interface CheckedObject {
  readonly database: string;
  readonly table?: string;
  /** It has files of its own: a table, or an analytical view. */
  readonly hasData: boolean;
}

type TablePrivilege = keyof typeof TABLE_PRIVILEGE_ACTIONS;
const TABLE_PRIVILEGES = Object.keys(TABLE_PRIVILEGE_ACTIONS) as TablePrivilege[];

/** The IAM actions that a permission on an object takes. */
export function actionsFor(privilege: Privilege, object: CheckedObject, governed: boolean, readsData = true): string[] {
  if (object.table === undefined) {
    const all = Object.values(DATABASE_PRIVILEGE_ACTIONS).flat();
    return sortedSet(privilege === 'ALL' ? all : (DATABASE_PRIVILEGE_ACTIONS[privilege] ?? []));
  }
  const privileges = privilege === 'ALL' ? TABLE_PRIVILEGES : TABLE_PRIVILEGES.filter((p) => p === privilege);
  const actions = privileges.flatMap((p) => {
    const { glue, data } = TABLE_PRIVILEGE_ACTIONS[p];
    if (!data || !readsData) return glue;
    if (governed) return [...glue, GET_DATA_ACCESS];
    return object.hasData ? [...glue, ...data] : glue;
  });
  return sortedSet(actions);
}

/** The IAM actions a principal has on an object: as stated by the world, else as the library's policies give for its grants. */
export function actionsHeld(
  world: AuthorizationWorld,
  principal: string,
  object: CheckedObject,
  set: PrivilegeSet,
): Set<string> {
  if (world.iam) {
    const rights = world.iam.filter((right) => right.principal === principal);
    const here = rights.filter((r) => r.database === object.database && covers(r.table, object.table));
    const anywhere = rights.flatMap((r) => r.actions.filter((action) => action === GET_DATA_ACCESS));
    return new Set([...here.flatMap((right) => right.actions), ...anywhere]);
  }
  const { database, table } = object;
  const key = table === undefined ? database : keyOf({ database, table });
  const governed = isGoverned(world, principal, key);
  return new Set(
    privilegesHeld(object, set)
      .flatMap((p) => actionsFor(p, object, governed))
      .concat(throughDatabase(object, set)),
  );
}

function covers(pattern: string | undefined, table: string | undefined): boolean {
  return pattern === undefined || table === undefined ? pattern === table : patternCovers(pattern, table);
}

function privilegesHeld({ database, table }: CheckedObject, set: PrivilegeSet): Privilege[] {
  if (table === undefined) {
    return (['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'] as const).filter((p) =>
      set.databaseHolds(database, p),
    );
  }
  const object = { database, table };
  // IAM knows no columns: a policy for some of them opens the table.
  return TABLE_PRIVILEGES.filter((p) => {
    if (p === 'SELECT') return set.anyColumn(object);
    return p === 'DESCRIBE' ? set.describes(object) : set.holds(object, p);
  });
}

/** ALL on a database, in IAM, is every Glue call on its tables; their data is another matter. */
function throughDatabase({ database, table }: CheckedObject, set: PrivilegeSet): string[] {
  if (table === undefined || !set.databaseAll(database)) return [];
  return [...TABLE_METADATA, ...TABLE_PRIVILEGES.flatMap((p) => TABLE_PRIVILEGE_ACTIONS[p].glue)];
}
