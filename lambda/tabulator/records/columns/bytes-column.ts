import { type Data, type DataType, makeData } from 'apache-arrow';
import type { Column } from './column';
import { grown, Validity } from './validity';

const ROOM = 1024;
/** Below this a loop is faster than a copy. */
const SHORT = 24;

/** Texts and binary values, one after the other. */
export class BytesColumn implements Column {
  length = 0;
  readonly validity = new Validity();
  bytes: Uint8Array = new Uint8Array(ROOM * 16);
  /** Where each value begins, and the last ends. */
  offsets: Int32Array = new Int32Array(ROOM);

  constructor(private readonly type: DataType) {}

  get size(): number {
    return this.offsets[this.length] + this.length * 4;
  }

  /** Room for more rows and bytes, so that they can be written directly. */
  reserve(count: number, bytes: number): void {
    const rows = this.length + count;
    this.validity.reserve(rows);
    if (rows + 1 > this.offsets.length) this.offsets = grown(this.offsets, rows + 1);
    const end = this.offsets[this.length] + bytes;
    if (end > this.bytes.length) this.bytes = grown(this.bytes, end);
  }

  /** Bytes of `source` as the next row; room must have been reserved. */
  append(source: Uint8Array, start: number, end: number): void {
    const { bytes, offsets, length } = this;
    let to = offsets[length];
    if (end - start < SHORT) for (let i = start; i < end; i++) bytes[to++] = source[i];
    else {
      bytes.set(source.subarray(start, end), to);
      to += end - start;
    }
    this.validity.bytes[length] = 1;
    offsets[length + 1] = to;
    this.length = length + 1;
  }

  /** Values of `source` one after the other, by their indices if there are any; room must have been reserved. */
  appendAll(
    source: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    first: number,
    count: number,
    indices?: Int32Array,
  ): void {
    const { bytes, offsets, length } = this;
    let to = offsets[length];
    for (let i = 0; i < count; i++) {
      const at = indices ? indices[first + i] : first + i;
      const start = starts[at];
      const end = ends[at];
      if (end - start < SHORT) for (let from = start; from < end; from++) bytes[to++] = source[from];
      else {
        bytes.set(source.subarray(start, end), to);
        to += end - start;
      }
      offsets[length + i + 1] = to;
    }
    this.validity.bytes.fill(1, length, length + count);
    this.length = length + count;
  }

  /** The same value in many rows. */
  repeat(value: Uint8Array, count: number): void {
    this.reserve(count, value.length * count);
    for (let i = 0; i < count; i++) this.append(value, 0, value.length);
  }

  appendNulls(count: number): void {
    this.reserve(count, 0);
    const { length } = this;
    this.offsets.fill(this.offsets[length], length + 1, length + count + 1);
    this.validity.bytes.fill(0, length, length + count);
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
    const start = this.offsets[rows];
    this.bytes.copyWithin(0, start, this.offsets[this.length]);
    this.length -= rows;
    for (let i = 0; i <= this.length; i++) this.offsets[i] = this.offsets[i + rows] - start;
    this.validity.bytes.copyWithin(0, rows, rows + this.length);
  }

  data(rows: number): Data {
    return makeData({
      type: this.type,
      length: rows,
      data: this.bytes.subarray(0, this.offsets[rows]),
      valueOffsets: this.offsets.subarray(0, rows + 1),
      ...this.validity.bits(rows),
    } as never);
  }
}
