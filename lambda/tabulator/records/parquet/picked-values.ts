import type { Runs } from './run-lengths';

// One loop for each width, not for each type: a loop that sees arrays of many types is several times slower. Each goes from
// packed bits to values at once: to write the indices and to read them again took as long as to unpack them.

/** The values themselves, as levels and indices are. */
export const asTheyAre = (to: Int32Array | Uint8Array): Runs => ({
  repeated(value, from, end) {
    to.fill(value, from, end);
  },
  packed(view, start, width, first, end) {
    const mask = (1 << width) - 1;
    let most = 0;
    for (let i = first, bit = 0; i < end; i++, bit += width) {
      const value = (view.getInt32(start + (bit >> 3), true) >>> (bit & 7)) & mask;
      if (value > most) most = value;
      to[i] = value;
    }
    return most;
  },
});

export const pickedBytes = (to: Uint8Array, from: Uint8Array): Runs => ({
  repeated(value, first, end) {
    to.fill(from[value], first, end);
  },
  packed(view, start, width, first, end) {
    const mask = (1 << width) - 1;
    let most = 0;
    for (let i = first, bit = 0; i < end; i++, bit += width) {
      const value = (view.getInt32(start + (bit >> 3), true) >>> (bit & 7)) & mask;
      if (value > most) most = value;
      to[i] = from[value];
    }
    return most;
  },
});

export const pickedWords = (to: Int32Array, from: Int32Array): Runs => ({
  repeated(value, first, end) {
    to.fill(from[value], first, end);
  },
  packed(view, start, width, first, end) {
    const mask = (1 << width) - 1;
    let most = 0;
    for (let i = first, bit = 0; i < end; i++, bit += width) {
      const value = (view.getInt32(start + (bit >> 3), true) >>> (bit & 7)) & mask;
      if (value > most) most = value;
      to[i] = from[value];
    }
    return most;
  },
});

export const pickedDoubles = (to: Float64Array, from: Float64Array): Runs => ({
  repeated(value, first, end) {
    to.fill(from[value], first, end);
  },
  packed(view, start, width, first, end) {
    const mask = (1 << width) - 1;
    let most = 0;
    for (let i = first, bit = 0; i < end; i++, bit += width) {
      const value = (view.getInt32(start + (bit >> 3), true) >>> (bit & 7)) & mask;
      if (value > most) most = value;
      to[i] = from[value];
    }
    return most;
  },
});

/** Of 64 bits, as two words each. */
export const pickedPairs = (to: Int32Array, from: Int32Array): Runs => ({
  repeated(value, first, end) {
    for (let i = first; i < end; i++) {
      to[i * 2] = from[value * 2];
      to[i * 2 + 1] = from[value * 2 + 1];
    }
  },
  packed(view, start, width, first, end) {
    const mask = (1 << width) - 1;
    let most = 0;
    for (let i = first, bit = 0; i < end; i++, bit += width) {
      const value = (view.getInt32(start + (bit >> 3), true) >>> (bit & 7)) & mask;
      if (value > most) most = value;
      to[i * 2] = from[value * 2];
      to[i * 2 + 1] = from[value * 2 + 1];
    }
    return most;
  },
});
