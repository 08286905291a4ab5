import type { ConnectorConfig } from '../../../lib/tabulator/definition/connector-config';
import { Pattern } from '../../../lib/tabulator/definition/pattern';
import type { TabulatorColumn, TabulatorDefinition } from '../../../lib/tabulator/definition/table-definition';
import { ConnectorError } from '../connector-error';
import type { TableName } from '../protocol/request';

/** A table the connector serves. */
export interface Table {
  readonly bucket: string;
  readonly name: string;
  readonly definition: TabulatorDefinition;
  readonly packageName: Pattern;
  readonly logicalKey: Pattern;
  /** Buckets whose objects the connector reads. */
  readonly served: ReadonlySet<string>;
}

/** Engines want column names of federated tables in lower case. */
export const columnName = (column: Pick<TabulatorColumn, 'name'>) => column.name.toLowerCase();

const listed = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ') || 'none';

export function tablesOf(config: ConnectorConfig, bucket: string): Readonly<Record<string, TabulatorDefinition>> {
  if (Object.hasOwn(config.buckets, bucket)) return config.buckets[bucket];
  throw new ConnectorError(
    `this connector serves no bucket "${bucket}"; its databases are ${listed(Object.keys(config.buckets))}`,
  );
}

export function tableOf(config: ConnectorConfig, { schemaName, tableName }: TableName): Table {
  const tables = tablesOf(config, schemaName);
  if (!Object.hasOwn(tables, tableName)) {
    throw new ConnectorError(
      `bucket "${schemaName}" has no table "${tableName}"; its tables are ${listed(Object.keys(tables))}`,
    );
  }
  const definition = tables[tableName];
  return {
    bucket: schemaName,
    name: tableName,
    definition,
    packageName: new Pattern(definition.packageName),
    logicalKey: new Pattern(definition.logicalKey),
    served: new Set(Object.keys(config.buckets)),
  };
}
