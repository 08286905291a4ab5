import fc from 'fast-check';
import { LAYOUTS } from '../../lib/catalog/layouts';
import { bucketNameProblem } from '../../lib/model/bucket-name';
import { TablesOwner } from '../../lib/model/lake-config';
import { tablePattern } from '../../lib/model/names';
import { lake, told } from './a-lake';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe('bucket name', () => {
  test.each(['abc', 'sales.reports-2026', '2026', 'a'.repeat(63), 'data-123456789012-us-east-1-an'])(
    '%s is accepted',
    (name) => {
      expect(bucketNameProblem(name)).toBeUndefined();
    },
  );

  const asShown = 'write the name as S3 shows it';
  const tooOld =
    'buckets that old cannot be declared: Glue folds capitals, and with _ in names the pattern <bucket>_* would match tables of another bucket too';
  test.each([
    ['ab', `bucket name must have 3 to 63 characters, found "ab"; ${asShown}`],
    ['', `bucket name must have 3 to 63 characters, found ""; ${asShown}`],
    ['a'.repeat(64), `bucket name must have 3 to 63 characters, found "${'a'.repeat(64)}"; ${asShown}`],
    ['My-Bucket', `bucket name must have no capitals and no _, found "My-Bucket"; ${tooOld}`],
    ['my_bucket', `bucket name must have no capitals and no _, found "my_bucket"; ${tooOld}`],
    ['my bucket', `bucket name may have only a-z, 0-9, . and -, found "my bucket"; ${asShown}`],
    ['-bucket', `bucket name must begin and end with a letter or digit, found "-bucket"; ${asShown}`],
    ['bucket.', `bucket name must begin and end with a letter or digit, found "bucket."; ${asShown}`],
    ['my..bucket', `bucket name must have no two dots in a row, found "my..bucket"; ${asShown}`],
    ['192.168.5.4', `bucket name must not look like an IP address, found "192.168.5.4"; ${asShown}`],
    ['xn--bucket', `bucket name must not begin with xn--, which S3 reserves, found "xn--bucket"; ${asShown}`],
    ['sthree-bucket', `bucket name must not begin with sthree-, which S3 reserves, found "sthree-bucket"; ${asShown}`],
    [
      'amzn-s3-demo-a',
      `bucket name must not begin with amzn-s3-demo-, which S3 reserves, found "amzn-s3-demo-a"; ${asShown}`,
    ],
    ['my-s3alias', `bucket name must not end with -s3alias, which S3 reserves, found "my-s3alias"; ${asShown}`],
    ['my--ol-s3', `bucket name must not end with --ol-s3, which S3 reserves, found "my--ol-s3"; ${asShown}`],
    ['my.mrap', `bucket name must not end with .mrap, which S3 reserves, found "my.mrap"; ${asShown}`],
    ['my--x-s3', `bucket name must not end with --x-s3, which S3 reserves, found "my--x-s3"; ${asShown}`],
    ['my--table-s3', `bucket name must not end with --table-s3, which S3 reserves, found "my--table-s3"; ${asShown}`],
    [
      's3://my-bucket',
      'bucket name must be the name alone, found "s3://my-bucket"; leave out s3:// and everything after the name',
    ],
    [
      'arn:aws:s3:::b-1',
      'bucket name must be the name alone, not an ARN, found "arn:aws:s3:::b-1"; write what follows the last colon',
    ],
  ])('%j is refused', (name, message) => {
    expect(told(lake({ buckets: [{ name }] }))).toEqual([`buckets[0].name: ${message}`]);
  });

  const names = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,40}[a-z0-9]$/).filter((name) => !bucketNameProblem(name));
  const tablesOf = (bucket: string) =>
    [...LAYOUTS.values()].flatMap((layout) => [
      ...layout.tables(bucket).map((table) => table.name),
      ...layout.views('db', bucket).map((view) => view.name),
    ]);

  test('keeps the tables of every two buckets apart', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        fc.pre(one !== other);
        const prefix = tablePattern(one).slice(0, -1);
        expect(tablesOf(one).every((table) => table.startsWith(prefix))).toBe(true);
        expect(tablesOf(other).some((table) => table.startsWith(prefix))).toBe(false);
      }),
    );
  });

  test('gives no two tables of a bucket one name', () => {
    fc.assert(fc.property(names, (name) => expect(new Set(tablesOf(name)).size).toBe(tablesOf(name).length)));
  });
});

describe('buckets', () => {
  test('are at least one', () => {
    expect(told(lake({ buckets: [] }))).toEqual([
      'buckets: at least one bucket must be declared, found []; add the name of a bucket that holds Quilt packages',
    ]);
  });

  test('are declared once', () => {
    expect(told(lake({ buckets: [{ name: 'data-one' }, { name: 'data-two' }, { name: 'data-one' }] }))).toEqual([
      'buckets[2].name: a bucket must be declared once, found "data-one" at buckets[0] too; remove one of them',
    ]);
  });

  test('have layouts that exist', () => {
    expect(told(lake({ buckets: [{ name: 'data-one', layouts: ['clasic', 'parquet'] }] }))).toEqual([
      'buckets[0].layouts[0]: unknown layout "clasic"; known: classic; did you mean "classic"?',
      'buckets[0].layouts[1]: unknown layout "parquet"; known: classic',
    ]);
  });

  test('name a layout once', () => {
    expect(told(lake({ buckets: [{ name: 'data-one', layouts: ['classic', 'classic'] }] }))).toEqual([
      'buckets[0].layouts[1]: a layout must be named once because its tables would collide, found "classic" again; remove it',
    ]);
  });

  test('have a layout', () => {
    expect(told(lake({ buckets: [{ name: 'data-one', layouts: [] }] }))).toEqual([
      'buckets[0].layouts: a bucket must have at least one layout, found []; leave layouts out for ["classic"]',
    ]);
  });

  test('may get tables in an existing database', () => {
    const database = { name: 'theirs', existing: true };
    expect(told(lake({ database, buckets: [{ name: 'data-one', tables: TablesOwner.CREATE }] }))).toEqual([]);
  });

  test.each([KEY, KEY.replace('aws', 'aws-cn'), KEY.replace('1234abcd', 'mrk-1234')])(
    'may have the key %s',
    (kmsKey) => {
      expect(told(lake({ buckets: [{ name: 'data-one', kmsKey }] }))).toEqual([]);
    },
  );

  test.each([
    [
      'arn:aws:kms:us-east-1:123456789012:alias/data',
      'kmsKey must be the ARN of the key, not of an alias, because a policy that names an alias allows no use of its key, found "arn:aws:kms:us-east-1:123456789012:alias/data"; aws kms describe-key --key-id arn:aws:kms:us-east-1:123456789012:alias/data shows the ARN',
    ],
    [
      '1234abcd-12ab-34cd-56ef-1234567890ab',
      'kmsKey must be the ARN of a KMS key, arn:aws:kms:<region>:<12 digits>:key/<id>, found "1234abcd-12ab-34cd-56ef-1234567890ab"; write it as KMS shows it',
    ],
  ])('do not have the key %s', (kmsKey, message) => {
    expect(told(lake({ buckets: [{ name: 'data-one', kmsKey }] }))).toEqual([`buckets[0].kmsKey: ${message}`]);
  });

  test('belong to an account of twelve digits', () => {
    expect(told(lake({ buckets: [{ name: 'data-one', account: '012345678901' }] }))).toEqual([]);
    expect(told(lake({ buckets: [{ name: 'data-one', account: '12345678901' }] }))).toEqual([
      'buckets[0].account: account must be 12 digits, found "12345678901"; write it in quotes, with its leading zeros',
    ]);
  });
});
