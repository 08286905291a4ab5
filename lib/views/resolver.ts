import type { Lineage } from '../sql/lineage';
import type { LineageOptions } from '../sql/lineage-of';
import type { SqlCatalog } from '../sql/sql-catalog';

type Resolver = (sql: string, catalog: SqlCatalog, options?: LineageOptions) => Lineage;

/** What the query of a view reads and returns. Loaded at the first use: a grammar takes a while, which most lakes need not spend. */
export const resolveView: Resolver = (sql, catalog, options) => {
  const { lineageOf }: { lineageOf: Resolver } = require('../sql/lineage-of');
  return lineageOf(sql, catalog, { ...options, purpose: 'view' });
};
