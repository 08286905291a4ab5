import { giveBackRoom, takeRoom } from '../rooms';
import type { IndexedPage, NumberValues, Page, PageValues } from './page';
import { lengthOf, longValues } from './page';
import { asTheyAre, pickedBytes, pickedDoubles, pickedPairs, pickedWords } from './picked-values';
import { type Runs, readRuns } from './run-lengths';

type Numbers = Exclude<PageValues, { kind: 'bytes' }>;
type ArrayType = new (room: ArrayBuffer, at: number, length: number) => NumberValues;

const [INDEX, LONG] = [Int32Array.BYTES_PER_ELEMENT, BigInt64Array.BYTES_PER_ELEMENT];

const asWords = ({ buffer, byteOffset, length }: NumberValues) => new Int32Array(buffer, byteOffset, length);

/**
 * Pages with a dictionary: numbers become those they stand for, one after the other, texts get their indices. All rows at
 * once, as a wide table's dictionaries do not fit into the processor's cache together; always into the same memory, as one
 * page of a column is under way.
 */
export class Expanded {
  private room: ArrayBuffer | undefined;

  of({ rows, defined, values, packed }: IndexedPage): Page {
    const length = packed.reduce((sum, { count }) => sum + count, 0);
    if (values.kind !== 'bytes') return { rows, defined, values: this.numbers(values, packed, length) };
    const indices = new Int32Array(this.roomOf(length * INDEX), 0, length);
    read(packed, values, (from, count) => asTheyAre(indices.subarray(from, from + count)));
    return { rows, defined, values, indices };
  }

  /** What it returned is not used any more. */
  end(): void {
    if (this.room) giveBackRoom(this.room);
    this.room = undefined;
  }

  private roomOf(bytes: number): ArrayBuffer {
    if (this.room && this.room.byteLength >= bytes) return this.room;
    this.end();
    this.room = takeRoom(bytes);
    return this.room;
  }

  private numbers(values: Numbers, packed: IndexedPage['packed'], length: number): PageValues {
    if (values.kind === 'longs') {
      const longs = new BigInt64Array(this.roomOf(length * LONG), 0, length);
      const to = new Int32Array(longs.buffer, 0, length * 2);
      read(packed, values, (from, count) => pickedPairs(to.subarray(from * 2, (from + count) * 2), values.words));
      return longValues(longs);
    }
    const source = values.numbers;
    const to = new (source.constructor as ArrayType)(this.roomOf(length * source.BYTES_PER_ELEMENT), 0, length);
    read(packed, values, (from, count) => picked(to.subarray(from, from + count), source));
    return { kind: 'numbers', numbers: to };
  }
}

function picked(to: NumberValues, from: NumberValues): Runs {
  if (to instanceof Float64Array) return pickedDoubles(to, from as Float64Array);
  if (to instanceof Uint8Array) return pickedBytes(to, from as Uint8Array);
  return pickedWords(asWords(to), asWords(from));
}

/** Every index must be one of the dictionary's. */
function read(
  packed: IndexedPage['packed'],
  dictionary: PageValues,
  runsAt: (from: number, count: number) => Runs,
): void {
  const size = lengthOf(dictionary);
  let from = 0;
  for (const { bytes, start, width, count } of packed) {
    if (count === 0) continue;
    const runs = runsAt(from, count);
    let most = 0;
    if (width > 0) most = readRuns(bytes, start, width, count, runs);
    else runs.repeated(0, 0, count);
    if (most >= size) throw new Error(`value ${most} of a dictionary of ${size}`);
    from += count;
  }
}
