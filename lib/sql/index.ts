export type { Lineage, LineageColumn } from './lineage';
export { type LineageOptions, lineageOf } from './lineage-of';
export type { SqlCatalog, SqlColumn, SqlTable, SqlView } from './sql-catalog';
export { SqlError } from './sql-error';
