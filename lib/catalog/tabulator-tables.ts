import type { LakeTabulator } from '../model/lake-tabulator';
import { federatedKey, type SqlColumn, type SqlTable } from '../sql/sql-catalog';
import { ADDED_COLUMNS, type TabulatorDefinition, type TabulatorType } from '../tabulator/definition/table-definition';

const HIVE_TYPES: Readonly<Record<TabulatorType, string>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'tinyint',
  SMALLINT: 'smallint',
  INT: 'int',
  BIGINT: 'bigint',
  FLOAT: 'float',
  DOUBLE: 'double',
  STRING: 'string',
  BINARY: 'binary',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};

/** The tables of Tabulator's data catalog, as SQL may refer to them. */
export function tabulatorTables(tabulator: LakeTabulator | undefined): ReadonlyMap<string, SqlTable> {
  const tables = Object.entries(tabulator?.buckets ?? {}).flatMap(([bucket, each]) =>
    Object.entries(each).map(([name, definition]): [string, SqlTable] => [
      federatedKey(tabulator?.catalogName ?? '', bucket, name),
      { columns: columnsOf(definition) },
    ]),
  );
  return new Map(tables);
}

/** Athena shows names in lower case. */
function columnsOf({ columns, groups }: TabulatorDefinition): SqlColumn[] {
  return [
    ...columns.map(({ name, type }) => ({ name: name.toLowerCase(), hiveType: HIVE_TYPES[type] })),
    ...[...groups, ...ADDED_COLUMNS].map((name) => ({ name, hiveType: 'string' })),
  ];
}
