import type { AuthorizationWorld, Reading } from './authorization-world';
import type { Grant, Privilege } from './grant';
import { normalisedGrants } from './normalise';
import { keyOf, type ObjectName } from './object-name';

/** Privileges on a table that show some right to its data or itself; DESCRIBE shows only that one may know it. */
const BEYOND_DESCRIBE: readonly Privilege[] = ['SELECT', 'INSERT', 'DELETE', 'ALTER', 'DROP'];

/** Everything that follows from one principal's grants: the predicates that rules ask for. */
export interface PrivilegeSet {
  /** ALL, or every single permission a table has. */
  all(table: ObjectName): boolean;
  /** A permission on the whole table; SELECT means every row of every column, those to come included. */
  holds(table: ObjectName, privilege: Privilege): boolean;
  /** Columns granted one by one are never the table, be they all it has. */
  canPassOn(table: ObjectName, privilege: Privilege): boolean;
  /** Those of the columns that the principal cannot read every row of. */
  missingColumns(table: ObjectName, columns: readonly string[]): string[];
  /** Some permission on the table itself; DESCRIBE only where it counts. */
  anyOnTable(table: ObjectName, countDescribe: boolean): boolean;
  /** At least one column can be read. */
  anyColumn(table: ObjectName): boolean;
  /** DESCRIBE on the object, which any other permission on it implies. */
  describes(table: ObjectName): boolean;
  databaseAll(database: string): boolean;
  databaseHolds(database: string, privilege: Privilege): boolean;
}

/** What to close over. */
export type PrivilegeSource = Pick<AuthorizationWorld, 'grants' | 'rowFilters'>;

/**
 * The closure of a principal's grants.
 *
 * @param reading `literal`: ALL on a database reaches its tables, as in Ranger and Sentry; `strict`: it does not, as in
 * Lake Formation
 */
export function privilegeSet(source: PrivilegeSource, principal: string, reading: Reading = 'strict'): PrivilegeSet {
  const own = normalisedGrants(source.grants.filter((grant) => grant.principal === principal));
  const tables = new Map<string, Grant[]>();
  const databases = new Map<string, Grant>();
  for (const grant of own) {
    if (grant.table === undefined) databases.set(grant.database, grant);
    else {
      const key = keyOf({ database: grant.database, table: grant.table });
      tables.set(key, [...(tables.get(key) ?? []), grant]);
    }
  }
  const filtered = new Set((source.rowFilters ?? []).filter((f) => f.principal === principal).map(keyOf));
  const whole = (table: ObjectName) => (tables.get(keyOf(table)) ?? []).find((g) => g.columns === undefined);
  const columns = (table: ObjectName) => (tables.get(keyOf(table)) ?? []).flatMap((g) => g.columns ?? []);

  const databaseHolds = (database: string, privilege: Privilege) =>
    (databases.get(database.toLowerCase())?.privileges ?? []).some((p) => p === privilege || p === 'ALL');
  const databaseAll = (database: string) => databaseHolds(database, 'ALL');
  const all = (table: ObjectName) =>
    (whole(table)?.privileges.includes('ALL') ?? false) || (reading === 'literal' && databaseAll(table.database));
  const holds = (table: ObjectName, privilege: Privilege) =>
    all(table) ||
    // Some rows only is less than SELECT, as the rules mean it.
    ((whole(table)?.privileges.includes(privilege) ?? false) &&
      !(privilege === 'SELECT' && filtered.has(keyOf(table))));
  const readable = (table: ObjectName) => (filtered.has(keyOf(table)) ? [] : columns(table));

  return {
    all,
    holds,
    canPassOn: (table, privilege) =>
      holds(table, privilege) && (whole(table)?.grantable ?? []).some((p) => p === privilege || p === 'ALL'),
    missingColumns: (table, wanted) => {
      if (holds(table, 'SELECT')) return [];
      const granted = new Set(readable(table));
      return wanted.filter((column) => !granted.has(column.toLowerCase()));
    },
    anyOnTable: (table, countDescribe) =>
      BEYOND_DESCRIBE.some((p) => holds(table, p)) || (countDescribe && holds(table, 'DESCRIBE')),
    anyColumn: (table) => holds(table, 'SELECT') || readable(table).length > 0,
    describes: (table) => all(table) || tables.has(keyOf(table)),
    databaseAll,
    databaseHolds,
  };
}
