import { Bool, type Data, type DataType, makeData } from 'apache-arrow';
import type { Column } from './column';
import { packed, Validity } from './validity';

type Values = Int8Array | Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array;

/** Numbers of up to 32 bits, floating point ones, days, and truth values as 0 and 1. */
export class NumberColumn implements Column {
  length = 0;
  readonly validity = new Validity();

  constructor(
    private readonly type: DataType,
    public values: Values,
  ) {}

  get size(): number {
    return this.length * this.values.BYTES_PER_ELEMENT;
  }

  /** Room for more rows, so that they can be written to `values` and `validity.bytes` directly. */
  reserve(count: number): void {
    const rows = this.length + count;
    this.validity.reserve(rows);
    if (rows <= this.values.length) return;
    const larger = new (this.values.constructor as new (length: number) => Values)(
      Math.max(rows, this.values.length * 2),
    );
    larger.set(this.values);
    this.values = larger;
  }

  appendNulls(count: number): void {
    this.reserve(count);
    this.values.fill(0, this.length, this.length + count);
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
    const isBits = this.type instanceof Bool;
    const data = isBits ? packed(this.values as Uint8Array, rows) : this.values.subarray(0, rows);
    return makeData({ type: this.type, length: rows, data, ...this.validity.bits(rows) } as never);
  }
}
