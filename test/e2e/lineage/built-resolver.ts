import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../lib/model/package-root';
import type { Lineage } from '../../../lib/sql/lineage';
import type { SqlCatalog } from '../../../lib/sql/sql-catalog';

export type LineageOf = (
  sql: string,
  catalog: SqlCatalog,
  context?: { readonly catalog?: string; readonly schema?: string },
) => Lineage;

/** The resolver as it ships: its grammar cannot be loaded from the sources, the build inlines it. */
export function builtResolver(): LineageOf {
  const file = path.join(packageRoot(), 'dist/lib/sql/lineage-of.js');
  if (!existsSync(file)) throw new Error('lib/sql is not in dist/: npm run build');
  return require(file).lineageOf;
}
