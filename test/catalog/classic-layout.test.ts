import { classic } from '../../lib/catalog/layouts/classic';
import { storedSql } from '../../lib/catalog/view-sql';

const [packages, objects] = classic.views('my-lake', 'my.bucket-1');

test('the packages view', () => {
  expect(packages.sql).toBe(`WITH npv AS (
  SELECT
    regexp_extract("$path", '^s3://[^/]+/[^/]+/[^/]+/([^/]+/[^/]+)/[^/]+$', 1) AS pkg_name,
    regexp_extract("$path", '[^/]+$') AS "timestamp",
    top_hash
  FROM "my-lake"."my.bucket-1_packages"
),
mv AS (
  SELECT regexp_extract("$path", '[^/]+$') AS top_hash, user_meta, message
  FROM "my-lake"."my.bucket-1_manifests"
  WHERE logical_key IS NULL AND version IS NOT NULL AND regexp_like("$path", '/[a-z0-9]{64}$')
)
SELECT npv.pkg_name, npv.top_hash, npv."timestamp", mv.message, mv.user_meta
FROM npv
INNER JOIN mv ON npv.top_hash = mv.top_hash
WHERE npv.pkg_name IS NOT NULL`);
});

test('the objects view', () => {
  expect(objects.sql).toBe(`WITH npv AS (
  SELECT
    regexp_extract("$path", '^s3://[^/]+/[^/]+/[^/]+/([^/]+/[^/]+)/[^/]+$', 1) AS pkg_name,
    regexp_extract("$path", '[^/]+$') AS "timestamp",
    top_hash
  FROM "my-lake"."my.bucket-1_packages"
),
mv AS (
  SELECT regexp_extract("$path", '[^/]+$') AS top_hash, logical_key, physical_keys, size, hash, meta
  FROM "my-lake"."my.bucket-1_manifests"
  WHERE logical_key IS NOT NULL AND physical_keys IS NOT NULL AND regexp_like("$path", '/[a-z0-9]{64}$')
)
SELECT npv.pkg_name, npv.top_hash, npv."timestamp", mv.logical_key,
  element_at(mv.physical_keys, 1) AS physical_key, mv.size, mv.hash, mv.meta
FROM mv
INNER JOIN npv ON mv.top_hash = npv.top_hash
WHERE npv.pkg_name IS NOT NULL`);
});

// What a view reads is what its users must be granted.
test('neither view reads more of the manifests than it shows or needs to choose rows', () => {
  const reads = (sql: string, of: string[]) => of.filter((column) => new RegExp(`\\b${column}\\b`).test(sql));
  const columns = classic.tables('b').flatMap((table) => table.columns.map(({ name }) => name));

  expect(reads(packages.sql, columns)).toEqual(['top_hash', 'logical_key', 'user_meta', 'message', 'version']);
  expect(reads(objects.sql, columns)).toEqual(['top_hash', 'logical_key', 'physical_keys', 'size', 'hash', 'meta']);
});

test.each([packages, objects])('$id passes the checks of views that users write', ({ sql }) => {
  expect(storedSql(sql, 'Lake/View')).toBe(sql);
});

test('a database name cannot end its quotes', () => {
  expect(classic.views('a"b', 'bucket')[0].sql).toContain('FROM "a""b"."bucket_packages"');
});

describe('patterns over paths', () => {
  const pattern = (use: RegExp) => new RegExp(use.exec(packages.sql)?.[1] ?? 'not found');
  const name = pattern(/regexp_extract\("\$path", '([^']+)', 1\) AS pkg_name/);
  const manifest = pattern(/regexp_like\("\$path", '([^']+)'\)/);

  test.each([
    ['s3://b/.quilt/named_packages/team/data/latest', 'team/data'],
    ['s3://my.b-1/.quilt/named_packages/é_1/a-b/1700000000', 'é_1/a-b'],
    ['s3://b/.quilt/named_packages/team/data/old/latest', undefined],
    ['s3://b/.quilt/named_packages/team/latest', undefined],
  ])('%s is a pointer of %s', (path, expected) => {
    expect(name.exec(path)?.[1]).toBe(expected);
  });

  test.each([
    [`s3://b/.quilt/packages/${'0a'.repeat(32)}`, true],
    [`s3://b/.quilt/packages/${'0a'.repeat(32)}.parquet`, false],
    [`s3://b/.quilt/packages/x${'0a'.repeat(32)}`, false],
    ['s3://b/.quilt/packages/part-0001.snappy.parquet', false],
  ])('%s is a manifest: %s', (path, expected) => {
    expect(manifest.test(path)).toBe(expected);
  });
});
