const WORD = 2 ** 32;

/** 64 bits as a number, divided and rounded down: exact wherever the quotient is. */
export function quotient(words: Int32Array, at: number, divisor: number): number {
  const [low, high] = [words[at * 2] >>> 0, words[at * 2 + 1]];
  if (divisor === 1) return high * WORD + low;
  const upper = Math.floor(high / divisor);
  return upper * WORD + Math.floor(((high - upper * divisor) * WORD + low) / divisor);
}
