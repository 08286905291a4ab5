type Values = Int32Array | Uint8Array | Int8Array | Int16Array | Float32Array | Float64Array;

// One loop for each width, not for each type: a loop that sees arrays of many types is several times slower.

function gatherWords(to: Int32Array, at: number, from: Int32Array, indices: Int32Array, first: number, count: number) {
  for (let i = 0; i < count; i++) to[at + i] = from[indices[first + i]];
}

function gatherDoubles(
  to: Float64Array,
  at: number,
  from: Float64Array,
  indices: Int32Array,
  first: number,
  count: number,
) {
  for (let i = 0; i < count; i++) to[at + i] = from[indices[first + i]];
}

const words = ({ buffer, byteOffset, length }: Values) => new Int32Array(buffer, byteOffset, length);

/** Values by their indices, between arrays of one type; false where the types differ. */
export function gather(
  to: Values,
  at: number,
  from: Values,
  indices: Int32Array,
  first: number,
  count: number,
): boolean {
  if (to.constructor !== from.constructor) return false;
  if (to instanceof Float64Array) gatherDoubles(to, at, from as Float64Array, indices, first, count);
  else if (to.BYTES_PER_ELEMENT === 4) gatherWords(words(to), at, words(from), indices, first, count);
  else return false;
  return true;
}
