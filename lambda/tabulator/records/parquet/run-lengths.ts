/**
 * Reads Parquet's mix of runs and packed bits (apache/parquet-format: Encodings.md#run-length-encoding--bit-packing-hybrid-rle--3)
 * into an array, in one go a run.
 */
export function readRunLengths(bytes: Uint8Array, start: number, width: number, output: Int32Array | Uint8Array): void {
  let at = start;
  let done = 0;
  const { length } = output;
  const mask = width === 32 ? -1 : (1 << width) - 1;
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
    if (header & 1) {
      done = unpack(bytes, at, width, mask, output, done, Math.min(length, done + count * 8));
      at += count * width;
    } else {
      let value = 0;
      for (let shifted = 0; shifted < width; shifted += 8) value |= bytes[at++] << shifted;
      const end = Math.min(length, done + count);
      output.fill(value, done, end);
      done = end;
    }
  }
}

/** Values of up to 32 bits, least significant bit first. */
function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  mask: number,
  output: Int32Array | Uint8Array,
  from: number,
  to: number,
): number {
  let at = start;
  let [buffer, bits] = [0, 0];
  for (let i = from; i < to; i++) {
    while (bits < width) {
      // Of a value that begins in one word and ends beyond it, the lower part is kept.
      if (bits > 24) return unpackWide(bytes, start, width, output, from, i, to);
      buffer |= bytes[at++] << bits;
      bits += 8;
    }
    output[i] = buffer & mask;
    buffer >>>= width;
    bits -= width;
  }
  return to;
}

/** Where 32 bits do not hold what is left and a whole byte more. */
function unpackWide(
  bytes: Uint8Array,
  start: number,
  width: number,
  output: Int32Array | Uint8Array,
  first: number,
  from: number,
  to: number,
): number {
  for (let i = from; i < to; i++) {
    let [value, read] = [0, 0];
    for (let bit = (i - first) * width; read < width; ) {
      const [byte, offset] = [bytes[start + (bit >> 3)], bit & 7];
      const count = Math.min(8 - offset, width - read);
      value |= ((byte >> offset) & ((1 << count) - 1)) << read;
      read += count;
      bit += count;
    }
    output[i] = value;
  }
  return to;
}
