import { RecordBatchReader } from 'apache-arrow';
import { answer } from '../../lambda/tabulator/answer';
import type { ObjectStore } from '../../lambda/tabulator/object-store';
import type { MatchingFile } from '../../lambda/tabulator/splits/grouping';
import { MatchingFiles } from '../../lambda/tabulator/splits/matching-files';
import { writePieces } from '../../lambda/tabulator/splits/piece';
import { pruning } from '../../lambda/tabulator/splits/pruning';
import { tableOf } from '../../lambda/tabulator/tables/table';
import type { ConnectorConfig } from '../../lib/tabulator/definition/connector-config';
import type { TabulatorDefinition } from '../../lib/tabulator/definition/table-definition';

/** Larger files are passed over: a sample is to take moments. */
const MOST_BYTES = 64 * 2 ** 20;
/** Files that are looked at for some that are small enough. */
const MOST_LOOKED_AT = 1000;
const BLOCK_BYTES = 16_000_000;
const TABLE = 'sample';

/** A file of the table, as the connector reads it. */
export interface SampledFile {
  readonly packageName: string;
  readonly logicalKey: string;
  readonly count: number;
  readonly first: readonly Readonly<Record<string, unknown>>[];
  /** What `$issue` says, each once. */
  readonly issues: readonly string[];
}

/** What to read. */
export interface SampleRequest {
  readonly definition: TabulatorDefinition;
  readonly bucket: string;
  readonly files: number;
  readonly rows: number;
}

/**
 * Reads a few files of a table as its connector would, row for row. Files with errors have a row that says so, whatever
 * the table says about going on after errors.
 */
export async function sampleTable(store: ObjectStore, request: SampleRequest): Promise<SampledFile[]> {
  const definition = { ...request.definition, continueOnError: true };
  const config: ConnectorConfig = { version: 1, buckets: { [request.bucket]: { [TABLE]: definition } } };
  const sampled: SampledFile[] = [];
  for (const file of await someFiles(store, config, request)) sampled.push(await read(file, store, config, request));
  return sampled;
}

async function someFiles(store: ObjectStore, config: ConnectorConfig, { bucket, files }: SampleRequest) {
  const table = tableOf(config, { schemaName: bucket, tableName: TABLE });
  const some: MatchingFile[] = [];
  let looked = 0;
  for await (const file of new MatchingFiles(store, table, pruning(table, {})).after()) {
    if ((file.entry.bytes ?? 0) <= MOST_BYTES) some.push(file);
    if (some.length === files || ++looked === MOST_LOOKED_AT) break;
  }
  return some;
}

async function read(
  { packageName, topHash, entry }: MatchingFile,
  store: ObjectStore,
  config: ConnectorConfig,
  { bucket, rows: most }: SampleRequest,
): Promise<SampledFile> {
  const spilled: Uint8Array[] = [];
  const connector = {
    config,
    store: { ...store, write: async (_bucket: string, _key: string, bytes: Uint8Array) => void spilled.push(bytes) },
    settings: {
      config: '',
      callers: { account: '', roles: {} },
      checksCaller: false,
      spillBucket: 'nowhere',
      spillPrefix: '',
      encryptsSpill: false,
    },
    remainingMilliseconds: () => Number.MAX_SAFE_INTEGER,
  };
  const common = { queryId: 'sample', catalogName: 'sample', tableName: { schemaName: bucket, tableName: TABLE } };
  const { schema } = await answer(connector, { '@type': 'GetTableRequest', ...common });
  const pieces = writePieces([{ packageName, topHash, from: entry.from, to: entry.to }]);
  const { records } = await answer(connector, {
    '@type': 'ReadRecordsRequest',
    ...common,
    schema,
    constraints: { summary: {} },
    split: {
      spillLocation: { bucket: 'nowhere', key: 'open-query/sample' },
      encryptionKey: null,
      properties: { pieces },
    },
    maxBlockSize: BLOCK_BYTES,
    maxInlineBlockSize: BLOCK_BYTES,
  });
  const inline = (records as { readonly records?: string } | undefined)?.records;
  const blocks = inline ? [Buffer.from(inline, 'base64')] : spilled;
  const found = blocks.flatMap((block) => rowsOf((schema as { readonly schema: string }).schema, block));
  const issues = [...new Set(found.flatMap((row) => (row.$issue === null ? [] : [String(row.$issue)])))];
  return { packageName, logicalKey: entry.logicalKey, count: found.length, first: found.slice(0, most), issues };
}

function rowsOf(schema: string, block: Uint8Array): Record<string, unknown>[] {
  const stream = Buffer.concat([Buffer.from(schema, 'base64'), block]);
  return [...RecordBatchReader.from(stream)].flatMap((batch) => [...batch].map((row) => row?.toJSON() ?? {}));
}
