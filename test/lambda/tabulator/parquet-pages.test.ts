import fc from 'fast-check';
import { Expanded } from '../../../lambda/tabulator/records/parquet/expanded';
import { joinedPages } from '../../../lambda/tabulator/records/parquet/joined-pages';
import { type IndexedPage, longValues, type PageValues } from '../../../lambda/tabulator/records/parquet/page';

/** As one run of packed bits, least significant first, filled up to groups of eight. */
function packed(indices: readonly number[], width: number) {
  const groups = Math.ceil(indices.length / 8);
  let bits = 0n;
  indices.forEach((index, i) => {
    bits |= BigInt(index) << BigInt(i * width);
  });
  const bytes = Array.from({ length: groups * width }, (_, i) => Number((bits >> BigInt(i * 8)) & 255n));
  return { bytes: Uint8Array.of(groups * 2 + 1, ...bytes), start: 0, width, count: indices.length };
}

const page = (values: PageValues, indices: readonly number[], width: number, defined?: Uint8Array): IndexedPage => ({
  rows: defined?.length ?? indices.length,
  defined,
  values,
  packed: [packed(indices, width)],
});

const SIZE = 40;
const numbers = (array: Int32Array | Uint8Array | Float32Array | Float64Array): PageValues => ({
  kind: 'numbers',
  numbers: array.map((_, i) => i * 3 + 1),
});

const DICTIONARIES: Readonly<Record<string, PageValues>> = {
  truths: numbers(new Uint8Array(SIZE)),
  ints: numbers(new Int32Array(SIZE)),
  floats: numbers(new Float32Array(SIZE)),
  doubles: numbers(new Float64Array(SIZE)),
  longs: longValues(new BigInt64Array(SIZE).map((_, i) => BigInt(i * 3 + 1) << 31n)),
};

test.each(Object.entries(DICTIONARIES))('%s of several pages become those of the dictionary', (_, values) => {
  const indices = fc.array(fc.nat(SIZE - 1), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.array(indices, { minLength: 1, maxLength: 4 }), fc.integer({ min: 6, max: 27 }), (pages, width) => {
      const expanded = new Expanded();
      const found = expanded.of(joinedPages(pages.map((each) => page(values, each, width))));
      const arrayOf = (each: PageValues) =>
        each.kind === 'longs' ? each.longs : each.kind === 'numbers' && each.numbers;
      const dictionary = arrayOf(values) as ArrayLike<unknown>;
      expect(found.rows).toBe(pages.flat().length);
      expect([...(arrayOf(found.values) as Iterable<unknown>)]).toEqual(pages.flat().map((index) => dictionary[index]));
      expanded.end();
    }),
  );
});

test('memory that is given back is not that of a column under way', () => {
  const [first, second] = [new Expanded(), new Expanded()];
  first.of(page(DICTIONARIES.doubles, [1], 6));
  first.end();
  const one = second.of(page(DICTIONARIES.doubles, [1, 2], 6));
  new Expanded().of(page(DICTIONARIES.doubles, [9, 9], 6));
  expect(one.values).toMatchObject({ numbers: Float64Array.of(4, 7) });
});

test('rows without a value keep their places when pages are joined', () => {
  const { ints } = DICTIONARIES;
  const joined = joinedPages([page(ints, [1, 2], 6), page(ints, [3], 6, Uint8Array.of(0, 1, 0)), page(ints, [4], 6)]);
  expect(joined).toMatchObject({ rows: 6, defined: Uint8Array.of(1, 1, 0, 1, 0, 1) });
});

test.each(Object.entries(DICTIONARIES))('an index behind the last of the %s is refused, in any page', (_, values) => {
  const pages = [page(values, [1], 6), page(values, [SIZE], 6)];
  expect(() => new Expanded().of(joinedPages(pages))).toThrow('value 40 of a dictionary of 40');
});

test('a page whose indices are cut off is refused', () => {
  const { bytes, ...rest } = packed([1, 2, 3, 4, 5, 6, 7, 8, 9], 6);
  const cut = { bytes: bytes.subarray(0, 6), ...rest };
  const values = DICTIONARIES.ints;
  expect(() => new Expanded().of({ rows: 9, values, packed: [cut] })).toThrow('9 of 9 values are cut off');
});

test('without bits every value is the first, of which there must be one', () => {
  const none = { bytes: new Uint8Array(0), start: 0, width: 0, count: 2 };
  expect(new Expanded().of({ rows: 2, values: DICTIONARIES.ints, packed: [none] }).values).toMatchObject({
    numbers: Int32Array.of(1, 1),
  });
  const empty: PageValues = { kind: 'numbers', numbers: new Int32Array(0) };
  expect(() => new Expanded().of({ rows: 2, values: empty, packed: [none] })).toThrow('value 0 of a dictionary of 0');
});
