/** Powers of ten that a double holds exactly. */
const EXACT = Array.from({ length: 23 }, (_, i) => 10 ** i);
const MOST_DIGITS = 15;
const [PLUS, MINUS, POINT, ZERO, ONE, E] = [43, 45, 46, 48, 49, 101];
const [TRUE, FALS] = ['true', 'fals'].map((text) => Buffer.from(text).readInt32LE());

/** Whole number in decimal digits with at most 15 of them; NaN for anything else, which then needs a closer look. */
export function shortInteger(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  const digits = first === MINUS || first === PLUS ? start + 1 : start;
  if (digits === end || end - digits > MOST_DIGITS) return Number.NaN;
  let value = 0;
  for (let i = digits; i < end; i++) {
    const digit = bytes[i] - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return first === MINUS ? -value : value;
}

/**
 * Decimal number without an exponent; NaN for anything else. With so few digits both the digits and the power of ten
 * are exact doubles, so that their quotient is rounded once, as it must be.
 */
export function shortDecimal(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  const begin = first === MINUS || first === PLUS ? start + 1 : start;
  let value = 0;
  let point = -1;
  for (let i = begin; i < end; i++) {
    const byte = bytes[i];
    if (byte === POINT && point < 0) {
      point = i;
      continue;
    }
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  const digits = end - begin - (point < 0 ? 0 : 1);
  if (digits <= 0 || digits > MOST_DIGITS) return Number.NaN;
  if (point >= 0) value /= EXACT[end - point - 1];
  return first === MINUS ? -value : value;
}

/** `true` and `false` in lower case, and single digits; NaN for anything else. */
export function shortTruth(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  const length = end - start;
  if (length === 1) return first === ZERO || first === ONE ? first - ZERO : Number.NaN;
  if (length === 4) return word(bytes, start) === TRUE ? 1 : Number.NaN;
  return length === 5 && word(bytes, start) === FALS && bytes[start + 4] === E ? 0 : Number.NaN;
}

const word = (bytes: Uint8Array, at: number) =>
  bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NAMED: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '+inf': Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '+infinity': Number.POSITIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};

/** Any floating point number; undefined where the text is none. */
export function decimal(text: string): number | undefined {
  const trimmed = text.trim();
  return DECIMAL.test(trimmed) ? Number(trimmed) : NAMED[trimmed.toLowerCase()];
}

export function integer(text: string): bigint | undefined {
  const trimmed = text.trim();
  return /^[+-]?\d+$/.test(trimmed) ? BigInt(trimmed.replace(/^\+/, '')) : undefined;
}
