import fc from 'fast-check';
import { LongColumn } from '../../../lambda/tabulator/records/columns/long-column';
import { asTheyAre } from '../../../lambda/tabulator/records/parquet/picked-values';
import { quotient } from '../../../lambda/tabulator/records/parquet/quotient';
import { readRuns } from '../../../lambda/tabulator/records/parquet/run-lengths';
import {
  decimal,
  integer,
  shortDecimal,
  shortInteger,
  shortTruth,
} from '../../../lambda/tabulator/records/values/number-text';
import { days, milliseconds, shortDay } from '../../../lambda/tabulator/records/values/time-text';
import { ARROW_TYPES } from '../../../lambda/tabulator/tables/arrow-types';

const of = (read: (bytes: Uint8Array, start: number, end: number) => number, text: string) =>
  read(Buffer.from(`x${text}y`), 1, 1 + Buffer.byteLength(text));

test('what is read from bytes is what the text says, or left to the slower way', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.tuple(fc.integer(), fc.nat(999_999)).map(([whole, part]) => `${whole}.${part}`),
    fc.integer().map((value) => `+${Math.abs(value)}`),
    fc.string({ unit: fc.constantFrom('0', '9', '.', '-', '+', 'e', ' ') }),
  );
  fc.assert(
    fc.property(number, (text) => {
      const [fast, slow] = [of(shortDecimal, text), decimal(text)];
      if (!Number.isNaN(fast)) expect(Object.is(fast, slow) || fast === slow).toBe(true);
      const whole = of(shortInteger, text);
      if (!Number.isNaN(whole)) expect(BigInt(whole)).toBe(integer(text));
    }),
    { numRuns: 2000 },
  );
});

test('most numbers need no slower way', () => {
  expect(of(shortDecimal, '-123456.789')).toBe(-123456.789);
  expect(of(shortDecimal, '.5')).toBe(0.5);
  expect(of(shortInteger, '-999999999999999')).toBe(-999_999_999_999_999);
  expect(['true', 'false', '1', '0', 'TRUE', 'trues', ''].map((text) => of(shortTruth, text))).toEqual([
    1,
    0,
    1,
    0,
    NaN,
    NaN,
    NaN,
  ]);
});

test.each(['', '-', '+', '.', '1.2.3', '1e5', ' 1', '1 ', '0x10', '1_000'])('%j is left to the slower way', (text) => {
  expect([of(shortDecimal, text), of(shortInteger, text)]).toEqual([NaN, NaN]);
});

test('days by bytes are days by text', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      const text = date.toISOString().slice(0, 10);
      const fast = of(shortDay, text);
      expect(days(text)).toBe(Math.floor(date.getTime() / 86_400_000));
      if (!Number.isNaN(fast)) expect(fast).toBe(days(text));
      expect(milliseconds(date.toISOString())).toBe(date.getTime());
    }),
  );
});

test.each(['2023-02-29', '2024-00-10', '2024-13-01', '2024-01-32', '24-01-01', '2024-1-1', 'today', '2024-01-01x'])(
  '%s is no day',
  (text) => {
    expect(days(text)).toBeUndefined();
    expect(of(shortDay, text)).toBeNaN();
  },
);

test.each(['2024-01-01 24:00', '2024-01-01 10:60', '2024-01-01 1:00', '2024-01-01T', '2024-01-01 10:00:00 x', '10:00'])(
  '%s is no time',
  (text) => {
    expect(milliseconds(text)).toBeUndefined();
  },
);

test('64 bits are divided exactly and rounded down', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.constantFrom(1000n, 1_000_000n),
      (value, divisor) => {
        const words = new Int32Array(BigInt64Array.of(value).buffer);
        const floor = value / divisor - (value % divisor < 0n ? 1n : 0n);
        if (floor >= -(2n ** 53n) && floor <= 2n ** 53n)
          expect(BigInt(quotient(words, 0, Number(divisor)))).toBe(floor);
      },
    ),
    { numRuns: 1000 },
  );
});

test('numbers of 53 bits are set without a BigInt', () => {
  const column = new LongColumn(ARROW_TYPES.BIGINT);
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      column.setSafe(3, value);
      expect(column.values[3]).toBe(BigInt(value));
    }),
  );
});

test('packed bits of every width, and runs', () => {
  for (let width = 1; width <= 32; width++) {
    const values = Array.from({ length: 24 }, (_, i) => BigInt(i * 2_654_435_761) % 2n ** BigInt(width));
    let bits = 0n;
    values.forEach((value, i) => {
      bits |= value << BigInt(i * width);
    });
    const packed = Array.from({ length: 3 * width }, (_, i) => Number((bits >> BigInt(i * 8)) & 255n));
    const size = Math.ceil(width / 8);
    const run = Array.from({ length: size }, (_, i) => Number((values[5] >> BigInt(i * 8)) & 255n));
    // Three groups of eight values, then one value ten times.
    const bytes = Uint8Array.from([3 * 2 + 1, ...packed, 10 * 2, ...run]);
    const output = new Int32Array(34);
    const most = readRuns(bytes, 0, width, output.length, asTheyAre(output));
    const used = [...values, values[5]].map(Number);
    expect(most).toBe(Math.max(...used));
    const expected = [...values, ...Array(10).fill(values[5])].map((value) => Number(BigInt.asIntN(32, value)));
    expect([...output]).toEqual(expected);
  }
  expect(() => readRuns(Uint8Array.of(3, 255), 0, 1, 20, asTheyAre(new Int32Array(20)))).toThrow(
    '12 of 20 values are missing',
  );
  expect(() => readRuns(Uint8Array.of(5, 255), 0, 1, 16, asTheyAre(new Int32Array(16)))).toThrow(
    '16 of 16 values are cut off',
  );
  expect(() => readRuns(Uint8Array.of(6), 0, 1, 3, asTheyAre(new Int32Array(3)))).toThrow('3 of 3 values are cut off');
});
