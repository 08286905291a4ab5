import type { LakeConfig, RoleConfig, TabulatorConfig } from '../../lib/model/lake-config';
import { lake, told } from '../model/a-lake';
import { GENES } from './a-tabulator-lake';

const BUCKETS = [{ name: 'data-one', tabulator: { genes: GENES } }, { name: 'data-two' }];
const EXISTING = {
  name: 'quilt-prod-tabulator',
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:tabulator',
  spillBucket: 'prod-tabulator',
};

function withTabulator(role: RoleConfig, tabulator?: TabulatorConfig, changes: Partial<LakeConfig> = {}): string[] {
  return told(lake({ buckets: BUCKETS, roles: [{ tabulator: true, ...role }], tabulator, ...changes }));
}

test.each([
  ['reads the bucket', { name: 'a', read: ['data-one'] }],
  ['writes it', { name: 'a', write: ['data-one'] }],
  ['reads every bucket', { name: 'a', read: ['*'] }],
])('a role that %s may use its tables', (_, role) => {
  expect(withTabulator(role)).toEqual([]);
});

test('a role that does not read a bucket must not reach its tables', () => {
  expect(withTabulator({ name: 'a', read: ['data-two'] })).toEqual([
    'roles[0].tabulator: a role that uses Tabulator must read every bucket it has tables of, because one function reads them all, found "a" without read on data-one; add them to its read, or declare their tables in a lake of their own',
  ]);
});

test('without tables there is nothing to use', () => {
  const none = { buckets: [{ name: 'data-one' }] };
  expect(withTabulator({ name: 'a', read: ['*'] }, undefined, none)).toEqual([
    expect.stringMatching(/^roles\[0\]\.tabulator: Tabulator must have tables, found none/),
  ]);
  expect(told(lake({ tabulator: {} }))).toEqual([expect.stringMatching(/^tabulator: Tabulator must have tables/)]);
  expect(withTabulator({ name: 'a' }, { existing: EXISTING }, none)).toEqual([]);
});

test('who asks must be known', () => {
  const managed = { name: 'a', quiltManaged: true, read: ['*'] };
  expect(withTabulator(managed)).toEqual([
    expect.stringMatching(/^roles\[0\]\.tabulator: Tabulator must know the IAM/),
  ]);
  expect(withTabulator({ ...managed, arn: 'arn:aws:iam::123456789012:role/managed' })).toEqual([]);
});

test('the open query is for those the caller check refuses', () => {
  const role = { name: 'a', read: ['*'] };
  expect(withTabulator(role, { openQuery: true })).toEqual([]);
  expect(withTabulator(role, { openQuery: true, callerCheck: true })).toEqual([
    expect.stringMatching(/^tabulator\.callerCheck: .*found both; leave one of them out$/),
  ]);
});

test.each([
  [{ memorySize: 64 }, /^tabulator\.memorySize: .*from 128 to 10240, found 64/],
  [{ timeoutSeconds: 901 }, /^tabulator\.timeoutSeconds: .*from 1 to 900, found 901/],
  [{ existing: { ...EXISTING, functionArn: `${EXISTING.functionArn}:7` } }, /^tabulator\.existing\.functionArn: /],
  [{ existing: { ...EXISTING, spillBucket: 'Prod' } }, /^tabulator\.existing\.spillBucket: /],
  [{ existing: { ...EXISTING, spillPrefix: 'spill' } }, /^tabulator\.existing\.spillPrefix: .*end with "\/"/],
  [{ existing: EXISTING, openQuery: true }, /^tabulator\.openQuery: .*beside existing/],
])('settings %j are refused', (tabulator, message) => {
  expect(withTabulator({ name: 'a', read: ['*'] }, tabulator)).toEqual([expect.stringMatching(message)]);
});

test.each([
  ['capitals', { Genes: GENES }, /^buckets\[0\]\.tabulator\.Genes: a table's name/],
  ['neither text nor file', { genes: {} }, /^buckets\[0\]\.tabulator\.genes: .*found no schema, source, parser/],
  [
    'both',
    { genes: { ...GENES, file: 'x' } },
    /^buckets\[0\]\.tabulator\.genes: .*found schema, source, parser beside/,
  ],
])('a table with %s is refused', (_, tabulator, message) => {
  expect(told(lake({ buckets: [{ name: 'data-one', tabulator }] }))).toEqual([expect.stringMatching(message)]);
});
