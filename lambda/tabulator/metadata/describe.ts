import type { ConnectorConfig } from '../../../lib/tabulator/definition/connector-config';
import { base64, schemaMessage } from '../protocol/arrow-message';
import { type FederationRequest, tableName, text } from '../protocol/request';
import { tableOf, tablesOf } from '../tables/table';
import { tableSchema } from '../tables/table-schema';

const byName = (a: string, b: string) => (a < b ? -1 : 1);

export function listSchemas(config: ConnectorConfig) {
  return { schemas: Object.keys(config.buckets).sort(byName) };
}

/** The token is the last name of the page before; a page size of -1 asks for all. */
export function listTables(config: ConnectorConfig, request: FederationRequest) {
  const schemaName = text(request, 'schemaName');
  const names = Object.keys(tablesOf(config, schemaName)).sort(byName);
  const rest = names.filter((name) => typeof request.nextToken !== 'string' || name > request.nextToken);
  const pageSize = Number(request.pageSize ?? -1);
  const page = pageSize > 0 ? rest.slice(0, pageSize) : rest;
  return {
    tables: page.map((each) => ({ schemaName, tableName: each })),
    nextToken: page.length < rest.length ? page.at(-1) : null,
  };
}

/** No column is a partition: nothing public says how Athena treats one whose name begins with a dollar sign. */
export function getTable(config: ConnectorConfig, request: FederationRequest) {
  const name = tableName(request);
  const schema = tableSchema(tableOf(config, name));
  return { tableName: name, schema: { schema: base64(schemaMessage(schema)) }, partitionColumns: [] };
}
