/** Powers of ten that a double holds exactly. */
const EXACT = Array.from({ length: 23 }, (_, i) => 10 ** i);
const MOST_DIGITS = 15;
const [PLUS, MINUS, POINT, ZERO] = [43, 45, 46, 48];

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
  let [value, digits, point] = [0, 0, -1];
  for (let i = begin; i < end; i++) {
    const byte = bytes[i];
    if (byte === POINT && point < 0) {
      point = i;
      continue;
    }
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
    digits++;
  }
  if (digits === 0 || digits > MOST_DIGITS) return Number.NaN;
  if (point >= 0) value /= EXACT[end - point - 1];
  return first === MINUS ? -value : value;
}

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
