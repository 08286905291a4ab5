/** Rows a column begins with; where it needs more, there are soon as many as a block takes. */
export const ROOM = 1024;
export const ROOM_OF_BLOCK = 40_960;

export function grown<T extends Uint8Array | Int32Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(
    Math.max(ROOM_OF_BLOCK, length, array.length * 2),
  );
  larger.set(array as never);
  return larger;
}

/** Which rows have a value: a byte each while the block is filled, a bit each in the end. */
export class Validity {
  bytes: Uint8Array = new Uint8Array(ROOM);

  reserve(rows: number): void {
    if (rows > this.bytes.length) this.bytes = grown(this.bytes, rows);
  }

  /** Arrow leaves the bits out where every row has a value. */
  bits(rows: number): { readonly nullBitmap?: Uint8Array; readonly nullCount: number } {
    const bytes = this.bytes.subarray(0, rows);
    // A buffer looks for a byte many times faster than an array does.
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, rows).includes(0)) return { nullCount: 0 };
    let valid = 0;
    for (let i = 0; i < rows; i++) valid += bytes[i];
    return { nullCount: rows - valid, nullBitmap: packed(bytes, rows) };
  }
}

/** Least significant bit first. */
export function packed(bytes: Uint8Array, length: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(length / 64) * 8);
  const whole = length & ~7;
  for (let i = 0; i < whole; i += 8) {
    bits[i >> 3] =
      bytes[i] |
      (bytes[i + 1] << 1) |
      (bytes[i + 2] << 2) |
      (bytes[i + 3] << 3) |
      (bytes[i + 4] << 4) |
      (bytes[i + 5] << 5) |
      (bytes[i + 6] << 6) |
      (bytes[i + 7] << 7);
  }
  for (let i = whole; i < length; i++) bits[i >> 3] |= bytes[i] << (i & 7);
  return bits;
}
