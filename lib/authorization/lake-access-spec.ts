import type { Lake } from '../model/lake';
import type { AnalysedView } from '../views/analysed-view';
import type { AccessSpec, DeclaredView } from './declared-access';
import { nameOf } from './object-name';

/** A lake's views and what decides about access to them, as `derive` takes it. */
export function lakeAccessSpec({ authorization }: Lake, views: readonly AnalysedView[]): AccessSpec {
  return {
    regime: authorization.regime,
    reading: authorization.reading,
    optedIn: authorization.optIn,
    views: views.map(declaredView),
  };
}

function declaredView({ key, view, bases, views }: AnalysedView): DeclaredView {
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
    ...(view.definer === undefined ? {} : { definer: view.definer }),
    ...(view.location === undefined ? {} : { location: view.location }),
    select: view.select,
    refresh: view.refresh,
    own: view.own,
  };
}
