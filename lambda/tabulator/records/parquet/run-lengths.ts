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
  if (width === 1) {
    for (let i = from, bit = 0; i < to; i++, bit++) output[i] = (bytes[start + (bit >> 3)] >> (bit & 7)) & 1;
  } else if (width <= 9) {
    for (let i = from, bit = 0; i < to; i++, bit += width) {
      const at = start + (bit >> 3);
      output[i] = ((bytes[at] | (bytes[at + 1] << 8)) >> (bit & 7)) & mask;
    }
  } else if (width <= 17) {
    for (let i = from, bit = 0; i < to; i++, bit += width) {
      const at = start + (bit >> 3);
      output[i] = ((bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16)) >> (bit & 7)) & mask;
    }
  } else unpackWide(bytes, start, width, output, from, to);
  return to;
}

/** Where three bytes do not hold every value, wherever in a byte it begins. */
function unpackWide(
  bytes: Uint8Array,
  start: number,
  width: number,
  output: Int32Array | Uint8Array,
  from: number,
  to: number,
): void {
  for (let i = from, first = 0; i < to; i++, first += width) {
    let [value, read] = [0, 0];
    for (let bit = first; read < width; ) {
      const [byte, offset] = [bytes[start + (bit >> 3)], bit & 7];
      const count = Math.min(8 - offset, width - read);
      value |= ((byte >> offset) & ((1 << count) - 1)) << read;
      read += count;
      bit += count;
    }
    output[i] = value;
  }
}
