import { type Governance, isGoverned } from './authorization-world';
import type { Grant } from './grant';
import { GRANT_PLAN_VERSION, type GrantPlan } from './grant-plan';
import { normalisedGrants } from './normalise';
import { inOrder, keyOf, nameOf, sortedSet } from './object-name';

/** The database Athena asks for when a query names none (Lake Formation Developer Guide: athena-lf). Nobody's to create here. */
const DEFAULT_DATABASE = 'default';

/** What the plan is made of. */
export interface GrantPlanSource extends Governance {
  /** What roles hold on base tables and databases, as declared. */
  readonly baseGrants: readonly Grant[];
  /** What was derived for views. */
  readonly derivedGrants: readonly Grant[];
  /** `s3://bucket/prefix/` by `database.table`, of every table with data. */
  readonly locations: ReadonlyMap<string, string>;
}

/** Everything Lake Formation must hold: canonical, for the principals it decides for. */
export function lakeFormationGrants({
  baseGrants,
  derivedGrants,
  ...world
}: Omit<GrantPlanSource, 'locations'>): Grant[] {
  const objectOf = ({ database, table }: Grant) => (table === undefined ? database : keyOf({ database, table }));
  const governed = normalisedGrants([...baseGrants, ...derivedGrants])
    .map(withoutMetadataColumns)
    .filter((grant) => grant.columns === undefined || grant.columns.length > 0)
    .filter((grant) => isGoverned(world, grant.principal, objectOf(grant)));
  // A grant on a table shows its database only by some documents; and every query may ask for `default`.
  const seen = governed.flatMap(({ principal, database }) =>
    [database, DEFAULT_DATABASE].map((name): Grant => ({ principal, database: name, privileges: ['DESCRIBE'] })),
  );
  return normalisedGrants([
    ...governed,
    ...seen.filter(({ principal, database }) => !describedAlready(governed, principal, database)),
  ]);
}

/** The grants with what must be so before the first of them. */
export function grantPlan(source: GrantPlanSource): GrantPlan {
  const grants = lakeFormationGrants(source);
  const objects = sortedSet(
    grants.flatMap(({ database, table }) => (table === undefined ? [] : [keyOf({ database, table })])),
  );
  const databases = sortedSet(grants.map((grant) => grant.database)).filter((name) => name !== DEFAULT_DATABASE);
  // In the hybrid regime objects stay with IAM, for all who are not opted in (Lake Formation Developer Guide:
  // hybrid-access-mode).
  const hybrid = source.regime === 'hybrid';
  const governed = hybrid ? [] : [...databases.map((database) => ({ database })), ...objects.map(nameOf)];
  return {
    version: GRANT_PLAN_VERSION,
    grants,
    preflight: {
      governed: governed.sort((a, b) => inOrder(JSON.stringify(sortKey(a)), JSON.stringify(sortKey(b)))),
      locations: sortedSet(objects.flatMap((key) => source.locations.get(key) ?? [])),
      optIns: hybrid ? optIns(grants) : [],
    },
  };
}

/** Who must be opted in on what they have grants on; `default` is governed by no one's choice of ours. */
function optIns(grants: readonly Grant[]): GrantPlan['preflight']['optIns'] {
  const keys = grants
    .filter((grant) => grant.database !== DEFAULT_DATABASE)
    .map(({ principal, database, table }) =>
      JSON.stringify({ principal, database, ...(table === undefined ? {} : { table }) }),
    );
  return [...new Set(keys)].map((key) => JSON.parse(key));
}

function sortKey(object: { readonly database: string; readonly table?: string }): string[] {
  return [object.database, object.table ?? ''];
}

/** `$path` and the like are no columns to Lake Formation; SELECT on the table gives them. */
function withoutMetadataColumns(grant: Grant): Grant {
  if (grant.columns === undefined) return grant;
  return { ...grant, columns: grant.columns.filter((column) => !column.startsWith('$')) };
}

/** Any other permission on a database implies DESCRIBE, yet it is listed by itself: only ALL makes it superfluous. */
function describedAlready(grants: readonly Grant[], principal: string, database: string): boolean {
  return grants.some(
    (g) =>
      g.principal === principal && g.database === database && g.table === undefined && g.privileges.includes('ALL'),
  );
}
