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
  const config: Partial<ConnectorConfig> | null = JSON.parse(text);
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
  return { version: VERSION, buckets, callers };
}

function sorted<T>(entries: [string, T][]): Record<string, T> {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
