import type { ParquetType } from 'hyparquet';
import { readPlain } from 'hyparquet/src/plain.js';
import type { DecodedArray } from 'hyparquet/src/types.js';
import { COPY_ROOM } from '../columns/bytes-column';
import { type ByteValues, longValues, type PageValues } from './page';

/** Values that lie one after the other, each behind its length. */
function byteValues(bytes: Uint8Array, start: number, count: number): PageValues {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  let [at, most] = [start, 0];
  for (let i = 0; i < count; i++) {
    const length = view.getUint32(at, true);
    at += 4;
    starts[i] = at;
    at += length;
    ends[i] = at;
    if (length > most) most = length;
  }
  if (at > bytes.length) throw new Error(`the last of ${count} values ends at byte ${at} of ${bytes.length}`);
  return { kind: 'bytes', bytes, starts, ends, most };
}

/** With bytes behind the last one, so that a copy may read beyond it. */
export function withRoom(values: PageValues): PageValues {
  if (values.kind !== 'bytes') return values;
  const bytes = new Uint8Array(values.bytes.length + COPY_ROOM);
  bytes.set(values.bytes);
  return { ...values, bytes };
}

function joined(values: readonly Uint8Array[]): ByteValues {
  const [starts, ends] = [new Int32Array(values.length), new Int32Array(values.length)];
  const bytes = new Uint8Array(values.reduce((sum, value) => sum + value.length, 0));
  let [at, most] = [0, 0];
  values.forEach((value, i) => {
    starts[i] = at;
    bytes.set(value, at);
    at += value.length;
    ends[i] = at;
    if (value.length > most) most = value.length;
  });
  return { bytes, starts, ends, most };
}

/** From days and nanoseconds of the day to nanoseconds since 1970 (apache/parquet-format: LogicalTypes.md, INT96). */
function nanoseconds(values: readonly bigint[]): BigInt64Array {
  const days = (value: bigint) => (value >> 64n) - 2_440_588n;
  return BigInt64Array.from(values, (value) => days(value) * 86_400_000_000_000n + (value & 0xffff_ffff_ffff_ffffn));
}

/** What hyparquet decodes, in arrays of one type. */
export function pageValues(type: ParquetType, decoded: DecodedArray): PageValues {
  if (type === 'INT96') return longValues(nanoseconds([...decoded] as bigint[]));
  if (decoded instanceof BigInt64Array) return longValues(decoded);
  if (type === 'INT64') return longValues(BigInt64Array.from(decoded as ArrayLike<bigint>));
  if (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') {
    return { kind: 'bytes', ...joined(decoded as Uint8Array[]) };
  }
  const numbers = ArrayBuffer.isView(decoded) ? decoded : Float64Array.from(decoded as ArrayLike<number>, Number);
  return { kind: 'numbers', numbers: numbers as Float64Array };
}

/** Least significant bit first. */
function bits(bytes: Uint8Array, start: number, count: number): PageValues {
  if (start + count / 8 > bytes.length) throw new Error(`${count} truth values end behind byte ${bytes.length}`);
  // Whole bytes, of which the last one may say more than it should.
  const numbers = new Uint8Array(Math.ceil(count / 8) * 8);
  for (let i = 0, at = start; i < count; i += 8, at++) {
    const byte = bytes[at];
    numbers[i] = byte & 1;
    numbers[i + 1] = (byte >> 1) & 1;
    numbers[i + 2] = (byte >> 2) & 1;
    numbers[i + 3] = (byte >> 3) & 1;
    numbers[i + 4] = (byte >> 4) & 1;
    numbers[i + 5] = (byte >> 5) & 1;
    numbers[i + 6] = (byte >> 6) & 1;
    numbers[i + 7] = byte >> 7;
  }
  return { kind: 'numbers', numbers: numbers.subarray(0, count) };
}

/** Values without an encoding. */
export function plainValues(
  type: ParquetType,
  bytes: Uint8Array,
  start: number,
  count: number,
  length?: number,
): PageValues {
  if (type === 'BYTE_ARRAY') return byteValues(bytes, start, count);
  if (type === 'BOOLEAN') return bits(bytes, start, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pageValues(type, readPlain({ view, offset: start }, type, count, length));
}
