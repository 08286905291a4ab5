import { readFileSync } from 'node:fs';
import path from 'node:path';
import { classic } from '../../../lib/catalog/layouts/classic';
import { packageRoot } from '../../../lib/model/package-root';
import { SAVED_QUERIES } from '../../../lib/query/saved-query-library';
import { type Query, queriesIn } from './corpus';
import { BUCKETS } from './tables/quilt';

const DATABASE = 'sales_prod';

/** What a lake of packages is asked: this library's views and saved queries, its documentation, Quilt's. */
export function quiltQueries(): Query[] {
  return [...views(), ...savedQueries(), ...documented(), ...queriesIn('cookbook.sql', DATABASE)];
}

function views(): Query[] {
  const all = BUCKETS.flatMap((bucket) => classic.views(DATABASE, bucket));
  return all.map(({ name, sql }) => ({ name: `view ${name}`, sql, schema: DATABASE }));
}

function savedQueries(): Query[] {
  return BUCKETS.flatMap((bucket, i) => {
    const buckets = [bucket, BUCKETS[(i + 1) % BUCKETS.length]];
    return SAVED_QUERIES.map(({ id, sql }) => ({
      name: `${id} of ${bucket}`,
      sql: sql(DATABASE, buckets),
      schema: DATABASE,
    }));
  });
}

/** Every query of docs/queries.md that reads this test's lake. */
function documented(): Query[] {
  const text = readFileSync(path.join(packageRoot(), 'docs/queries.md'), 'utf8');
  const blocks = [...text.matchAll(/^```sql\n([\s\S]*?)^```/gm)].map(([, block]) => block);
  const found = blocks
    .flatMap((block) => block.split(';').map((sql) => sql.trim()))
    .filter((sql) => /^(--.*\n)*(SELECT|WITH)/.test(sql));
  if (found.length === 0) throw new Error('docs/queries.md has no query any more');
  return found.map((sql, i) => ({ name: `docs/queries.md, query ${i + 1}`, sql, schema: DATABASE }));
}
