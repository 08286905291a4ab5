import type { Grant, Privilege } from './grant';
import { normalisedGrants } from './normalise';

/** What leads from some grants to others. */
export interface GrantDifference {
  /** To be granted, after everything in `removed` is gone. */
  readonly added: readonly Grant[];
  /** To be revoked first. Without `privileges`, only the right to pass on `grantable` goes. */
  readonly removed: readonly Grant[];
}

/** Whether two lists give the same rights. */
export function equalGrants(a: readonly Grant[], b: readonly Grant[]): boolean {
  return JSON.stringify(normalisedGrants(a)) === JSON.stringify(normalisedGrants(b));
}

/**
 * The difference, per principal and object: only the permissions and columns that change.
 *
 * What ALL takes the place of is not revoked: that would take it out of ALL. Columns are, before the whole table is
 * granted: Lake Formation holds either SELECT on the table or on columns of it.
 */
export function grantDifference(from: readonly Grant[], to: readonly Grant[]): GrantDifference {
  const before = normalisedGrants(from);
  const after = normalisedGrants(to);
  return {
    added: normalisedGrants(after.flatMap((grant) => without(grant, before))),
    removed: before.flatMap((grant) => without(grant, after).flatMap((rest) => revocable(rest, after))),
  };
}

/** What a grant gives that a list does not: permissions, columns, or only the right to pass them on. */
function without(grant: Grant, others: readonly Grant[]): Grant[] {
  const same = others.filter(
    (g) => sameObject(g, grant) && (g.columns === undefined) === (grant.columns === undefined),
  );
  if (grant.columns !== undefined) return withoutColumns(grant, same);
  const held = same.flatMap((g) => g.privileges);
  const passedOn = same.flatMap((g) => g.grantable ?? []);
  return entry(
    grant,
    grant.privileges.filter((p) => !held.includes(p)),
    (grant.grantable ?? []).filter((p) => !passedOn.includes(p)),
  );
}

function withoutColumns(grant: Grant, same: readonly Grant[]): Grant[] {
  const held = same.flatMap((g) => g.columns ?? []);
  const passedOn = same.filter((g) => g.grantable !== undefined).flatMap((g) => g.columns ?? []);
  const fresh = (grant.columns ?? []).filter((column) => !held.includes(column));
  const optional = grant.grantable
    ? (grant.columns ?? []).filter((column) => held.includes(column) && !passedOn.includes(column))
    : [];
  return [
    ...(fresh.length > 0 ? [{ ...grant, columns: fresh }] : []),
    ...(optional.length > 0 ? [{ ...grant, columns: optional, privileges: [] }] : []),
  ];
}

function entry(grant: Grant, privileges: readonly Privilege[], grantable: readonly Privilege[]): Grant[] {
  if (privileges.length === 0 && grantable.length === 0) return [];
  const { principal, database, table } = grant;
  return [
    {
      principal,
      database,
      ...(table === undefined ? {} : { table }),
      privileges,
      ...(grantable.length > 0 ? { grantable } : {}),
    },
  ];
}

/** Nothing that ALL of the same object now stands for; a right to pass on goes all the same. */
function revocable(rest: Grant, after: readonly Grant[]): Grant[] {
  if (rest.columns !== undefined) return [rest];
  const all = after.some((g) => sameObject(g, rest) && g.privileges.includes('ALL'));
  const kept = after.filter((g) => sameObject(g, rest)).flatMap((g) => g.grantable ?? []);
  const grantable = (rest.grantable ?? []).filter(() => !kept.includes('ALL'));
  return entry(rest, all ? [] : rest.privileges, grantable);
}

function sameObject(a: Grant, b: Grant): boolean {
  return a.principal === b.principal && a.database === b.database && a.table === b.table;
}
