import { analyzeQuery, init, type Schema } from '@polyglot-sql/sdk';
import fc from 'fast-check';
import type { SqlCatalog } from '../../lib/sql';
import { catalogOf } from './catalogs';
import { lineage } from './expectations';
import { GENERATED_TABLES, generatedQuery } from './generated-query';

/**
 * Another implementation as a second opinion. It is a tool for editors and misses reads by design or by mistake; where it
 * differs, the engine (Trino 476, `referencedTables`) was asked, and agrees with this library.
 */

const TABLES = {
  'd.t': 'a int, b string, c double, id int, arr array<int>, s struct<x:int,y:string>',
  'd.u': 'id int, z int, secret string, a bigint',
  'd.v': 'k string, n int, id bigint',
};

const catalog = catalogOf(TABLES);

const schema = schemaOf(catalog);

function schemaOf({ tables }: SqlCatalog): Schema {
  return {
    strict: false,
    tables: [...tables].map(([name, { columns }]) => ({
      name: name.slice(2),
      columns: columns.map((column) => ({ name: column.name, type: column.hiveType })),
    })),
  };
}

/** The base columns that occur in any part of the other's analysis. */
function theirs(sql: string, tables = schema): string[] {
  const { success, analysis, error } = analyzeQuery(sql, { dialect: 'trino', schema: tables });
  if (!success || !analysis) return [`refused: ${error}`];
  const uses = (analysis.columnUses ?? []).flatMap((use) => use.references);
  const all = [...uses, ...analysis.projections.flatMap((projection) => projection.upstream)];
  const ofTables = all.filter((each) => each.table && each.sourceKind === 'table');
  return [...new Set(ofTables.map(({ table, column }) => `${table}#${column}`))].sort();
}

const ours = (sql: string) => lineage(sql, {}, catalog).reads.map((read) => read.slice(2));

beforeAll(async () => {
  await init();
});

test.each([
  'SELECT a, t.b FROM t WHERE c > 1',
  'SELECT x.a AS q FROM t AS x ORDER BY x.b',
  'SELECT t.a FROM t JOIN u ON t.id = u.id AND u.z > 1',
  'SELECT t.a, u.z FROM t LEFT JOIN u ON t.id = u.id LEFT JOIN v ON v.id = u.id',
  'SELECT count(*) AS n, sum(z) AS s FROM u GROUP BY secret HAVING max(a) > 1',
  'SELECT rank() OVER (PARTITION BY a ORDER BY b) AS r FROM t',
  'SELECT a FROM t WHERE EXISTS (SELECT 1 FROM v WHERE v.id = t.id)',
  'SELECT a FROM t WHERE id IN (SELECT z FROM u)',
  'WITH x AS (SELECT a, b FROM t) SELECT a, b FROM x',
  'SELECT q.a FROM (SELECT a FROM t WHERE c > 1) q',
  'SELECT a FROM t UNION ALL SELECT id FROM u WHERE z > 1',
  'SELECT CASE WHEN c > 1 THEN a ELSE id END AS x FROM t',
  'SELECT transform(arr, x -> x + a) AS r FROM t',
  "SELECT CAST(b AS integer) AS i, COALESCE(b, 'x') AS j FROM t",
  'SELECT t.s.x AS x, s.y AS y FROM t',
  'SELECT * FROM u',
  'SELECT u.* FROM u JOIN v USING (id)',
  'SELECT x FROM t CROSS JOIN UNNEST(arr) AS q (x)',
  'SELECT (SELECT max(secret) FROM u WHERE u.id = t.id) AS m FROM t',
  'SELECT count(*) FILTER (WHERE c > 1) AS n, array_agg(a ORDER BY b) AS l FROM t',
  'SELECT a FROM t WHERE a = ANY (SELECT z FROM u)',
  'WITH q (p) AS (SELECT a FROM t) SELECT p FROM q',
  'SELECT rank() OVER w AS r FROM t WINDOW w AS (PARTITION BY a ORDER BY b)',
  'WITH RECURSIVE r (n) AS (SELECT id FROM u UNION ALL SELECT r.n + v.n FROM r JOIN v ON true) SELECT n FROM r',
  'SELECT count(*) AS n FROM u GROUP BY GROUPING SETS ((id), (z))',
  'SELECT filter(arr, a -> a > 1) AS r FROM t',
  'SELECT a AS b FROM t ORDER BY b',
])('both agree on %s', (sql) => {
  expect(theirs(sql)).toEqual(ours(sql));
});

// What the other does not find, and why. It never finds more.
test.each([
  ['SELECT 1 AS one FROM t CROSS JOIN UNNEST(arr)', ['t#arr'], 'arguments of an UNNEST that nothing uses'],
  [
    'SELECT a FROM t WHERE (a, b) IN (SELECT z, secret FROM u)',
    ['u#secret'],
    'columns after the first of a row comparison',
  ],
  ['WITH x AS (SELECT secret FROM u) SELECT a FROM t', ['u#secret'], 'WITH tables that nothing uses'],
  ['SELECT q.a FROM (SELECT a, b FROM t) q', ['t#b'], 'derived columns that nothing uses'],
  [
    'SELECT l.m FROM t CROSS JOIN LATERAL (SELECT max(secret) AS m FROM u WHERE u.id = t.id) l',
    ['t#id'],
    'what a LATERAL takes from its left',
  ],
  ['SELECT a FROM t WHERE EXISTS (SELECT * FROM v)', ['v#id', 'v#k', 'v#n'], 'the star of an EXISTS'],
  ['SELECT p FROM (SELECT a, b FROM t) AS q (p, r)', ['t#a', 't#b'], 'columns behind a list of new names'],
  ['SELECT d.t.a FROM d.t', ['t#a'], 'names of three parts, as its tables have no database here'],
  [
    'SELECT * FROM u MATCH_RECOGNIZE (PARTITION BY id ORDER BY z MEASURES B.a AS s PATTERN (B) DEFINE B AS true)',
    ['u#a', 'u#id', 'u#z'],
    'MATCH_RECOGNIZE',
  ],
])('the other misses some of %s', (sql, missing) => {
  const found = theirs(sql);
  expect(ours(sql).filter((read) => !found.includes(read))).toEqual(missing);
  expect(found.filter((read) => !ours(sql).includes(read))).toEqual([]);
});

test('whatever the other finds in generated queries, this library finds', () => {
  const tables = catalogOf(GENERATED_TABLES);
  const theirSchema = schemaOf(tables);
  fc.assert(
    fc.property(generatedQuery, ({ sql }) => {
      // Capitals, quotes and databases are what the other takes for parts of a name.
      const plain = sql.toLowerCase().replaceAll('"', '').replace(/\bg\./g, '');
      const reads = lineage(plain, { schema: 'g' }, tables).reads.map((read) => read.slice(2));
      expect(theirs(plain, theirSchema).filter((read) => !reads.includes(read))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
