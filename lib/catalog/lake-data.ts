import type { Lake } from '../model/lake';
import { LAYOUTS } from './layouts';
import { relationKey } from './relation-key';

/** Where a table's data is. */
export interface TableData {
  /** `s3://bucket/prefix/`. */
  readonly location: string;
  readonly kmsKey?: string;
}

/** Where the data of every table is, by `database.table`: layouts' tables, external tables, analytical views. */
export function lakeData(lake: Lake): ReadonlyMap<string, TableData> {
  const data = new Map<string, TableData>();
  for (const { name, layouts, kmsKey } of lake.buckets) {
    for (const layout of layouts.flatMap((each) => LAYOUTS.get(each) ?? [])) {
      for (const table of layout.tables(name)) {
        data.set(relationKey(lake.database.name, table.name), { location: table.storage.location, kmsKey });
      }
    }
  }
  for (const { database, name, location, kmsKey } of lake.externalTables) {
    data.set(relationKey(database, name), { location, kmsKey });
  }
  for (const { database, name, location } of lake.views) {
    if (location !== undefined) data.set(relationKey(database, name), { location });
  }
  return data;
}
