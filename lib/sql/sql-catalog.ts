import { quoteIdentifier } from '../model/quoting';

/** What SQL may refer to, as plain data. Keys are `database.table` in lower case; a table's name may itself hold dots. */
export interface SqlCatalog {
  readonly tables: ReadonlyMap<string, SqlTable>;
  readonly views: ReadonlyMap<string, SqlView>;
  /** Tables of other data catalogs, by `federatedKey`. @default - none */
  readonly federated?: ReadonlyMap<string, SqlTable>;
}

/** A base table: its columns in order, partition keys last. */
export interface SqlTable {
  readonly columns: readonly SqlColumn[];
}

/** A column with its type in Hive's notation. */
export interface SqlColumn {
  readonly name: string;
  readonly hiveType: string;
}

/** A stored view: its text is analysed again wherever it is used, as the engine does. */
export interface SqlView {
  readonly sql: string;
  /** Database that unqualified names in its text mean. @default - the view's own */
  readonly schema?: string;
}

/** Key of a table of another data catalog: its name as a query writes it, in lower case. */
export function federatedKey(catalog: string, database: string, table: string): string {
  return [catalog, database, table].map((part) => quoteIdentifier(part.toLowerCase())).join('.');
}
