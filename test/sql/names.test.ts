import { lineage, refusalOf } from './expectations';

const namesOf = (sql: string) => lineage(sql).columns.map((column) => column.name);

// Each is accepted by Trino 476, with these names.
test.each([
  ['case does not count, quoted or not', 'SELECT "A", T.B FROM "T"', ['a', 'b']],
  ['an alias', 'SELECT a AS "Weird Name", b "x""y" FROM t', ['weird name', 'x"y']],
  ['a struct field gives its name', 'SELECT s.y, t.s.z.w FROM t', ['y', 'w']],
  ['three parts', 'SELECT awsdatacatalog.d.u.secret FROM AwsDataCatalog.D.u', ['secret']],
  ['another database', 'SELECT u.only_here FROM e.u', ['only_here']],
  ['joined columns come first', 'SELECT * FROM u JOIN v USING (id)', ['id', 'z', 'secret', 'a', 'k', 'n']],
  ['joined columns belong to no table', 'SELECT v.* FROM u JOIN v USING (id)', ['k', 'n']],
  ['a star of a table', 'SELECT v.*, u.a FROM u, v', ['k', 'n', 'id', 'a']],
  ['a star with names', 'SELECT q.* AS (x, y) FROM (SELECT id, z FROM u) q', ['x', 'y']],
  ["a struct's star", 'SELECT t.s.* FROM t', ['x', 'y', 'z']],
  ["an expression's star", 'SELECT (CAST(ROW(1, 2) AS row(p int, q int))).* FROM t', ['p', 'q']],
  ['a relation with names', 'SELECT * FROM (SELECT a, b FROM t) AS x (p, q)', ['p', 'q']],
  ['a with table with names', 'WITH x (p) AS (SELECT a FROM t) SELECT * FROM x', ['p']],
  ['fields of an unnested array of structs', 'SELECT y.* FROM t, UNNEST(items) y', ['k', 'v']],
  ['names come from the first of a union', 'SELECT a AS x FROM t UNION SELECT id FROM u', ['x']],
  ['unnamed columns of a query', 'SELECT 1, a, count(*) OVER () FROM t', ['_col0', 'a', '_col2']],
  [
    'one row per match',
    'SELECT * FROM u MATCH_RECOGNIZE (PARTITION BY id ORDER BY z MEASURES A.a AS m PATTERN (A) DEFINE A AS true)',
    ['id', 'm'],
  ],
  [
    'all rows per match',
    'SELECT * FROM u MATCH_RECOGNIZE (PARTITION BY z ORDER BY a MEASURES 1 AS m ALL ROWS PER MATCH PATTERN (A) DEFINE A AS true)',
    ['z', 'a', 'm', 'id', 'secret'],
  ],
])('%s', (_, sql, expected) => {
  expect(namesOf(sql)).toEqual(expected);
});

test('hidden columns are not part of a star, and get lost where columns are renamed', () => {
  expect(namesOf('SELECT * FROM v')).toEqual(['k', 'n', 'id']);
  expect(namesOf('SELECT x."$path" FROM v AS x')).toEqual(['$path']);
  expect(refusalOf('SELECT "$path" FROM v AS x (i, j, k)')).toContain('found "$path"');
});

test('a column name that is also a table name means the table first', () => {
  expect(namesOf('SELECT s.a FROM t AS s')).toEqual(['a']);
});
