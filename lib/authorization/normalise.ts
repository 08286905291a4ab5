import type { Grant, Privilege } from './grant';
import { inOrder, sortedSet } from './object-name';

/** Permissions that together are ALL on a table; on a database nothing but ALL is (Lake Formation: lf-permissions-reference). */
const EVERY_TABLE_PRIVILEGE: readonly Privilege[] = ['ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'];

/**
 * The canonical form of grants: equal rights give equal lists, in whatever order and pieces they were given.
 *
 * For a principal and an object there is one entry without columns, and one for its columns; a second one only where
 * some columns may be passed on and others not. ALL stands alone, and stands for all single table permissions. SELECT
 * on the table absorbs columns. DESCRIBE goes where columns are granted: Lake Formation refuses the pair, and any
 * grant implies it.
 */
export function normalisedGrants(grants: readonly Grant[]): Grant[] {
  const byObject = new Map<string, Grant[]>();
  for (const grant of grants.map(inLowerCase)) {
    const key = JSON.stringify([grant.principal, grant.database, grant.table ?? null]);
    byObject.set(key, [...(byObject.get(key) ?? []), grant]);
  }
  return [...byObject.values()].flatMap(merged).sort(inGrantOrder);
}

/** Sorted by principal, database, table, the database itself and whole tables first. */
function inGrantOrder(a: Grant, b: Grant): number {
  const keys = (g: Grant) => [g.principal, g.database, g.table ?? '', g.columns?.join('\n') ?? ''];
  const [left, right] = [keys(a), keys(b)];
  return left.map((key, i) => inOrder(key, right[i])).find((order) => order !== 0) ?? 0;
}

function inLowerCase(grant: Grant): Grant {
  return {
    ...grant,
    database: grant.database.toLowerCase(),
    ...(grant.table === undefined ? {} : { table: grant.table.toLowerCase() }),
    ...(grant.columns === undefined ? {} : { columns: grant.columns.map((column) => column.toLowerCase()) }),
  };
}

/** The grants of one principal on one object. */
function merged(grants: readonly Grant[]): Grant[] {
  const [{ principal, database, table }] = grants;
  const object = { principal, database, ...(table === undefined ? {} : { table }) };
  const whole = grants.filter((g) => g.columns === undefined);
  const grantable = absorbed(
    whole.flatMap((g) => g.grantable ?? []),
    table,
  );
  const privileges = absorbed(
    whole.flatMap((g) => [...g.privileges, ...(g.grantable ?? [])]),
    table,
  );
  const columns = privileges.some((p) => p === 'ALL' || p === 'SELECT') ? [] : columnGrants(object, grants);
  const kept = columns.length > 0 ? privileges.filter((p) => p !== 'DESCRIBE') : privileges;
  const passedOn = grantable.filter((p) => kept.includes(p) || kept.includes('ALL'));
  if (kept.length === 0) return columns;
  return [{ ...object, privileges: kept, ...(passedOn.length > 0 ? { grantable: passedOn } : {}) }, ...columns];
}

/** ALL alone where it is held, or every single permission it stands for. */
function absorbed(privileges: readonly Privilege[], table: string | undefined): Privilege[] {
  const all = table !== undefined && EVERY_TABLE_PRIVILEGE.every((p) => privileges.includes(p));
  return all || privileges.includes('ALL') ? ['ALL'] : sortedSet(privileges);
}

function columnGrants(object: Pick<Grant, 'principal' | 'database' | 'table'>, grants: readonly Grant[]): Grant[] {
  const select = grants.filter((g) => [...g.privileges, ...(g.grantable ?? [])].some((p) => p === 'SELECT'));
  const columnsOf = (list: readonly Grant[]) => sortedSet(list.flatMap((g) => g.columns ?? []));
  const passedOn = columnsOf(select.filter((g) => g.grantable?.includes('SELECT')));
  const kept = columnsOf(select).filter((column) => !passedOn.includes(column));
  return [
    ...(kept.length > 0 ? [{ ...object, columns: kept, privileges: ['SELECT' as const] }] : []),
    ...(passedOn.length > 0
      ? [{ ...object, columns: passedOn, privileges: ['SELECT' as const], grantable: ['SELECT' as const] }]
      : []),
  ];
}
