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
  override setSafe(row: number, value: number): void {
    this.words[row * 2] = value | 0;
    this.words[row * 2 + 1] = Math.floor(value / WORD);
  }

  /** Whole numbers; what is no number, the caller sets after. */
  append(numbers: Float64Array): void {
    this.reserve(numbers.length);
    for (let i = 0; i < numbers.length; i++) this.setSafe(this.length + i, numbers[i]);
    this.validity.bytes.fill(1, this.length, this.length + numbers.length);
    this.length += numbers.length;
  }

  protected override grow(length: number): void {
    super.grow(length);
    this.words = new Int32Array(this.values.buffer);
  }
}
