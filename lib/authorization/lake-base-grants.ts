import { LAYOUTS } from '../catalog/layouts';
import type { Lake } from '../model/lake';
import type { Grant } from './grant';
import { normalisedGrants } from './normalise';

/**
 * What a lake's roles hold before anything is derived: SELECT on all tables and views of the buckets they read, and the
 * declared grants. Writing to a bucket is pushing packages to it, which changes no table.
 */
export function lakeBaseGrants(lake: Lake): Grant[] {
  return normalisedGrants(declaredBaseGrants(lake));
}

/** The same as it is declared: a canonical form no longer shows what Lake Formation would refuse beside each other. */
export function declaredBaseGrants(lake: Lake): Grant[] {
  const database = lake.database.name;
  const tablesOf = new Map(
    lake.buckets.map(({ name, layouts }) => {
      const known = layouts.flatMap((layout) => LAYOUTS.get(layout) ?? []);
      return [name, known.flatMap((each) => [...each.tables(name), ...each.views(database, name)].map((t) => t.name))];
    }),
  );
  const read = lake.roles.flatMap((role) =>
    role.read
      .flatMap((bucket) => tablesOf.get(bucket) ?? [])
      .map((table): Grant => ({ principal: role.name, database, table, privileges: ['SELECT'] })),
  );
  return [...read, ...lake.grants];
}
