import { lake, told, withRoles } from './a-lake';

test.each([0, 10_000_000, 50e9, 2 ** 40])('cutoff %d is accepted', (bytesScannedCutoff) => {
  expect(told(lake({ workgroups: { bytesScannedCutoff } }))).toEqual([]);
});

const LEAST = 'bytesScannedCutoff must be at least 10000000 (10 MB) as Athena asks, or 0 for no limit';
const WHOLE = 'bytesScannedCutoff must be a whole number of bytes';
test.each([
  [9_999_999, `${LEAST}, found 9999999; raise it`],
  [-1, `${LEAST}, found -1; raise it`],
  [10_000_000.5, `${WHOLE}, found 10000000.5; write for example 100000000000 (100 GB)`],
])('cutoff %d is refused, for the lake as for one role', (bytesScannedCutoff, message) => {
  expect(told(lake({ workgroups: { bytesScannedCutoff } }))).toEqual([`workgroups.bytesScannedCutoff: ${message}`]);
  expect(told(withRoles({ name: 'a', workgroup: { bytesScannedCutoff } }))).toEqual([
    `roles[0].workgroup.bytesScannedCutoff: ${message}`,
  ]);
});

test('engine is version 3, or left to Athena', () => {
  const engine = (engineVersion: string) => told(lake({ workgroups: { engineVersion } }));
  expect(engine('Athena engine version 3')).toEqual([]);
  expect(engine('AUTO')).toEqual([]);
  expect(engine('Athena engine version 2')).toEqual([
    'workgroups.engineVersion: engineVersion must be "Athena engine version 3" or "AUTO", found "Athena engine version 2"; leave it out for the first',
  ]);
});

test.each([0, -1, 1.5])('results do not live %d days', (expirationDays) => {
  expect(told(lake({ results: { expirationDays } }))).toEqual([
    `results.expirationDays: expirationDays must be a whole number from 1, found ${expirationDays}; write 1 for the shortest life of results`,
  ]);
});

test('results have a bucket of their own, with a name S3 takes', () => {
  const inBucket = (bucketName: string) => told(lake({ results: { bucketName } }));
  expect(inBucket('sales-results')).toEqual([]);
  expect(inBucket('data-two')).toEqual([
    'results.bucketName: results must have a bucket of their own because it expires, found "data-two", which holds packages (buckets[1]); choose another name',
  ]);
  expect(inBucket('xy')).toEqual([
    'results.bucketName: bucket name must have 3 to 63 characters, found "xy"; write the name as S3 shows it',
  ]);
});

test('results are encrypted with a key, not an alias', () => {
  expect(told(lake({ results: { kmsKey: 'alias/results' } }))).toEqual([
    'results.kmsKey: kmsKey must be the ARN of the key, not of an alias, because a policy that names an alias allows no use of its key, found "alias/results"; aws kms describe-key --key-id alias/results shows the ARN',
  ]);
});

test('results are kept from all but named principals', () => {
  const exclude = (...excludeArnsFromDeny: string[]) => told(lake({ results: { excludeArnsFromDeny } }));
  expect(exclude('arn:aws:iam::123456789012:role/scanner-*', 'arn:aws:sts::123456789012:assumed-role/ops/*')).toEqual(
    [],
  );
  expect(exclude('*')).toEqual([
    'results.excludeArnsFromDeny[0]: excludeArnsFromDeny must hold ARNs of IAM principals, found "*"; write for example arn:aws:iam::123456789012:role/scanner-*',
  ]);
});

test('tables lie in at most 50 shards', () => {
  const inShards = (shards: number) => told(lake({ tables: { shards } }));
  expect([0, 1, 50].flatMap(inShards)).toEqual([]);
  expect([-1, 0.5, 51].flatMap(inShards)).toEqual(
    [-1, 0.5, 51].map(
      (n) => `tables.shards: shards must be a whole number from 0 to 50, found ${n}; count about 60 buckets a shard`,
    ),
  );
});

test('every problem is told at once', () => {
  expect(told(lake({ buckets: [], results: { expirationDays: 0 }, tables: { shards: 99 } }), 'Sales')).toHaveLength(4);
});
