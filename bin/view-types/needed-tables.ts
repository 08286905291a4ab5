import { App, Stack } from 'aws-cdk-lib';
import type { CfnTable, CfnTableProps } from 'aws-cdk-lib/aws-glue';
import { LAYOUTS } from '../../lib/catalog/layouts';
import type { Column } from '../../lib/catalog/layouts/layout';
import { relationKey } from '../../lib/catalog/relation-key';
import { tableProperties, viewProperties, viewText } from '../../lib/catalog/table-properties';
import { trinoType } from '../../lib/model/hive-types';
import type { Lake } from '../../lib/model/lake';
import type { LakeExternalTable } from '../../lib/model/lake-external-table';
import type { AnalysedView } from '../../lib/views/analysed-view';

/** A table or view as the Glue catalog stores it. */
export interface NeededTable {
  readonly database: string;
  readonly name: string;
  readonly input: CfnTable.TableInputProperty;
}

interface Candidate {
  readonly database: string;
  readonly name: string;
  /** What a view's own query names has to be there as well. */
  readonly sql?: string;
  readonly properties: () => CfnTableProps;
}

/**
 * The tables and views of a lake that a query may read: those whose name occurs in it, and in the views among them.
 *
 * @param sql the query
 * @param lake the lake
 * @param views its views whose columns are known
 */
export function neededTables(sql: string, lake: Lake, views: readonly AnalysedView[]): NeededTable[] {
  const candidates = [...candidatesOf(lake, views)];
  const needed = new Map<string, Candidate>();
  const add = (text: string) => {
    const lower = text.toLowerCase();
    for (const candidate of candidates) {
      const key = relationKey(candidate.database, candidate.name);
      if (needed.has(key) || !lower.includes(candidate.name)) continue;
      needed.set(key, candidate);
      if (candidate.sql) add(candidate.sql);
    }
  };
  add(sql);
  return [...needed.values()].map(({ database, name, properties }) => {
    // The properties hold no token but the account, which is not part of the input.
    const input = properties().tableInput as CfnTable.TableInputProperty;
    return { database, name, input };
  });
}

function* candidatesOf(lake: Lake, views: readonly AnalysedView[]): Generator<Candidate> {
  const stack = new Stack(new App(), 'Types');
  const stored = (database: string, view: { name: string; sql: string; columns: readonly Column[] }): Candidate => ({
    database,
    name: view.name,
    sql: view.sql,
    properties: () => viewProperties(database, view, viewText(stack, database, view)),
  });
  const database = lake.database.name;
  for (const bucket of lake.buckets) {
    for (const layout of bucket.layouts.flatMap((name) => LAYOUTS.get(name) ?? [])) {
      for (const table of layout.tables(bucket.name)) {
        yield { database, name: table.name, properties: () => tableProperties(database, table) };
      }
      for (const view of layout.views(database, bucket.name)) yield stored(database, view);
    }
  }
  for (const table of lake.externalTables) yield external(table);
  for (const { view, sql, columns } of views) yield stored(view.database, { name: view.name, sql, columns });
}

/** What the table's files look like does not matter: no row is read. */
function external({ database, name, location, columns }: LakeExternalTable): Candidate {
  const storage = {
    location,
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serde: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
  };
  const typed = columns.map((column) => ({ ...column, trinoType: trinoType(column.type) }));
  return {
    database,
    name,
    properties: () => tableProperties(database, { id: name, name, description: name, columns: typed, storage }),
  };
}
