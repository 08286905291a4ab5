/**
 * Reads Parquet's mix of runs and packed bits (apache/parquet-format: Encodings.md#run-length-encoding--bit-packing-hybrid-rle--3)
 * into an array, in one go a run; returns the greatest value, as one without a sign.
 */
export function readRunLengths(
  bytes: Uint8Array,
  start: number,
  width: number,
  output: Int32Array | Uint8Array,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  let done = 0;
  let most = 0;
  const { length } = output;
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
      most = Math.max(most, unpack(view, at, width, output, done, end));
      at += count * width;
    } else {
      let value = 0;
      for (let shifted = 0; shifted < width; shifted += 8) value |= bytes[at++] << shifted;
      most = Math.max(most, value >>> 0);
      output.fill(value, done, end);
    }
    done = end;
  }
  return most;
}

/** Of as many bits, a value lies within four bytes wherever in a byte it begins. */
const WITHIN_WORD = 25;

/** Least significant bit first; returns the greatest. */
function unpack(
  view: DataView,
  start: number,
  width: number,
  output: Int32Array | Uint8Array,
  from: number,
  to: number,
): number {
  // Where there are four bytes to read; the last values may have fewer.
  const words = ((view.byteLength - 4 - start) * 8) / width;
  const end = width > WITHIN_WORD || words < 0 ? from : Math.min(to, from + Math.floor(words) + 1);
  const mask = (1 << width) - 1;
  let most = 0;
  for (let i = from, bit = 0; i < end; i++, bit += width) {
    const value = (view.getInt32(start + (bit >> 3), true) >>> (bit & 7)) & mask;
    output[i] = value;
    if (value > most) most = value;
  }
  for (let i = end; i < to; i++) {
    const value = valueAt(view, start, (i - from) * width, width);
    output[i] = value;
    if (value >>> 0 > most) most = value >>> 0;
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
