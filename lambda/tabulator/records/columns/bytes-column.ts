import { type Data, type DataType, makeData } from 'apache-arrow';
import type { Column } from './column';
import { Rows } from './rows';
import { grown, ROOM } from './validity';

/** Above this a call that copies is faster than a loop. */
const SHORT = 64;
/** Copied of every value, however short: bytes behind it are overwritten by the next one. */
const [WORD, AT_ONCE] = [4, 12];
/** So many bytes behind a value may be read and written with it. */
export const COPY_ROOM = AT_ONCE + WORD;

/** Values as places in their bytes. */
export interface BytesPlaces {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Which of them: each by its index, or each so many places behind the one before. */
export interface Picked {
  readonly first: number;
  readonly indices?: Int32Array;
  readonly step?: number;
}

/** Texts and binary values, one after the other. */
export class BytesColumn extends Rows implements Column {
  bytes: Uint8Array = new Uint8Array(ROOM * 16);
  /** Where each value begins, and the last ends. */
  offsets: Int32Array = new Int32Array(ROOM);

  constructor(private readonly type: DataType) {
    super();
  }

  get size(): number {
    return this.offsets[this.length] + this.length * 4;
  }

  /** The same value in many rows. */
  repeat(value: Uint8Array, count: number): void {
    const bytes = new Uint8Array(value.length + COPY_ROOM);
    bytes.set(value);
    const values = { bytes, starts: Int32Array.of(0), ends: Int32Array.of(value.length) };
    this.append(values, { first: 0, step: 0 }, count, value.length * count);
  }

  /**
   * Rows of values, and of nulls where `defined` says so; returns how many values it took.
   * @param size of the values together, at most
   */
  append(values: BytesPlaces, { first, indices, step = 1 }: Picked, count: number, size: number, defined?: Uint8Array) {
    this.reserve(count, size);
    const { starts, ends, bytes: source } = values;
    const { bytes: target, offsets, length } = this;
    const from = new DataView(source.buffer, source.byteOffset, source.byteLength);
    const to = new DataView(target.buffer, target.byteOffset, target.byteLength);
    const last = source.length - COPY_ROOM;
    let at = offsets[length];
    let next = first;
    for (let i = 0; i < count; i++) {
      if (defined !== undefined && defined[i] === 0) {
        offsets[length + i + 1] = at;
        continue;
      }
      const place = indices === undefined ? next : indices[next];
      next += step;
      const start = starts[place];
      const end = ends[place];
      const size = end - start;
      if (size > SHORT || end > last) target.set(source.subarray(start, end), at);
      else {
        to.setInt32(at, from.getInt32(start));
        to.setInt32(at + WORD, from.getInt32(start + WORD));
        to.setInt32(at + WORD * 2, from.getInt32(start + WORD * 2));
        for (let done = AT_ONCE; done < size; done += WORD) to.setInt32(at + done, from.getInt32(start + done));
      }
      at += size;
      offsets[length + i + 1] = at;
    }
    if (defined) this.validity.bytes.set(defined, length);
    else this.validity.bytes.fill(1, length, length + count);
    this.length = length + count;
    return next - first;
  }

  appendNulls(count: number): void {
    this.reserve(count, 0);
    const { length } = this;
    this.offsets.fill(this.offsets[length], length + 1, length + count + 1);
    this.validity.bytes.fill(0, length, length + count);
    this.length += count;
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

  private reserve(count: number, bytes: number): void {
    const rows = this.length + count;
    this.validity.reserve(rows);
    if (rows + 1 > this.offsets.length) this.offsets = grown(this.offsets, rows + 1);
    const end = this.offsets[this.length] + bytes + COPY_ROOM;
    if (end > this.bytes.length) this.bytes = grown(this.bytes, end);
  }
}
