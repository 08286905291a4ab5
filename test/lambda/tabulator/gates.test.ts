import { callerFolder } from '../../../lambda/tabulator/identity/caller';
import { physicalPlace } from '../../../lambda/tabulator/packages/physical-key';
import { schemaText, size, tableName } from '../../../lambda/tabulator/protocol/request';
import { settingsOf } from '../../../lambda/tabulator/settings';
import { BUCKET, connector, definition, push, rowsOf, splitsOf } from './a-connector';
import { MemoryStore } from './memory-store';

const CALLERS = { account: '123456789012', roles: { Analyst: 'analyst' } };
const from = (arn: unknown) => ({ '@type': 'GetSplitsRequest', identity: { arn } });

describe('the caller', () => {
  test.each([
    'arn:aws:sts::123456789012:assumed-role/Analyst/anna',
    'arn:aws-us-gov:iam::123456789012:role/a/path/Analyst',
  ])('%s has a folder of its own', (arn) => {
    expect(callerFolder(from(arn), CALLERS, true)).toBe('analyst');
  });

  test.each([
    ['arn:aws:sts::123456789012:assumed-role/Other/Analyst', 'role Other of account 123456789012'],
    ['arn:aws:sts::999999999999:assumed-role/Analyst/x', 'role Analyst of account 999999999999'],
    ['arn:aws:iam::123456789012:role/Analyst/Other', 'role Other'],
    ['arn:aws:iam::123456789012:user/Analyst', 'user/Analyst'],
    ['arn:aws:iam::123456789012:role/constructor', 'role constructor'],
    [undefined, 'a caller without an ARN'],
  ])('%s is refused by name', (arn, name) => {
    expect(() => callerFolder(from(arn), CALLERS, true)).toThrow(`${name}`);
  });

  test('nobody in particular shares a folder where callers are not checked', () => {
    expect(callerFolder(from('arn:aws:iam::1:user/x'), CALLERS, false)).toBe('open-query');
  });
});

test.each([
  ['s3://bucket/a/b%20c%2Bd.csv?versionId=x.y_z', { bucket: 'bucket', key: 'a/b c+d.csv', version: 'x.y_z' }],
  ['s3://bucket/a%23b%3Fc', { bucket: 'bucket', key: 'a#b?c', version: undefined }],
  ['s3://bucket/a+b', { bucket: 'bucket', key: 'a+b', version: undefined }],
  ['s3://bucket/a?other=1', undefined],
  ['s3://bucket/a?versionId=1&x=2', undefined],
  ['s3://bucket/', undefined],
  ['s3://bucket/%zz', undefined],
  ['file:///etc/passwd', undefined],
])('physical key %s', (url, place) => {
  expect(physicalPlace(url)).toEqual(place);
});

test('schemas and sizes are read in the form of every version', () => {
  expect(schemaText({ schema: { schema: 'x' } })).toBe(schemaText({ schema: 'x' }));
  expect([size({ n: 5 }, 'n'), size({ n: '5' }, 'n')]).toEqual([5, 5]);
});

test.each([
  [
    'a table name of another form',
    () => tableName({ '@type': 'GetTableRequest', tableName: 'b.t' }),
    'GetTableRequest: tableName',
  ],
  ['a schema of another form', () => schemaText({ '@type': 'X', schema: ['x'] }), 'X: schema must be base64'],
  [
    'a size of another form',
    () => size({ '@type': 'X', n: '5 MB' }, 'n'),
    'X: n must be a number of bytes, found "5 MB"',
  ],
  [
    'no size',
    () => size({ '@type': 'X' }, 'n'),
    'found nothing; this connector reads requests of serde versions 1 to 6',
  ],
])('%s is refused, with what was found', (_, read, expected) => {
  expect(read).toThrow(expected);
});

describe('the environment', () => {
  const ENOUGH = { TABULATOR_CONFIG: 's3://c/k', SPILL_BUCKET: 'spill' };

  test('protections are on unless switched off in full', () => {
    expect(settingsOf(ENOUGH)).toMatchObject({ encryptsSpill: true, checksCaller: true, spillPrefix: 'spill/' });
    expect(
      settingsOf({ ...ENOUGH, CALLER_CHECK: 'false', SPILL_ENCRYPTION: 'false', SPILL_PREFIX: 'x' }),
    ).toMatchObject({
      encryptsSpill: false,
      checksCaller: false,
      spillPrefix: 'x/',
    });
    expect(() => settingsOf({ ...ENOUGH, CALLER_CHECK: 'no' })).toThrow(
      'CALLER_CHECK must be true or false, found "no"',
    );
  });

  test('what is missing is named', () => {
    expect(() => settingsOf({ SPILL_BUCKET: 'x' })).toThrow('TABULATOR_CONFIG must be set');
  });
});

// Of the rows that are left, none shows it.
test('a file cut off between two rows is refused: it is shorter than its manifest says', async () => {
  const store = new MemoryStore();
  push(store, 'rna/one', ['a.csv'], 'id,text\n1,a\n2,b\n');
  store.put(`${BUCKET}/files/rna/one/a.csv`, 'id,text\n1,a\n');
  const { splits } = await splitsOf(connector(store, definition()));
  const reason = 'it has 12 bytes where its manifest says 16';
  await expect(rowsOf(connector(store, definition()), splits[0])).rejects.toThrow(reason);
  const [row, ...others] = await rowsOf(connector(store, definition({ continueOnError: true })), splits[0]);
  expect(row.$issue).toContain(reason);
  expect(others).toEqual([]);
});

test('a key in another bucket than those served is refused, whatever the connector may read', async () => {
  const store = new MemoryStore();
  push(store, 'rna/one', ['a.csv']);
  const place = [...store.objects.keys()].find((each) => each.includes('.quilt/packages/')) as string;
  const manifest = String(store.objects.get(place)).replace('s3://quilt-data/', 's3://quilt-data-secret/');
  store.put(place, manifest);
  store.put('quilt-data-secret/files/rna/one/a.csv', 'id,text\n1,secret\n');
  const { splits } = await splitsOf(connector(store, definition()));
  await expect(rowsOf(connector(store, definition()), splits[0])).rejects.toThrow('does not serve');
  const [row] = await rowsOf(connector(store, definition({ continueOnError: true })), splits[0]);
  expect(row).toMatchObject({ id: null, text: null, $logical_key: 'a.csv' });
  expect(row.$issue).toContain('bucket "quilt-data-secret"');
});
