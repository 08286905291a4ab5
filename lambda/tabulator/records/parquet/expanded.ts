import type { NumberValues, Page, PageValues } from './page';
import { longValues } from './page';

// One loop for each width, not for each type: a loop that sees arrays of many types is several times slower.

function bytes(to: Uint8Array, from: Uint8Array, indices: Int32Array) {
  for (let i = 0; i < indices.length; i++) to[i] = from[indices[i]];
}

function words(to: Int32Array, from: Int32Array, indices: Int32Array) {
  for (let i = 0; i < indices.length; i++) to[i] = from[indices[i]];
}

function doubles(to: Float64Array, from: Float64Array, indices: Int32Array) {
  for (let i = 0; i < indices.length; i++) to[i] = from[indices[i]];
}

function pairs(to: Int32Array, from: Int32Array, indices: Int32Array) {
  for (let i = 0; i < indices.length; i++) {
    const at = indices[i] * 2;
    to[i * 2] = from[at];
    to[i * 2 + 1] = from[at + 1];
  }
}

const asWords = ({ buffer, byteOffset, length }: NumberValues) => new Int32Array(buffer, byteOffset, length);

/**
 * Numbers of pages with a dictionary, one after the other. A whole page at once, as a wide table's dictionaries do not fit
 * into the processor's cache together; always into the same memory, as one page is under way.
 */
export class Expanded {
  private room = new ArrayBuffer(0);

  of(page: Page): Page {
    const { values, indices, rows, defined } = page;
    if (!indices || values.kind === 'bytes') return page;
    return { rows, defined, values: this.values(values, indices) };
  }

  private values(values: Exclude<PageValues, { kind: 'bytes' }>, indices: Int32Array): PageValues {
    const { length } = indices;
    if (length * 8 > this.room.byteLength) this.room = new ArrayBuffer(length * 8);
    if (values.kind === 'longs') {
      const longs = longValues(new BigInt64Array(this.room, 0, length));
      if (longs.kind === 'longs') pairs(longs.words, values.words, indices);
      return longs;
    }
    const from = values.numbers;
    const numbers = new (from.constructor as new (room: ArrayBuffer, at: number, length: number) => NumberValues)(
      this.room,
      0,
      length,
    );
    if (numbers instanceof Float64Array) doubles(numbers, from as Float64Array, indices);
    else if (numbers instanceof Uint8Array) bytes(numbers, from as Uint8Array, indices);
    else words(asWords(numbers), asWords(from), indices);
    return { kind: 'numbers', numbers };
  }
}
