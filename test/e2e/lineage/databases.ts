import { classic } from '../../../lib/catalog/layouts/classic';
import { trinoType } from '../../../lib/model/hive-types';
import { quoteIdentifier } from '../../../lib/model/quoting';
import type { SqlCatalog, SqlColumn } from '../../../lib/sql/sql-catalog';
import { BUCKETS, HAND_MADE, icebergTables, SCIENCE } from './tables/quilt';
import { OTHER, SHAPES } from './tables/shapes';
import { TPCDS } from './tables/tpcds';
import { TPCH } from './tables/tpch';
import { VIEWS } from './tables/views';

/** A database of the test lake: columns as text by table, queries by view, in an order in which they can be created. */
interface Database {
  readonly tables: Readonly<Record<string, string>>;
  readonly views: Readonly<Record<string, string>>;
}

const SALES = 'sales_prod';

export const DATABASES: Readonly<Record<string, Database>> = {
  [SALES]: { tables: { ...tablesOfBuckets(), ...HAND_MADE, ...SCIENCE }, views: viewsOfBuckets() },
  'sales-prod-iceberg': { tables: Object.assign({}, ...BUCKETS.map(icebergTables)), views: {} },
  tpch: { tables: TPCH, views: {} },
  tpcds: { tables: TPCDS, views: {} },
  shapes: { tables: SHAPES, views: {} },
  other: { tables: OTHER, views: {} },
  views: { tables: {}, views: VIEWS },
};

function tablesOfBuckets(): Record<string, string> {
  const tables = BUCKETS.flatMap((bucket) => classic.tables(bucket));
  return Object.fromEntries(
    tables.map(({ name, columns }) => [name, columns.map((c) => `${c.name} ${c.type}`).join(', ')]),
  );
}

function viewsOfBuckets(): Record<string, string> {
  const views = BUCKETS.flatMap((bucket) => classic.views(SALES, bucket));
  return Object.fromEntries(views.map(({ name, sql }) => [name, sql]));
}

/** `a int, "b c" array<string>`: no type holds a space. */
export function columnsIn(text: string): SqlColumn[] {
  return text
    .trim()
    .split(/,\s+/)
    .map((column) => {
      const [, quoted, plain, hiveType] = /^(?:"([^"]+)"|(\S+)) (\S+)$/.exec(column) ?? [];
      if (!hiveType) throw new Error(`${JSON.stringify(column)} is no column`);
      return { name: quoted ?? plain, hiveType };
    });
}

/** The lake as the library under test is told of it. */
export function sqlCatalog(): SqlCatalog {
  const tables = new Map<string, { columns: SqlColumn[] }>();
  const views = new Map<string, { sql: string }>();
  for (const [database, content] of Object.entries(DATABASES)) {
    for (const [name, text] of Object.entries(content.tables))
      tables.set(`${database}.${name}`, { columns: columnsIn(text) });
    for (const [name, sql] of Object.entries(content.views)) views.set(`${database}.${name}`, { sql });
  }
  return { tables, views };
}

export interface Definition {
  readonly database: string;
  readonly sql: string;
}

/** The same lake as the engine is told of it: statement lists of which each needs the ones before. */
export function definitions(): Definition[][] {
  const schemas: Definition[] = [];
  const tables: Definition[] = [];
  const views: Definition[] = [];
  for (const [database, content] of Object.entries(DATABASES)) {
    schemas.push({ database, sql: `CREATE SCHEMA ${quoteIdentifier(database)}` });
    for (const [name, text] of Object.entries(content.tables)) {
      const columns = columnsIn(text).map((c) => `${quoteIdentifier(c.name)} ${trinoType(c.hiveType, name)}`);
      tables.push({ database, sql: `CREATE TABLE ${quoteIdentifier(name)} (${columns.join(', ')})` });
    }
    for (const [name, sql] of Object.entries(content.views)) {
      // The rights of whoever asks, as in Athena.
      views.push({ database, sql: `CREATE VIEW ${quoteIdentifier(name)} SECURITY INVOKER AS ${sql}` });
    }
  }
  return [schemas, tables, ...views.map((view) => [view])];
}
