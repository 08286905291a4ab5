import { type Data, type DataType, makeData } from 'apache-arrow';
import type { Column } from './column';
import { Rows } from './rows';
import { ROOM_OF_BLOCK } from './validity';

type Values = Int8Array | Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array | BigInt64Array;

/** Values that all have the same size. */
export abstract class ArrayColumn<V extends Values> extends Rows implements Column {
  constructor(
    protected readonly type: DataType,
    public values: V,
  ) {
    super();
  }

  get size(): number {
    return this.length * this.values.BYTES_PER_ELEMENT;
  }

  /** Room for more rows, so that they can be written to `values` and `validity.bytes` directly. */
  reserve(count: number): void {
    const rows = this.length + count;
    this.validity.reserve(rows);
    if (rows > this.values.length) this.grow(Math.max(ROOM_OF_BLOCK, rows, this.values.length * 2));
  }

  /** A whole number of at most 53 bits, whatever the column's type. */
  abstract setSafe(row: number, value: number): void;

  appendNulls(count: number): void {
    this.reserve(count);
    const { buffer, byteOffset, BYTES_PER_ELEMENT: width } = this.values;
    new Uint8Array(buffer, byteOffset + this.length * width, count * width).fill(0);
    this.validity.bytes.fill(0, this.length, this.length + count);
    this.length += count;
  }

  dropFirst(rows: number): void {
    this.values.copyWithin(0, rows, this.length);
    this.validity.bytes.copyWithin(0, rows, this.length);
    this.length -= rows;
  }

  data(rows: number): Data {
    const data = this.stored(rows);
    return makeData({ type: this.type, length: rows, data, ...this.validity.bits(rows) } as never);
  }

  protected stored(rows: number): ArrayLike<number | bigint> {
    return this.values.subarray(0, rows);
  }

  protected grow(length: number): void {
    const larger = new (this.values.constructor as new (length: number) => V)(length);
    larger.set(this.values as never);
    this.values = larger;
  }
}
