import type { Lake } from '../model/lake';
import type { AnalysedView } from '../views/analysed-view';
import type { AccessSpec, DeclaredView } from './declared-access';
import { nameOf } from './object-name';

/** A lake's views and what decides about access to them, as `derive` takes it. */
export function lakeAccessSpec({ authorization, roles }: Lake, views: readonly AnalysedView[]): AccessSpec {
  return {
    regime: authorization.regime,
    reading: authorization.reading,
    optedIn: authorization.optIn,
    tabulatorUsers: roles.filter((role) => role.tabulator).map(({ name }) => name),
    views: views.map(declaredView),
  };
}

function declaredView({ key, view, bases, views, federated }: AnalysedView): DeclaredView {
  return {
    ...nameOf(key),
    kind: view.security,
    bases: bases.map(({ database, table, columns, hiddenColumns }) => ({
      database,
      table,
      columns,
      hidden: hiddenColumns,
    })),
    views: views.map(nameOf),
    federated,
    ...(view.definer === undefined ? {} : { definer: view.definer }),
    ...(view.location === undefined ? {} : { location: view.location }),
    select: view.select,
    refresh: view.refresh,
    own: view.own,
  };
}
