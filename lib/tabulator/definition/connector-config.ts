import { parsedJson } from './parsed-json';
import type { TabulatorDefinition } from './table-definition';

/** What this version of the connector understands. */
const VERSION = 1;

/** What a connector serves, and whom as far as they are known when it is written: the file that its function reads. */
export interface ConnectorConfig {
  readonly version: typeof VERSION;
  /** Tables by the name of their bucket, which is their database, and their own. */
  readonly buckets: Readonly<Record<string, Readonly<Record<string, TabulatorDefinition>>>>;
  /** Folders of roles by their names, beside those of the environment, see `callers.ts`. @default - none */
  readonly callers?: Readonly<Record<string, string>>;
}

/** The file's text: equal configurations give equal bytes, in whatever order they were declared. */
export function connectorConfigText({ version, buckets, callers = {} }: ConnectorConfig): string {
  const tables = Object.entries(buckets).map(([bucket, each]): [string, unknown] => [
    bucket,
    sorted(Object.entries(each)),
  ]);
  const known = sorted(Object.entries(callers));
  return JSON.stringify({
    version,
    buckets: sorted(tables),
    ...(Object.keys(known).length > 0 && { callers: known }),
  });
}

/** Reads the file. A newer version is refused: what it adds could be what restricts access. */
export function parseConnectorConfig(text: string): ConnectorConfig {
  const config = parsedJson(text, "the connector's configuration") as Partial<ConnectorConfig> | null;
  if (config?.version !== VERSION) {
    throw new Error(
      `the connector's configuration must be of version ${VERSION}, found ${JSON.stringify(config?.version)}; deploy the stack and its function with one version of cdk-quilt-athena`,
    );
  }
  const { buckets, callers = {} } = config;
  if (typeof buckets !== 'object' || buckets === null) {
    throw new Error("the connector's configuration must have buckets, found none; deploy the stack again");
  }
  if (typeof callers !== 'object' || callers === null) {
    throw new Error(
      "callers of the connector's configuration must be an object, found another value; deploy the stack again",
    );
  }
  for (const [bucket, tables] of Object.entries(buckets)) {
    for (const [name, table] of Object.entries(tables)) checkTable(`${bucket}.${name}`, table);
  }
  return { version: VERSION, buckets, callers };
}

/** A table's values by their keys and types, as they are without a mistake. */
const PARTS: Readonly<Record<keyof TabulatorDefinition, (value: unknown) => boolean>> = {
  columns: Array.isArray,
  packageName: (value) => typeof value === 'string',
  logicalKey: (value) => typeof value === 'string',
  parser: (value) => typeof value === 'object' && value !== null,
  continueOnError: (value) => typeof value === 'boolean',
  groups: Array.isArray,
};

/** Written by hand, it is soon written as Quilt writes tables, or as props are. */
function checkTable(name: string, table: Readonly<Record<string, unknown>> | TabulatorDefinition | null): void {
  const found = Object.entries(table ?? {});
  const lacking = Object.entries(PARTS).filter(
    ([key, isWell]) => !found.some(([k, value]) => k === key && isWell(value)),
  );
  if (lacking.length === 0) return;
  throw new Error(
    `table ${name} of the connector's configuration must have ${Object.keys(PARTS).join(', ')}, found no good ${lacking.map(([key]) => key).join(', ')}; quilt-athena tabulator check FILE --bucket B --json prints it as definition`,
  );
}

function sorted<T>(entries: [string, T][]): Record<string, T> {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
