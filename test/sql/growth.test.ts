import { classic } from '../../lib/catalog/layouts/classic';
import { lineageOf } from '../../lib/sql';
import { catalogOf } from './catalogs';
import { lineage } from './expectations';

/** Processor time, in milliseconds: other processes take none of it. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const SHAPES: Record<string, (size: number) => string> = {
  'UNION ALL of branches': (n) =>
    Array.from({ length: n }, (_, i) => `SELECT a, b FROM t WHERE id = ${i}`).join(' UNION ALL '),
  'chained WITH tables': (n) =>
    `WITH c0 AS (SELECT a, b FROM t)${Array.from({ length: n }, (_, i) => `, c${i + 1} AS (SELECT a + 1 AS a, b FROM c${i})`).join('')} SELECT * FROM c${n}`,
  'nested queries in FROM': (n) => `${'SELECT * FROM ('.repeat(n)}SELECT a, b FROM t${') x'.repeat(n)}`,
  joins: (n) =>
    `SELECT t0.a FROM t t0${Array.from({ length: n }, (_, i) => ` JOIN t t${i + 1} ON t${i}.a = t${i + 1}.a`).join('')}`,
  conditions: (n) => `SELECT a FROM t WHERE ${Array.from({ length: n }, (_, i) => `a = ${i}`).join(' OR ')}`,
  columns: (n) => `SELECT ${Array.from({ length: n }, (_, i) => `a + ${i} AS c${i}`).join(', ')} FROM t`,
};

test.each([
  ['UNION ALL of branches', 500],
  ['chained WITH tables', 200],
  ['nested queries in FROM', 60],
  ['joins', 60],
  ['conditions', 2000],
  ['columns', 1000],
])('%s: twice as many cost about twice as much', (shape, size) => {
  const text = SHAPES[shape];
  for (const each of [size / 2, size]) lineage(text(each));
  const least = (n: number) => Math.min(...[1, 2, 3].map(() => cost(() => lineage(text(n)))));
  const [half, whole] = [least(size / 2), least(size)];
  expect(whole).toBeLessThan(3 * half + 20);
  expect(whole).toBeLessThan(2000);
});

test('subqueries as values, 60 deep', () => {
  const sql = `SELECT ${'(SELECT max(a) FROM t WHERE a = '.repeat(60)}1${')'.repeat(60)} AS q`;
  expect(lineage(sql).reads).toEqual(['d.t#a']);
});

test('a thousand views of Quilt, each used once, take ten seconds at most', () => {
  const buckets = Array.from({ length: 500 }, (_, i) => `bucket-${i}`);
  const tables = buckets.flatMap((bucket) => classic.tables(bucket));
  const views = buckets.flatMap((bucket) => classic.views('db', bucket));
  const catalog = catalogOf(
    Object.fromEntries(
      tables.map(({ name, columns }) => [`db.${name}`, columns.map((c) => `${c.name} ${c.type}`).join(', ')]),
    ),
    Object.fromEntries(views.map(({ name, sql }) => [`db.${name}`, sql])),
  );
  lineageOf(views[0].sql, catalog);
  const spent = cost(() => {
    for (const { name } of views)
      expect(lineageOf(`SELECT * FROM "db"."${name}"`, catalog).reads.length).toBeGreaterThan(5);
  });
  expect(spent).toBeLessThan(10_000);
  // The second time, the views' own texts are not read again.
  expect(cost(() => views.map(({ name }) => lineageOf(`SELECT * FROM "db"."${name}"`, catalog)))).toBeLessThan(spent);
});
