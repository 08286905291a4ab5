import type { DataType } from 'apache-arrow';
import { ArrayColumn } from './array-column';
import { ROOM } from './validity';

const WORD = 2 ** 32;

/** Numbers of 64 bits, and milliseconds. */
export class LongColumn extends ArrayColumn<BigInt64Array> {
  /** The same memory, lower half first: a BigInt for every value would cost more than the value. */
  words = new Int32Array(this.values.buffer);

  constructor(type: DataType) {
    super(type, new BigInt64Array(ROOM));
  }

  /** A whole number of at most 53 bits, without a BigInt. */
  setSafe(row: number, value: number): void {
    this.words[row * 2] = value | 0;
    this.words[row * 2 + 1] = Math.floor(value / WORD);
  }

  protected override grow(length: number): void {
    super.grow(length);
    this.words = new Int32Array(this.values.buffer);
  }
}
