import { createDecipheriv } from 'node:crypto';
import { Field, Schema, tableFromIPC } from 'apache-arrow';
import { schemaMessage } from '../../../lambda/tabulator/protocol/arrow-message';
import type { BytesColumn } from '../../../lambda/tabulator/records/columns/bytes-column';
import type { LongColumn } from '../../../lambda/tabulator/records/columns/long-column';
import { newColumn } from '../../../lambda/tabulator/records/columns/new-column';
import type { NumberColumn } from '../../../lambda/tabulator/records/columns/number-column';
import { Output } from '../../../lambda/tabulator/records/output';
import { encrypted, Spill } from '../../../lambda/tabulator/records/spill';
import { ARROW_TYPES } from '../../../lambda/tabulator/tables/arrow-types';
import { MemoryStore } from './memory-store';

const SCHEMA = new Schema([
  new Field('number', ARROW_TYPES.INT, true),
  new Field('long', ARROW_TYPES.BIGINT, true),
  new Field('text', ARROW_TYPES.STRING, true),
]);

/** Writes numbers as rows, every seventh of them null. */
class Writing {
  readonly store = new MemoryStore();
  readonly number = newColumn('INT') as NumberColumn;
  readonly long = newColumn('BIGINT') as LongColumn;
  readonly text = newColumn('STRING') as BytesColumn;
  readonly output: Output;

  constructor(limits = { blockBytes: 16_000_000, inlineBytes: 5_000_000 }) {
    const spill = new Spill(this.store, { bucket: 'b', key: 'k' });
    this.output = new Output(SCHEMA, [this.number, this.long, this.text], spill, limits);
  }

  async rows(from: number, to: number, step = 500): Promise<void> {
    for (let i = from; i < to; i += step) {
      const count = Math.min(step, to - i);
      for (let value = i; value < i + count; value++) this.row(value);
      await this.output.added(count);
    }
  }

  private row(value: number): void {
    if (value % 7 === 0) {
      for (const column of [this.number, this.long, this.text]) column.appendNulls(1);
      return;
    }
    this.number.reserve(1);
    this.number.values[this.number.length] = value;
    this.number.validity.bytes[this.number.length++] = 1;
    this.long.reserve(1);
    this.long.setSafe(this.long.length, -value);
    this.long.validity.bytes[this.long.length++] = 1;
    this.text.repeat(Buffer.from(`text ${value}`), 1);
  }

  async numbers(): Promise<(number | null)[]> {
    const { inline, remote } = await this.output.end();
    const blocks = remote
      ? remote.map(({ bucket, key }) => this.store.objects.get(`${bucket}/${key}`) as Buffer)
      : [Buffer.from(inline ?? '', 'base64')];
    return blocks.flatMap((block) => {
      const table = tableFromIPC(Buffer.concat([schemaMessage(SCHEMA), block]));
      return table.toArray().map((row) => {
        const { number, long, text } = row.toJSON();
        const isWhole =
          number === null ? long === null && text === null : long === BigInt(-number) && text === `text ${number}`;
        if (!isWhole) throw new Error(`${number} stands beside ${long} and ${text}`);
        return number;
      });
    });
  }
}

const expected = (...ranges: readonly (readonly [number, number])[]) =>
  ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => ((from + i) % 7 ? from + i : null)));

test('few rows are in the answer, many are spilled in blocks, in their order', async () => {
  const few = new Writing();
  await few.rows(0, 20_000);
  expect(await few.numbers()).toEqual(expected([0, 20_000]));
  expect(few.store.objects.size).toBe(0);
  const many = new Writing();
  await many.rows(0, 100_000);
  expect(await many.numbers()).toEqual(expected([0, 100_000]));
  expect([...many.store.objects.keys()]).toEqual(['b/k.0', 'b/k.1', 'b/k.2', 'b/k.3']);
});

test('a block that is larger than the engine takes inline is spilled', async () => {
  const writing = new Writing({ blockBytes: 16_000_000, inlineBytes: 1000 });
  await writing.rows(0, 1000);
  expect(await writing.numbers()).toEqual(expected([0, 1000]));
  expect(writing.store.objects.size).toBe(1);
});

test('no rows, no block', async () => {
  expect(await new Writing().output.end()).toEqual({ inline: '' });
});

// However many blocks the rows to be taken back have filled, and whatever was in the block before them.
test.each([
  [0, 10],
  [0, 40_000],
  [0, 150_000],
  [1000, 1000],
  [1000, 40_000],
  [33_000, 100],
  [40_000, 40_000],
  [40_000, 150_000],
  [100_000, 500],
])('of %i rows and %i taken back, the first ones stay', async (before, taken) => {
  const writing = new Writing();
  await writing.rows(0, before);
  writing.output.begin();
  await writing.rows(before, before + taken);
  await writing.output.takeBack();
  writing.output.begin();
  await writing.rows(500_000, 500_100);
  expect(await writing.numbers()).toEqual(expected([0, before], [500_000, 500_100]));
});

test('encrypted blocks are AES-GCM with the tag behind', () => {
  const [key, nonce] = [Buffer.alloc(32, 7), Buffer.alloc(12, 9)];
  for (const size of [1, 65_536, 200_001]) {
    const plain = Buffer.alloc(size, 'block ');
    const cipher = encrypted(plain, { key: key.toString('base64'), nonce: nonce.toString('base64') });
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAuthTag(cipher.subarray(-16));
    expect(Buffer.concat([decipher.update(cipher.subarray(0, -16)), decipher.final()])).toEqual(plain);
  }
});

test('a block that cannot be written ends the query', async () => {
  const store = new MemoryStore();
  store.write = () => Promise.reject(new Error('the bucket is gone'));
  const spill = new Spill(store, { bucket: 'b', key: 'k' });
  await spill.write(Buffer.from('x'));
  await expect(spill.end()).rejects.toThrow('the bucket is gone');
});
