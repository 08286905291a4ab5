import { quoteForDdl, quoteIdentifier, quoteLiteral, quoteTable } from '../../lib/model/quoting';

test.each([
  ['plain', '"plain"'],
  ['my-bucket_packages-view', '"my-bucket_packages-view"'],
  ['my.bucket_packages', '"my.bucket_packages"'],
  ['a"b', '"a""b"'],
  ['""', '""""""'],
  ['', '""'],
])('identifier %j is %s in a query', (name, quoted) => {
  expect(quoteIdentifier(name)).toBe(quoted);
});

test('database and table are quoted apart', () => {
  expect(quoteTable('my-db', 'a.b_packages')).toBe('"my-db"."a.b_packages"');
});

test.each([
  ['my-bucket_packages', '`my-bucket_packages`'],
  ['a`b', '`a``b`'],
  ['a"b', '`a"b`'],
])('identifier %j is %s in a DDL statement', (name, quoted) => {
  expect(quoteForDdl(name)).toBe(quoted);
});

test.each([
  ["it's", "'it''s'"],
  ["''", "''''''"],
  ["x'; DROP TABLE t --", "'x''; DROP TABLE t --'"],
  ['back\\slash "and" `ticks`', '\'back\\slash "and" `ticks`\''],
  ['', "''"],
])('string %j is the literal %s', (text, quoted) => {
  expect(quoteLiteral(text)).toBe(quoted);
});
