import type { Lake } from '../model/lake';
import type { SqlCatalog, SqlColumn, SqlTable, SqlView } from '../sql/sql-catalog';
import { LAYOUTS } from './layouts';
import type { Column } from './layouts/layout';
import { relationKey } from './relation-key';
import { tabulatorTables } from './tabulator-tables';

/** What a lake's SQL may refer to beside its declared views. */
export interface LakeCatalog extends SqlCatalog {
  /** Bucket that holds the data of a table, by the table's key. */
  readonly buckets: ReadonlyMap<string, string>;
}

/** The tables and views that the layouts give each bucket, and the external tables. */
export function lakeCatalog(lake: Lake): LakeCatalog {
  const tables = new Map<string, SqlTable>();
  const views = new Map<string, SqlView>();
  const buckets = new Map<string, string>();
  const database = lake.database.name;
  for (const bucket of lake.buckets) {
    for (const layout of bucket.layouts.flatMap((name) => LAYOUTS.get(name) ?? [])) {
      for (const { name, columns } of layout.tables(bucket.name)) {
        tables.set(relationKey(database, name), { columns: sqlColumns(columns) });
        buckets.set(relationKey(database, name), bucket.name);
      }
      for (const { name, sql } of layout.views(database, bucket.name)) views.set(relationKey(database, name), { sql });
    }
  }
  for (const { database: own, name, columns, bucket } of lake.externalTables) {
    tables.set(relationKey(own, name), { columns: columns.map((each) => ({ name: each.name, hiveType: each.type })) });
    buckets.set(relationKey(own, name), bucket);
  }
  return { tables, views, buckets, federated: tabulatorTables(lake.tabulator) };
}

/** A layout's columns are the same for every bucket. */
const COLUMNS = new WeakMap<readonly Column[], readonly SqlColumn[]>();

/** Columns as the resolver takes them. */
export function sqlColumns(columns: readonly Column[]): readonly SqlColumn[] {
  const known = COLUMNS.get(columns);
  if (known) return known;
  const translated = columns.map(({ name, type }) => ({ name, hiveType: type }));
  COLUMNS.set(columns, translated);
  return translated;
}
