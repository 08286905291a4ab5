import { lineage, readsOf, sourcesOf } from './expectations';

// What Trino 476 reports in `referencedTables` of GET /v1/query/{id} for SELECT * FROM (query) LIMIT 0.
test.each([
  ['select list', 'SELECT a, b FROM t', 't#a t#b'],
  ['where', 'SELECT a FROM t WHERE c > 1', 't#a t#c'],
  ['join', 'SELECT t.a FROM t JOIN u ON t.id = u.id AND u.z > 1', 't#a t#id u#id u#z'],
  ['join of equal columns alone', 'SELECT t.a FROM t JOIN u ON t.id = u.id', 't#a t#id u#id'],
  ['joins within joins', 'SELECT v.k FROM t JOIN u JOIN v ON v.id = u.id ON t.id = u.id', 't#id u#id v#id v#k'],
  ['using', 'SELECT 1 AS one FROM t JOIN u USING (id)', 't#id u#id'],
  ['group by', 'SELECT count(*) AS n FROM t GROUP BY b', 't#b'],
  ['having', 'SELECT count(*) AS n FROM t HAVING max(c) > 1', 't#c'],
  ['order by', 'SELECT a FROM t ORDER BY b', 't#a t#b'],
  ['order by an output column', 'SELECT a AS b FROM t ORDER BY b', 't#a'],
  ['grouping sets', 'SELECT count(*) AS n FROM u GROUP BY GROUPING SETS ((id), (z, secret), ())', 'u#id u#secret u#z'],
  ['rollup and cube', 'SELECT count(*) AS n FROM u GROUP BY ROLLUP (id), CUBE (z)', 'u#id u#z'],
  ['window', 'SELECT rank() OVER (PARTITION BY a ORDER BY b) AS r FROM t', 't#a t#b'],
  ['named window', 'SELECT rank() OVER w AS r FROM t WINDOW w AS (PARTITION BY a ORDER BY b)', 't#a t#b'],
  ['window that nothing uses', 'SELECT a FROM t WINDOW w AS (PARTITION BY b)', 't#a t#b'],
  [
    'window frame',
    'SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN big PRECEDING AND CURRENT ROW) AS s FROM t',
    't#a t#b t#big',
  ],
  ['filter', 'SELECT count(*) FILTER (WHERE ok) AS n FROM t', 't#ok'],
  ['order of an aggregate', 'SELECT array_agg(a ORDER BY b) AS n FROM t', 't#a t#b'],
  ['listagg', "SELECT listagg(b, ',') WITHIN GROUP (ORDER BY day) AS l FROM t", 't#b t#day'],
  ['scalar subquery', 'SELECT (SELECT max(secret) FROM u WHERE u.id = t.id) AS m FROM t', 't#id u#id u#secret'],
  ['exists with a star', 'SELECT a FROM t WHERE EXISTS (SELECT * FROM v)', 't#a v#id v#k v#n'],
  ['in', 'SELECT a FROM t WHERE id IN (SELECT z FROM u)', 't#a t#id u#z'],
  ['row comparison', 'SELECT a FROM t WHERE (a, b) IN (SELECT z, secret FROM u)', 't#a t#b u#secret u#z'],
  ['any and all', 'SELECT a FROM t WHERE a = ANY (SELECT z FROM u) AND a > ALL (SELECT n FROM v)', 't#a u#z v#n'],
  ['in a list', 'SELECT a FROM t WHERE a IN (1, id)', 't#a t#id'],
  [
    'like, between, distinct from',
    "SELECT 1 AS x FROM t WHERE b LIKE 'x' AND a BETWEEN id AND 3 AND c IS DISTINCT FROM 1",
    't#a t#b t#c t#id',
  ],
  ['with table that nothing uses', 'WITH x AS (SELECT secret FROM u) SELECT a FROM t', 't#a u#secret'],
  ['derived column that nothing uses', 'SELECT q.a FROM (SELECT a, b FROM t) q', 't#a t#b'],
  ['with table that hides a base table', 'WITH t AS (SELECT id FROM u) SELECT id FROM t', 'u#id'],
  ['with table of the name of its base', 'WITH t AS (SELECT id, b FROM t) SELECT b FROM t', 't#b t#id'],
  [
    'lateral',
    'SELECT l.m FROM t CROSS JOIN LATERAL (SELECT max(secret) AS m FROM u WHERE u.id = t.id) l',
    't#id u#id u#secret',
  ],
  ['unnest whose columns nothing uses', 'SELECT 1 AS one FROM t CROSS JOIN UNNEST(arr)', 't#arr'],
  ['unnest without alias', 'SELECT k FROM t CROSS JOIN UNNEST(items)', 't#items'],
  ['lambda', 'SELECT transform(arr, x -> x + a) AS r FROM t', 't#a t#arr'],
  ['lambda whose parameter hides a column', 'SELECT filter(arr, a -> a > 1) AS r FROM t', 't#arr'],
  ['struct field', 'SELECT s.z.w AS w FROM t', 't#s'],
  ['struct field of a qualified column', 'SELECT t.s.x AS x FROM t', 't#s'],
  ['hidden column', 'SELECT "$path" AS p FROM t', 't#$path'],
  [
    'case, coalesce, if',
    "SELECT CASE WHEN ok THEN a ELSE id END AS x, COALESCE(b, 'x') AS y, IF(c > 1, big) AS z FROM t",
    't#a t#b t#big t#c t#id t#ok',
  ],
  [
    'json functions',
    "SELECT JSON_VALUE(b, 'lax $.x' RETURNING int DEFAULT a ON EMPTY) AS v, JSON_OBJECT('k': c) AS o FROM t",
    't#a t#b t#c',
  ],
  [
    'json table',
    "SELECT j.x FROM t, JSON_TABLE(b, 'lax $' PASSING a AS p COLUMNS (x int PATH 'lax $.x')) AS j",
    't#a t#b',
  ],
  ['time travel', 'SELECT a FROM t FOR TIMESTAMP AS OF current_timestamp', 't#a'],
  ['sample', 'SELECT a FROM t TABLESAMPLE BERNOULLI (10)', 't#a'],
  [
    'set operations',
    'SELECT a FROM t UNION SELECT id FROM u INTERSECT SELECT n FROM v EXCEPT SELECT z FROM u',
    't#a u#id u#z v#n',
  ],
  ['at time zone', "SELECT at AT TIME ZONE 'UTC' AS z FROM t", 't#at'],
  [
    'match_recognize',
    'SELECT * FROM u MATCH_RECOGNIZE (PARTITION BY id ORDER BY z MEASURES LAST(B.secret) AS s PATTERN (A B+) DEFINE B AS B.a > 1)',
    'u#a u#id u#secret u#z',
  ],
])('reads of %s', (_, sql, expected) => {
  expect(readsOf(sql)).toBe(expected);
});

test('TABLE reads all columns, and the hidden ones that the engine reads too', () => {
  expect(readsOf('TABLE v')).toBe('v#$file_modified_time v#$file_size v#$path v#id v#k v#n');
});

test('a table without a column read is a table all the same', () => {
  const { columns, reads, tables } = lineage('SELECT count(*) AS n FROM u');
  expect([columns[0].sources, reads, tables]).toEqual([[], [], ['d.u']]);
});

test('a table name may hold dots', () => {
  expect(lineage('SELECT a FROM "my.dotted_table"').reads).toEqual(['d.my.dotted_table#a']);
});

// The value's own origin, not what decides about rows.
test.each([
  ['SELECT a FROM t WHERE (b, c) IN (SELECT secret, z FROM u)', 'a<-{t#a}'],
  ['SELECT transform(arr, x -> x + a) AS q FROM t', 'q<-{t#a,t#arr}'],
  ['SELECT l.m FROM t CROSS JOIN LATERAL (SELECT max(secret) AS m FROM u WHERE u.id = t.id) l', 'm<-{u#secret}'],
  ['SELECT 1 AS one FROM t CROSS JOIN UNNEST(arr) AS x (y)', 'one<-{}'],
  ['SELECT id FROM t JOIN u USING (id)', 'id<-{t#id,u#id}'],
  ['SELECT a FROM t UNION ALL SELECT z FROM u', 'a<-{t#a,u#z}'],
  ['SELECT y FROM t CROSS JOIN UNNEST(arr, m) WITH ORDINALITY AS w (x, y, z, o)', 'y<-{t#m}'],
  [
    'WITH RECURSIVE r (n, s) AS (SELECT id, secret FROM u UNION ALL SELECT r.n, v.k FROM r JOIN v ON r.n = v.n) SELECT s FROM r',
    's<-{u#secret,v#k}',
  ],
  [
    'WITH RECURSIVE r (p, q, w) AS (SELECT id, z, 1 FROM u UNION ALL SELECT q, w, n FROM r CROSS JOIN v) SELECT p FROM r',
    'p<-{u#id,u#z,v#n}',
  ],
])('values of %s', (sql, expected) => {
  expect(sourcesOf(sql)).toBe(expected);
});
