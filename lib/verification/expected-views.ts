import type { DerivedAccess } from '../authorization/derived-access';
import { nameOf } from '../authorization/object-name';
import { LAYOUTS } from '../catalog/layouts';
import type { Layout, TableDefinition, ViewDefinition } from '../catalog/layouts/layout';
import type { Lake } from '../model/lake';
import { analyseViews } from '../views/analysed-views';
import type { ExpectedColumn, ViewExpectation } from './verification-plan';

/** Every view that this stack makes, declared or of a layout, with the base columns that it was made for. */
export function expectedViews(lake: Lake, access: DerivedAccess): ViewExpectation[] {
  return [...declaredViews(lake, access), ...layoutViews(lake)];
}

const plain = ({ name, type }: ExpectedColumn): ExpectedColumn => ({ name, type });

function declaredViews(lake: Lake, access: DerivedAccess): ViewExpectation[] {
  if (access.views.length === 0) return [];
  const { tables } = analyseViews(lake).catalog;
  return access.views.map(({ key, columns, bases }) => ({
    ...nameOf(key),
    columns: columns.map(plain),
    bases: bases.map((base) => ({
      ...nameOf(base.key),
      columns: (tables.get(base.key)?.columns ?? [])
        .filter(({ name }) => base.columns.includes(name))
        .map(({ name, hiveType }) => ({ name, type: hiveType ?? '' })),
    })),
  }));
}

function layoutViews({ buckets, database }: Lake): ViewExpectation[] {
  return buckets
    .filter(({ ownsTables }) => ownsTables)
    .flatMap(({ name, layouts }) =>
      layouts
        .flatMap((layout) => LAYOUTS.get(layout) ?? [])
        .flatMap((layout) =>
          layout.views(database.name, name).map((view) => layoutView(view, layout, name, database.name)),
        ),
    );
}

function layoutView({ name, columns, reads }: ViewDefinition, layout: Layout, bucket: string, database: string) {
  const bases = layout.tables(bucket).filter(({ id }: TableDefinition) => reads.includes(id));
  return {
    database,
    table: name,
    columns: columns.map(plain),
    bases: bases.map((base) => ({ database, table: base.name, columns: base.columns.map(plain) })),
  };
}
