import { allCallers } from '../../lib/tabulator/definition/callers';
import type { ConnectorConfig } from '../../lib/tabulator/definition/connector-config';
import { ConnectorError } from './connector-error';
import { callerFolder } from './identity/caller';
import { getTable, listSchemas, listTables } from './metadata/describe';
import { getTableLayout } from './metadata/layout';
import type { ObjectStore } from './object-store';
import { type FederationRequest, tableName, text, typeOf } from './protocol/request';
import { readRecords } from './records/read-records';
import type { Settings } from './settings';
import { getSplits, type SplitCall } from './splits/get-splits';
import { tableOf } from './tables/table';

/** What answering a request needs. */
export interface Connector {
  readonly settings: Settings;
  readonly store: ObjectStore;
  readonly config: ConnectorConfig;
  remainingMilliseconds(): number;
}

type Answer = Readonly<Record<string, unknown>>;
type Answering = (connector: Connector, request: FederationRequest, folder: string) => Answer | Promise<Answer>;

/** Any number is taken; this is what the SDK's own connectors without explicit versions say. */
const CAPABILITIES = 23;

function splitCall({ config, ...rest }: Connector, request: FederationRequest, folder: string): SplitCall {
  const spillFolder = `${rest.settings.spillPrefix}${folder}/`;
  return { ...rest, table: tableOf(config, tableName(request)), spillFolder };
}

/** By the request's type without "Request"; the response's type is named alike unless the answer says otherwise. */
const ANSWERS: Readonly<Record<string, Answering>> = {
  ListSchemas: ({ config }) => listSchemas(config),
  ListTables: ({ config }, request) => listTables(config, request),
  GetTable: ({ config }, request) => getTable(config, request),
  GetTableLayout: ({ config }, request) => getTableLayout(config, request),
  GetSplits: (connector, request, folder) => getSplits(splitCall(connector, request, folder), request),
  ReadRecords: (connector, request, folder) => readRecords(splitCall(connector, request, folder), request),
  // None: the engine filters, whatever is pruned here.
  GetDataSourceCapabilities: () => ({ capabilities: {} }),
};

/** Without a version, which means serde version 1; keys in the order in which strict readers want them. */
function ping(request: FederationRequest): Answer {
  return {
    '@type': 'PingResponse',
    catalogName: text(request, 'catalogName'),
    queryId: text(request, 'queryId'),
    sourceType: 'quilt-tabulator',
    capabilities: CAPABILITIES,
  };
}

export async function answer(connector: Connector, request: FederationRequest): Promise<Answer> {
  const type = typeOf(request);
  if (type === 'PingRequest') return ping(request);
  const name = type.replace(/Request$/, '');
  if (!type.endsWith('Request') || !Object.hasOwn(ANSWERS, name)) {
    throw new ConnectorError(
      `requests of type ${JSON.stringify(type)} are unknown; known are ${['Ping', ...Object.keys(ANSWERS)].map((each) => `${each}Request`).join(', ')}`,
    );
  }
  const { settings, config } = connector;
  const folder = callerFolder(request, allCallers(settings.callers, config.callers), settings.checksCaller);
  const found = await ANSWERS[name](connector, request, folder);
  return { '@type': `${name}Response`, catalogName: text(request, 'catalogName'), ...found };
}
