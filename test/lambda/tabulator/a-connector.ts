import { createHash } from 'node:crypto';
import { tableFromIPC } from 'apache-arrow';
import { answer, type Connector } from '../../../lambda/tabulator/answer';
import type { ObjectStore } from '../../../lambda/tabulator/object-store';
import type { TabulatorColumn, TabulatorDefinition } from '../../../lib/tabulator/definition/table-definition';
import type { MemoryStore } from './memory-store';

export const BUCKET = 'quilt-data';

export const textColumn = (name: string, nullable = true): TabulatorColumn => ({ name, type: 'STRING', nullable });

export function definition(changed: Partial<TabulatorDefinition> = {}): TabulatorDefinition {
  return {
    columns: [{ name: 'id', type: 'INT', nullable: true }, textColumn('text')],
    packageName: '^(?<study>[^/]+)/',
    logicalKey: '\\.csv$',
    parser: { format: 'csv', header: true, delimiter: ',' },
    continueOnError: false,
    groups: ['study'],
    ...changed,
  };
}

export function connector(store: ObjectStore, table: TabulatorDefinition, changed: Partial<Connector> = {}): Connector {
  return {
    store,
    config: { version: 1, buckets: { [BUCKET]: { t: table } } },
    settings: {
      config: 'nowhere',
      spillBucket: 'spill-bucket',
      spillPrefix: 'spill/',
      encryptsSpill: false,
      checksCaller: false,
      callers: { account: '', roles: {} },
    },
    remainingMilliseconds: () => 900_000,
    ...changed,
  };
}

/** A revision of a package whose files hold one row each, unless another content is given. */
export function push(store: MemoryStore, name: string, keys: readonly string[], content = 'id,text\n1,a\n'): string {
  const entries = keys.map((key) => {
    store.put(`${BUCKET}/files/${name}/${key}`, content);
    const physical = `s3://${BUCKET}/files/${name}/${key}`;
    return JSON.stringify({ logical_key: key, physical_keys: [physical], size: content.length });
  });
  const manifest = ['{"version":"v0"}', ...entries].join('\n');
  const hash = createHash('sha256').update(name).update(manifest).digest('hex');
  store.put(`${BUCKET}/.quilt/packages/${hash}`, manifest);
  store.put(`${BUCKET}/.quilt/named_packages/${name}/latest`, hash);
  return hash;
}

type Answer = Readonly<Record<string, unknown>>;
export interface Split {
  readonly spillLocation: { readonly bucket: string; readonly key: string };
  readonly properties: { readonly pieces: string };
}

export function call(to: Connector, type: string, fields: Answer = {}): Promise<Answer> {
  const tableName = { schemaName: BUCKET, tableName: 't' };
  return answer(to, { '@type': `${type}Request`, queryId: 'q', catalogName: 'c', tableName, ...fields });
}

export async function splitsOf(to: Connector, summary: Answer = {}): Promise<{ splits: Split[]; pages: number }> {
  const splits: Split[] = [];
  let pages = 0;
  let continuationToken: unknown = null;
  do {
    const page = await call(to, 'GetSplits', { constraints: { summary }, continuationToken });
    splits.push(...(page.splits as Split[]));
    continuationToken = page.continuationToken;
    pages++;
  } while (continuationToken);
  return { splits, pages };
}

/** The rows of a split, in the answer itself. */
export async function rowsOf(to: Connector, split: Split, summary: Answer = {}): Promise<Record<string, unknown>[]> {
  const { schema } = await call(to, 'GetTable');
  const sizes = { maxBlockSize: 16_000_000, maxInlineBlockSize: 5_242_880 };
  const found = await call(to, 'ReadRecords', { schema, split, constraints: { summary }, ...sizes });
  const records = found.records as { schema: string; records: string };
  if (!records.records) return [];
  const stream = Buffer.concat([records.schema, records.records].map((text) => Buffer.from(text, 'base64')));
  return tableFromIPC(stream)
    .toArray()
    .map((row) => row.toJSON());
}

export async function allRows(to: Connector, summary: Answer = {}): Promise<Record<string, unknown>[]> {
  const { splits } = await splitsOf(to, summary);
  return (await Promise.all(splits.map((split) => rowsOf(to, split, summary)))).flat();
}
