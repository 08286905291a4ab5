import { lineageOf } from '../../lib/sql';
import { LAKE } from './catalogs';
import { lineage, readsOf, refusalOf } from './expectations';

test.each([
  ['a trailing semicolon', 'SELECT a FROM t;'],
  ['comments', '-- first\nSELECT /* a; */ a FROM t -- last;'],
  ['CREATE VIEW', 'CREATE VIEW x AS SELECT a FROM t'],
  ['CREATE OR REPLACE VIEW', "CREATE OR REPLACE VIEW d.x COMMENT 'c' SECURITY INVOKER AS SELECT a FROM t;"],
  ['parentheses', '(SELECT a FROM t)'],
  ['a byte order mark', '\uFEFFSELECT a FROM t'],
])('%s', (_, sql) => {
  expect(readsOf(sql)).toBe('t#a');
});

test.each([
  [
    'a second statement',
    'SELECT a FROM t; SELECT b FROM t',
    '1:18 the SQL must be one query, found a second statement',
  ],
  ['a second semicolon', 'SELECT a FROM t;;', '1:17 the SQL must be one query'],
  [
    'a statement that follows without a semicolon',
    'SELECT a FROM t SELECT b FROM t',
    '1:17 the SQL cannot be parsed, found "SELECT"',
  ],
  ['nothing', ' \n', '1:1 the SQL must be one query, found nothing'],
  ['a comment alone', '-- SELECT 1', 'the SQL'],
  ['DELETE', 'DELETE FROM t', '1:1 the SQL must be a query, found DELETE'],
  ['EXECUTE', 'EXECUTE x USING 1', '1:1 the SQL must be a query, found EXECUTE'],
  ['EXPLAIN', 'EXPLAIN SELECT a FROM t', '1:1 the SQL must be a query, found EXPLAIN'],
  ['a table created from a query', 'CREATE TABLE x AS SELECT a FROM t', '1:1 the SQL must be a query, found CREATE'],
  ['no SQL', 'SELECT FROM WHERE', '1:8 the SQL cannot be parsed, found "FROM"'],
  ['no SQL inside', 'SELECT (SELECT a\n  FROM FROM) AS q', '2:8 the SQL cannot be parsed, found "FROM"'],
  [
    'a word that is mistyped',
    'SELECT a FROM t WHERE a IN (SELECT id FORM u)',
    '1:44 the SQL cannot be parsed, found "u"',
  ],
  ['the end too early', 'SELECT a FROM t WHERE', 'found the end where it cannot stand'],
  // quiltdata/quilt@1e2267905:docs/advanced-features/athena.md has a view that lacks a comma like this one.
  ['a missing comma', 'SELECT a,\n  b\n  c\n  id FROM t', '4:3 the SQL cannot be parsed'],
])('refuses %s', (_, sql, expected) => {
  expect(refusalOf(sql)).toContain(expected);
});

test('a query nested or chained beyond all reason is refused, not a crash', () => {
  expect(refusalOf(`SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)} AS x`)).toBe(
    '1:208 parentheses are nested at most 200 deep, found more: use WITH',
  );
  expect(refusalOf(`SELECT ${'1 + '.repeat(20_000)}1 AS x`)).toContain('nested too deeply');
});

test('places count characters, not UTF-16 units', () => {
  expect(refusalOf("SELECT '🦆' AS duck, nope FROM t")).toContain('1:21 ');
});

describe('what may be stored', () => {
  const stored = (sql: string) => lineage(sql).expandedSql;

  test.each([
    ['a star', 'SELECT * FROM v', 'SELECT "v"."k", "v"."n", "v"."id" FROM v'],
    [
      'a star of a table',
      'SELECT x.*, 1 AS one FROM v AS x',
      'SELECT "x"."k", "x"."n", "x"."id", 1 AS one FROM v AS x',
    ],
    [
      'a star with names',
      'SELECT q.* AS (x, y) FROM (SELECT id, z FROM u) q',
      'SELECT "q"."id" AS "x", "q"."z" AS "y" FROM (SELECT id, z FROM u) q',
    ],
    [
      'joined columns',
      'SELECT * FROM v JOIN e.u ON true',
      'SELECT "v"."k", "v"."n", "v"."id", "e"."u"."only_here" FROM v JOIN e.u ON true',
    ],
    ["a struct's fields", 'SELECT t.s.* FROM t', 'SELECT "t"."s"."x", "t"."s"."y", "t"."s"."z" FROM t'],
    ['stars inside', 'SELECT k FROM (SELECT * FROM v) q', 'SELECT k FROM (SELECT "v"."k", "v"."n", "v"."id" FROM v) q'],
    [
      'beside characters of two units',
      "SELECT '🦆' AS duck, * FROM v",
      `SELECT '🦆' AS duck, "v"."k", "v"."n", "v"."id" FROM v`,
    ],
    [
      'a product is no star',
      'SELECT a * 2 AS b, count(*) AS n FROM t GROUP BY a',
      'SELECT a * 2 AS b, count(*) AS n FROM t GROUP BY a',
    ],
    ['the text of CREATE VIEW', 'CREATE VIEW x AS SELECT k FROM v;', 'SELECT k FROM v'],
    ['no semicolon', '-- why\nSELECT k FROM v ;\n', '-- why\nSELECT k FROM v'],
    [
      'columns that cannot be told apart',
      'SELECT count(*) AS n FROM (SELECT * FROM v, v)',
      'SELECT count(*) AS n FROM (SELECT * FROM v, v)',
    ],
  ])('%s', (_, sql, expected) => {
    expect(stored(sql)).toBe(expected);
  });

  test('reads and returns the same as before', () => {
    for (const sql of [
      'SELECT * FROM t JOIN u USING (id)',
      'SELECT t.*, v.k FROM t, v',
      'SELECT t.s.*, v.* FROM t, v',
    ]) {
      const before = lineage(sql);
      const after = lineageOf(before.expandedSql, LAKE, { schema: 'd' });
      expect({ ...after, expandedSql: '' }).toEqual({ ...before, expandedSql: '' });
    }
  });
});
