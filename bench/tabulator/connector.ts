import { Schema } from 'apache-arrow';
import { answer, type Connector } from '../../lambda/tabulator/answer';
import type { ObjectStore } from '../../lambda/tabulator/object-store';
import { base64, schemaMessage } from '../../lambda/tabulator/protocol/arrow-message';
import { schemaOf } from '../../lambda/tabulator/protocol/block';
import type { TabulatorDefinition, TabulatorType } from '../../lib/tabulator/definition/table-definition';

export const BUCKET = 'bench';

export function definition(
  types: Readonly<Record<string, TabulatorType>>,
  format: 'csv' | 'parquet',
): TabulatorDefinition {
  return {
    columns: Object.entries(types).map(([name, type]) => ({ name, type, nullable: true })),
    packageName: '.',
    logicalKey: '.',
    parser: format === 'csv' ? { format, header: true, delimiter: ',' } : { format },
    continueOnError: false,
    groups: [],
  };
}

/** A query's calls, one after the other in one process. */
export class Query {
  private readonly connector: Connector;

  constructor(store: ObjectStore, table: TabulatorDefinition, encryptsSpill = true) {
    this.connector = {
      store,
      config: { version: 1, buckets: { [BUCKET]: { table } } },
      settings: {
        config: '',
        spillBucket: 'spill',
        spillPrefix: 'spill/',
        encryptsSpill,
        checksCaller: false,
        callers: { account: '', roles: {} },
      },
      remainingMilliseconds: () => Number.MAX_SAFE_INTEGER,
    };
  }

  async splits(summary: Readonly<Record<string, unknown>> = {}): Promise<{ splits: unknown[]; pages: number }> {
    const splits: unknown[] = [];
    let pages = 0;
    let token: unknown = null;
    do {
      const page = await this.call('GetSplits', { constraints: { summary }, continuationToken: token });
      splits.push(...(page.splits as unknown[]));
      token = page.continuationToken;
      pages++;
    } while (token);
    return { splits, pages };
  }

  /** Reads a split as the engine would, of some columns. */
  async read(split: unknown, columns: readonly string[]): Promise<void> {
    const table = await this.call('GetTable', {});
    const schema = schemaOf((table.schema as { schema: string }).schema);
    const fields = columns
      .map((name) => schema.fields.find((field) => field.name === name))
      .filter((f) => f !== undefined);
    const text = base64(schemaMessage(new Schema(fields)));
    const sizes = { maxBlockSize: 16_000_000, maxInlineBlockSize: 5_242_880 };
    await this.call('ReadRecords', { schema: { schema: text }, split, constraints: {}, ...sizes });
  }

  private call(type: string, fields: Readonly<Record<string, unknown>>) {
    const tableName = { schemaName: BUCKET, tableName: 'table' };
    return answer(this.connector, { '@type': `${type}Request`, queryId: 'q', catalogName: 'c', tableName, ...fields });
  }
}
