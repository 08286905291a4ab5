import { createDecipheriv } from 'node:crypto';
import { Field, Schema, tableFromIPC } from 'apache-arrow';
import { schemaMessage } from '../../../lambda/tabulator/protocol/arrow-message';
import type { BytesColumn } from '../../../lambda/tabulator/records/columns/bytes-column';
import type { LongColumn } from '../../../lambda/tabulator/records/columns/long-column';
import { newColumn } from '../../../lambda/tabulator/records/columns/new-column';
import type { NumberColumn } from '../../../lambda/tabulator/records/columns/number-column';
import { Output } from '../../../lambda/tabulator/records/output';
import { giveBackRoom, takeRoom } from '../../../lambda/tabulator/records/rooms';
import { encrypted, Spill, type SpillPlace } from '../../../lambda/tabulator/records/spill';
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

  constructor(limits = { blockBytes: 16_000_000, inlineBytes: 5_000_000 }, encryption?: SpillPlace['encryption']) {
    const spill = new Spill(this.store, { bucket: 'b', key: 'k', encryption });
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

function decrypted(bytes: Buffer, { key, nonce }: { readonly key: string; readonly nonce: string }): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), Buffer.from(nonce, 'base64'));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
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

// Their memory is used again for those that follow.
test.each(['plain', 'encrypted'])(
  '%s blocks stay as they are until they are written, however long it takes',
  async (how) => {
    const encryption = { key: Buffer.alloc(32, 7).toString('base64'), nonce: Buffer.alloc(12, 9).toString('base64') };
    const writing = new Writing(undefined, how === 'encrypted' ? encryption : undefined);
    const { store } = writing;
    const [wait, write] = [(ms: number) => new Promise((done) => setTimeout(done, ms)), store.write.bind(store)];
    store.write = async (...args) => {
      await wait(20 - store.objects.size);
      return write(...args);
    };
    await writing.rows(0, 300_000, 4000);
    await writing.output.end();
    if (how === 'encrypted') {
      for (const [place, bytes] of store.objects) store.put(place, decrypted(bytes, encryption));
    }
    expect(await writing.numbers()).toEqual(expected([0, 300_000]));
  },
);

test('memory is never given to two, and comes back only once', () => {
  const rooms = [takeRoom(10), takeRoom(10)];
  expect(rooms[0]).not.toBe(rooms[1]);
  giveBackRoom(rooms[0]);
  giveBackRoom(rooms[0]);
  giveBackRoom(Buffer.from('of somebody else').buffer);
  const again = [takeRoom(10), takeRoom(10)];
  expect(again[0]).toBe(rooms[0]);
  expect(again[1]).not.toBe(again[0]);
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
    expect(decrypted(cipher, { key: key.toString('base64'), nonce: nonce.toString('base64') })).toEqual(plain);
  }
});

test('a block that cannot be written ends the query', async () => {
  const store = new MemoryStore();
  store.write = () => Promise.reject(new Error('the bucket is gone'));
  const spill = new Spill(store, { bucket: 'b', key: 'k' });
  await spill.write(Buffer.from('x'));
  await expect(spill.end()).rejects.toThrow('the bucket is gone');
});
