import { sampleTable } from '../../bin/tabulator/sample-table';
import { type ObjectStore, ObjectUnavailable } from '../../lambda/tabulator/object-store';
import { parseDefinition } from '../../lib/tabulator/definition/definition-file';

const BUCKET = 'data-one';
const HASH = 'a'.repeat(64);
const DEFINITION = parseDefinition(
  `schema: [{ name: id, type: INT, nullable: false }, { name: note, type: STRING }]
source: { type: quilt-packages, package_name: '^rna/(?<batch>.+)$', logical_key: '\\.csv$' }
parser: { format: csv, header: true }`,
  'table.yaml',
);

/** Objects of one bucket in memory, as S3 lists and gives them. */
function storeOf(objects: Readonly<Record<string, string>>): ObjectStore {
  const keys = Object.keys(objects).sort();
  const bytes = (key: string) => {
    if (!(key in objects)) throw new ObjectUnavailable(`s3://${BUCKET}/${key} cannot be read`, 'NoSuchKey');
    return Buffer.from(objects[key]);
  };
  return {
    async *folders(_bucket, prefix, after) {
      const below = keys
        .filter((key) => key.startsWith(prefix))
        .map((key) => `${prefix}${key.slice(prefix.length).split('/')[0]}/`);
      yield* [...new Set(below)].filter((name) => after === undefined || name > after);
    },
    async *keys(_bucket, prefix) {
      yield* keys.filter((key) => key.startsWith(prefix));
    },
    text: async (_bucket, key) => objects[key],
    async stream({ key }, from = 0, to) {
      const part = bytes(key).subarray(from, to);
      return (async function* () {
        yield part;
      })();
    },
    bytes: async ({ key }, from, to) => bytes(key).subarray(from, to),
    tail: async ({ key }, length) => ({ bytes: bytes(key).subarray(-length), size: bytes(key).length }),
    write: () => Promise.reject(new Error('a sample writes nothing')),
  };
}

function packageOf(files: Readonly<Record<string, string>>): Record<string, string> {
  const lines = Object.entries(files).map(([name, text]) => ({
    logical_key: name,
    physical_keys: [`s3://${BUCKET}/${name}`],
    size: text.length,
    hash: { type: 'SHA256', value: HASH },
    meta: {},
  }));
  const manifest = [{ version: 'v0', message: 'm', user_meta: {} }, ...lines].map((line) => JSON.stringify(line));
  return {
    '.quilt/named_packages/rna/one/latest': HASH,
    [`.quilt/packages/${HASH}`]: `${manifest.join('\n')}\n`,
    ...files,
  };
}

test('the first rows of files are read as the function would', async () => {
  const store = storeOf(packageOf({ 'a.csv': 'id,note\n1,x\n2,\n3,z\n', 'readme.md': 'nothing' }));
  const files = await sampleTable(store, { definition: DEFINITION, bucket: BUCKET, files: 3, rows: 2 });
  expect(files).toEqual([
    {
      packageName: 'rna/one',
      logicalKey: 'a.csv',
      count: 3,
      issues: [],
      first: [
        expect.objectContaining({ id: 1, note: 'x', batch: 'one', $logical_key: 'a.csv' }),
        expect.objectContaining({ id: 2 }),
      ],
    },
  ]);
});

test('issues are told, also of a table that ends at them', async () => {
  const store = storeOf(packageOf({ 'a.csv': 'id,note\nnone,x\n', 'b.csv': 'id\n1\n' }));
  const files = await sampleTable(store, { definition: DEFINITION, bucket: BUCKET, files: 3, rows: 2 });
  expect(files.map(({ logicalKey, issues }) => [logicalKey, issues.join()])).toEqual([
    ['a.csv', expect.stringMatching(/column "id" must be a INT, found "none"/)],
    ['b.csv', expect.stringMatching(/"note" missing/)],
  ]);
});

test('rows too many for one answer are counted, and nothing is written', async () => {
  const wide = 'x'.repeat(100_000);
  const text = `id,note\n${Array.from({ length: 120 }, (_, i) => `${i},${wide}`).join('\n')}\n`;
  const store = storeOf(packageOf({ 'a.csv': text }));
  const [file] = await sampleTable(store, { definition: DEFINITION, bucket: BUCKET, files: 1, rows: 1 });
  expect(file.count).toBe(120);
});

test('where no file matches there is nothing', async () => {
  const store = storeOf(packageOf({ 'readme.md': 'nothing' }));
  expect(await sampleTable(store, { definition: DEFINITION, bucket: BUCKET, files: 1, rows: 1 })).toEqual([]);
});
