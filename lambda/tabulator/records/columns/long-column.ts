import { type Data, type DataType, makeData } from 'apache-arrow';
import type { Column } from './column';
import { Validity } from './validity';

const ROOM = 1024;
const WORD = 2 ** 32;

/** Numbers of 64 bits, and milliseconds. */
export class LongColumn implements Column {
  length = 0;
  readonly validity = new Validity();
  values = new BigInt64Array(ROOM);
  /** The same memory, lower half first: a BigInt for every value would cost more than the value. */
  words = new Int32Array(this.values.buffer);

  constructor(private readonly type: DataType) {}

  get size(): number {
    return this.length * 8;
  }

  reserve(count: number): void {
    const rows = this.length + count;
    this.validity.reserve(rows);
    if (rows <= this.values.length) return;
    const larger = new BigInt64Array(Math.max(rows, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
    this.words = new Int32Array(larger.buffer);
  }

  /** A whole number of at most 53 bits, without a BigInt. */
  setSafe(row: number, value: number): void {
    this.words[row * 2] = value | 0;
    this.words[row * 2 + 1] = Math.floor(value / WORD);
  }

  appendNulls(count: number): void {
    this.reserve(count);
    this.values.fill(0n, this.length, this.length + count);
    this.validity.bytes.fill(0, this.length, this.length + count);
    this.length += count;
  }

  appendDefault(): void {
    this.appendNulls(1);
    this.validity.bytes[this.length - 1] = 1;
  }

  truncate(rows: number): void {
    this.length = rows;
  }

  dropFirst(rows: number): void {
    this.values.copyWithin(0, rows, this.length);
    this.validity.bytes.copyWithin(0, rows, this.length);
    this.length -= rows;
  }

  data(rows: number): Data {
    const data = this.values.subarray(0, rows);
    return makeData({ type: this.type, length: rows, data, ...this.validity.bits(rows) } as never);
  }
}
