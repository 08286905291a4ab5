import fc from 'fast-check';
import { BYTE_UNITS, formatByteSize, parseByteSize } from '../../lib/model/byte-size';

test.each([
  ['0 B', 0],
  ['100 GB', 100_000_000_000],
  ['10MB', 10_000_000],
  ['1.5 KB', 1500],
  ['2.3 GB', 2_300_000_000],
  ['1 TiB', 2 ** 40],
  ['0.5 KiB', 512],
])('%s is %d bytes', (text, bytes) => {
  expect(parseByteSize(text)).toBe(bytes);
});

test.each(['', '100', '100 gb', '1 PB', '-1 MB', '1.5 B', '1e3 MB', '1 000 MB', '1  MB', '10000 TB', ' 1 MB'])(
  '%j is no size',
  (text) => {
    expect(parseByteSize(text)).toBeUndefined();
  },
);

const bytes = fc.nat({ max: Number.MAX_SAFE_INTEGER });

test('what is formatted reads back as the same number', () => {
  fc.assert(fc.property(bytes, (n) => expect(parseByteSize(formatByteSize(n))).toBe(n)));
  for (const round of [0, 1, 10_000_000, 10e9, 2 ** 40]) expect(parseByteSize(formatByteSize(round))).toBe(round);
  expect(formatByteSize(10_000_000)).toBe('10 MB');
  expect(formatByteSize(2 ** 40)).toBe('1 TiB');
});

test('a size grows with its number, in every unit', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BYTE_UNITS), fc.nat({ max: 8000 }), (unit, n) => {
      const [less, more] = [`${n} ${unit}`, `${n + 1} ${unit}`].map((text) => parseByteSize(text) ?? -1);
      expect(more - less).toBe(parseByteSize(`1 ${unit}`));
    }),
  );
});
