import { lineageOf } from '../../lib/sql/lineage-of';
import type { SqlCatalog } from '../../lib/sql/sql-catalog';

const catalog: SqlCatalog = {
  tables: new Map([
    ['d.t', { columns: [{ name: 'a', hiveType: 'int' }, { name: 'b', hiveType: 'string' }, { name: 'c', hiveType: 'double' }, { name: 'arr', hiveType: 'array<int>' }, { name: 'id', hiveType: 'int' }] }],
    ['d.u', { columns: [{ name: 'z', hiveType: 'int' }, { name: 'secret', hiveType: 'int' }, { name: 'id', hiveType: 'int' }] }],
  ]),
  views: new Map(),
};

test('x', () => {
  for (const sql of [
    'SELECT a FROM t WHERE (b,c) IN (SELECT z, secret FROM u)',
    'WITH x AS (SELECT secret FROM u) SELECT a FROM t',
    'SELECT count(*) AS n FROM u',
    'SELECT filter(arr, q -> q > b) AS q FROM t',
    'SELECT m FROM t CROSS JOIN LATERAL (SELECT max(secret) AS m FROM u WHERE u.id = t.id)',
    'SELECT 1 AS one FROM t CROSS JOIN UNNEST(arr) AS x(y)',
    'SELECT * FROM t JOIN u USING (id)',
  ]) {
    console.log(sql, JSON.stringify(lineageOf(sql, catalog, { schema: 'd' })));
  }
});
