import { lineage } from './expectations';

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
])('%s: %i of them are read whole', (shape, size) => {
  expect(lineage(SHAPES[shape](size)).tables).toEqual(['d.t']);
});

test('subqueries as values, 60 deep', () => {
  const sql = `SELECT ${'(SELECT max(a) FROM t WHERE a = '.repeat(60)}1${')'.repeat(60)} AS q`;
  expect(lineage(sql).reads).toEqual(['d.t#a']);
});
