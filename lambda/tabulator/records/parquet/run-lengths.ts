/** Takes values as they are read, to their places among all; without a call for each. */
export interface Runs {
  /** One value many times. */
  repeated(value: number, from: number, to: number): void;
  /** Values of up to 25 bits, least significant bit first, so that each lies within four bytes; returns the greatest. */
  packed(view: DataView, start: number, width: number, from: number, to: number): number;
}

/**
 * Reads Parquet's mix of runs and packed bits (apache/parquet-format: Encodings.md#run-length-encoding--bit-packing-hybrid-rle--3);
 * returns the greatest value, as one without a sign.
 */
export function readRuns(bytes: Uint8Array, start: number, width: number, length: number, runs: Runs): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  let done = 0;
  let most = 0;
  while (done < length) {
    let header = 0;
    let shift = 0;
    let byte: number;
    do {
      if (at >= bytes.length) throw new Error(`${length - done} of ${length} values are missing`);
      byte = bytes[at++];
      header |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    const count = header >>> 1;
    const end = Math.min(length, done + (header & 1 ? count * 8 : count));
    const size = Math.ceil((header & 1 ? (end - done) * width : width) / 8);
    if (at + size > bytes.length) throw new Error(`${length - done} of ${length} values are cut off`);
    if (header & 1) {
      most = Math.max(most, readPacked(view, at, width, done, end, runs));
      at += count * width;
    } else {
      let value = 0;
      for (let shifted = 0; shifted < width; shifted += 8) value |= bytes[at++] << shifted;
      most = Math.max(most, value >>> 0);
      runs.repeated(value, done, end);
    }
    done = end;
  }
  return most;
}

/** Of as many bits, a value lies within four bytes wherever in a byte it begins. */
const WITHIN_WORD = 25;

function readPacked(view: DataView, start: number, width: number, from: number, to: number, runs: Runs): number {
  // Where there are four bytes to read; the last values may have fewer.
  const words = ((view.byteLength - 4 - start) * 8) / width;
  const end = width > WITHIN_WORD || words < 0 ? from : Math.min(to, from + Math.floor(words) + 1);
  let most = end > from ? runs.packed(view, start, width, from, end) : 0;
  for (let i = end; i < to; i++) {
    const value = valueAt(view, start, (i - from) * width, width);
    runs.repeated(value, i, i + 1);
    most = Math.max(most, value >>> 0);
  }
  return most;
}

function valueAt(view: DataView, start: number, first: number, width: number): number {
  let [value, read] = [0, 0];
  for (let bit = first; read < width; ) {
    const [byte, offset] = [view.getUint8(start + (bit >> 3)), bit & 7];
    const count = Math.min(8 - offset, width - read);
    value |= ((byte >> offset) & ((1 << count) - 1)) << read;
    read += count;
    bit += count;
  }
  return value;
}
