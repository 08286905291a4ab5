import fc from 'fast-check';
import { Grouping } from '../../../lambda/tabulator/splits/grouping';
import type { Piece } from '../../../lambda/tabulator/splits/piece';
import { readPieces, writePieces } from '../../../lambda/tabulator/splits/piece';
import { allRows, call, connector, definition, push, splitsOf } from './a-connector';
import { MemoryStore } from './memory-store';
import { end, oneOf, ranges } from './predicates';

const MB = 2 ** 20;

describe('grouping', () => {
  const file = fc.record({
    bytes: fc.option(fc.nat(200 * MB), { nil: undefined }),
    next: fc.boolean(),
    gap: fc.nat(200_000),
  });

  function grouped(files: { bytes?: number; next: boolean; gap: number }[], isDivisible: boolean) {
    const grouping = new Grouping(isDivisible);
    let [packageNumber, at] = [0, 0];
    const entries = files.map(({ bytes, next, gap }) => {
      if (next) [packageNumber, at] = [packageNumber + 1, 0];
      const from = at + gap;
      at = from + 100;
      const entry = { logicalKey: 'k', physicalKey: 'p', bytes, from, to: at };
      return { packageName: `p/${packageNumber}`, topHash: 'h', entry };
    });
    return { entries, groups: [...entries.flatMap((each) => grouping.add(each)), ...grouping.end()] };
  }

  const covers = (piece: Piece, packageName: string, from: number) =>
    piece.packageName === packageName && piece.from <= from && from < piece.to;

  test('every file is in one split, or all of its bytes are in one split each', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 60 }), fc.boolean(), (files, isDivisible) => {
        const { entries, groups } = grouped(files, isDivisible);
        for (const { packageName, entry } of entries) {
          const pieces = groups.flat().filter((piece) => covers(piece, packageName, entry.from));
          if (pieces.length === 1 && !pieces[0].part) continue;
          // Parts follow each other from the first byte, and the last has no end.
          expect(pieces.map(({ part }) => part?.from)).toEqual([0, ...pieces.slice(0, -1).map(({ part }) => part?.to)]);
          expect(pieces.at(-1)?.part?.to).toBeUndefined();
        }
      }),
    );
  });

  test('small files share splits, large ones that can be divided are', () => {
    const small = Array.from({ length: 1000 }, () => ({ bytes: MB, next: false, gap: 0 }));
    expect(grouped(small, true).groups).toHaveLength(Math.ceil(1000 / 32));
    expect(grouped([{ bytes: 1000 * MB, next: false, gap: 0 }], true).groups).toHaveLength(16);
    expect(grouped([{ bytes: 1000 * MB, next: false, gap: 0 }], false).groups).toHaveLength(1);
  });
});

test('pieces are what they were once written and read', () => {
  const pieces = [
    { packageName: 'a/b', topHash: 'x', from: 3, to: 9, part: undefined },
    { packageName: 'a/b', topHash: 'x', from: 9, to: 12, part: { from: 0, to: 7 } },
    { packageName: 'a/b', topHash: 'x', from: 9, to: 12, part: { from: 7, to: undefined } },
  ];
  expect(readPieces(writePieces(pieces))).toEqual(pieces);
  for (const bad of ['[["a/b","x",9,3]]', '[["a/b","x",-1,3]]', '[{}]', '{}', '[["a/b","x",1,3,"0"]]']) {
    expect(() => readPieces(bad)).toThrow(/must come from GetSplits/);
  }
});

describe('ten thousand packages', () => {
  const store = new MemoryStore();
  const names = Array.from({ length: 10_000 }, (_, i) => `${i % 2 ? 'rna' : 'dna'}/p${i}`);
  for (const name of names) push(store, name, ['x.csv']);

  test('are found in one page', async () => {
    const { splits, pages } = await splitsOf(connector(store, definition()));
    const found = splits.flatMap(({ properties }) => readPieces(properties.pieces));
    expect(pages).toBe(1);
    expect(new Set(found.map(({ packageName }) => packageName))).toEqual(new Set(names));
    expect(found).toHaveLength(10_000);
  });

  test('are found in as many pages as there is time for, each once', async () => {
    let calls = 0;
    // Time runs out after every thousandth file.
    const remainingMilliseconds = () => (++calls % 1000 === 0 ? 0 : 900_000);
    const { splits, pages } = await splitsOf(connector(store, definition(), { remainingMilliseconds }));
    const found = splits.flatMap(({ properties }) => readPieces(properties.pieces)).map((each) => each.packageName);
    expect(pages).toBe(11);
    expect(found).toHaveLength(10_000);
    expect(new Set(found).size).toBe(10_000);
  });

  test('a predicate on one package reads nothing of the others', async () => {
    store.reads.length = 0;
    const rows = await allRows(connector(store, definition()), { $pkg_name: oneOf('rna/p777') });
    expect(rows.map((row) => row.$pkg_name)).toEqual(['rna/p777']);
    expect(new Set(store.reads).size).toBe(3); // pointer, manifest, file
  });

  test('a predicate on a group of the package name reads no pointer of the others', async () => {
    store.reads.length = 0;
    const { splits } = await splitsOf(connector(store, definition()), { study: oneOf('dna') });
    expect(splits.flatMap(({ properties }) => readPieces(properties.pieces))).toHaveLength(5000);
    expect(store.reads.some((key) => key.includes('/rna/'))).toBe(false);
  });
});

test('a page ends within a manifest, also behind its last line', async () => {
  const store = new MemoryStore();
  const keys = Array.from({ length: 1200 }, (_, i) => `${String(i).padStart(4, '0')}.csv`);
  push(store, 'rna/many', keys);
  let calls = 0;
  for (const every of [7, 600, 1200]) {
    const remainingMilliseconds = () => (++calls % every === 0 ? 0 : 900_000);
    const to = connector(store, definition(), { remainingMilliseconds });
    const rows = await allRows(to);
    expect(rows.map((row) => row.$logical_key).sort()).toEqual(keys);
  }
});

test('predicates on keys, hashes and ranges leave out whole files only', async () => {
  const store = new MemoryStore();
  const hash = push(store, 'rna/one', ['a.csv', 'b.csv', 'c.csv']);
  push(store, 'rna/two', ['a.csv']);
  const to = connector(store, definition());
  const keys = async (summary: Readonly<Record<string, unknown>>) =>
    (await allRows(to, summary)).map((row) => row.$logical_key);
  expect(await keys({ $logical_key: ranges('sortable', false, [end('ABOVE', 'a.csv'), end('BELOW')]) })).toEqual([
    'b.csv',
    'c.csv',
  ]);
  expect(await keys({ $top_hash: oneOf(hash) })).toEqual(['a.csv', 'b.csv', 'c.csv']);
  expect(await keys({ $logical_key: oneOf('a.csv'), $pkg_name: oneOf('rna/two') })).toEqual(['a.csv']);
  // Of a file's own columns nothing is known before it is read.
  expect(await keys({ text: oneOf('nothing') })).toHaveLength(4);
});

test('only the latest revision is read, and a package without one has no rows', async () => {
  const store = new MemoryStore();
  push(store, 'rna/one', ['old.csv']);
  push(store, 'rna/one', ['new.csv']);
  const hash = push(store, 'rna/two', ['x.csv']);
  store.objects.delete('quilt-data/.quilt/named_packages/rna/two/latest');
  store.put('quilt-data/.quilt/named_packages/rna/two/1700000000', hash);
  expect((await allRows(connector(store, definition()))).map((row) => row.$logical_key)).toEqual(['new.csv']);
});

test.each([
  ['a pointer that is no hash', 'quilt-data/.quilt/named_packages/rna/one/latest', 'junk', /must hold a top hash/],
  ['a manifest that is not JSON', undefined, '{"version":"v0"}\nnot json', /byte 17, is not JSON/],
  [
    'an entry with two places',
    undefined,
    '{"logical_key":"a.csv","physical_keys":["s3://a/b","s3://c/d"]}',
    /one physical key/,
  ],
])('%s ends the query', async (_, place, content, expected) => {
  const store = new MemoryStore();
  const hash = push(store, 'rna/one', ['a.csv']);
  store.put(place ?? `quilt-data/.quilt/packages/${hash}`, content);
  await expect(splitsOf(connector(store, definition()))).rejects.toThrow(expected);
});

test('a manifest that is missing ends the query, rather than leaving its files out', async () => {
  const store = new MemoryStore();
  const hash = push(store, 'rna/one', ['a.csv']);
  store.objects.delete(`quilt-data/.quilt/packages/${hash}`);
  await expect(splitsOf(connector(store, definition()))).rejects.toThrow(/rna\/one has no readable manifest/);
});

test('a split of a revision that was the latest a moment ago is still read', async () => {
  const store = new MemoryStore();
  const hash = push(store, 'rna/one', ['a.csv']);
  const to = connector(store, definition());
  const { splits } = await splitsOf(to);
  push(store, 'rna/one', ['b.csv']);
  store.put('quilt-data/.quilt/named_packages/rna/one/1700000000', hash);
  const { schema } = await call(to, 'GetTable');
  const sizes = { maxBlockSize: '16000000', maxInlineBlockSize: '5242880' };
  const found = await call(to, 'ReadRecords', { schema, split: splits[0], constraints: {}, ...sizes });
  expect((found.records as { records: string }).records).not.toBe('');
});
