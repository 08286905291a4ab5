import { trinoType } from '../../model/hive-types';

/**
 * A set of tables and views that a bucket of packages gets, as plain data: constructs, lineage and grants all read it.
 */
export interface Layout {
  readonly name: string;
  readonly tables: (bucket: string) => readonly TableDefinition[];
  readonly views: (database: string, bucket: string) => readonly ViewDefinition[];
}

/** A table over files that others write. */
export interface TableDefinition {
  /** Construct id, hence part of the logical id: never changes. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly storage: TextStorage;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Where a table's text files are, and what turns a line into a row. */
export interface TextStorage {
  /** Ends in a slash: without it a prefix listing could match siblings as well. */
  readonly location: string;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serde: string;
  readonly serdeParameters?: Readonly<Record<string, string>>;
}

/** A view over a bucket's tables. */
export interface ViewDefinition {
  /** Construct id, hence part of the logical id: never changes. */
  readonly id: string;
  readonly name: string;
  /** In the order, and with the names, of the query's select list: otherwise the engine calls the view stale. */
  readonly columns: readonly Column[];
  /** One SELECT, without `;`. */
  readonly sql: string;
  /** Ids of the tables it reads. */
  readonly reads: readonly string[];
}

/** A column in both notations of its type. */
export interface Column {
  readonly name: string;
  /** Hive's notation, as the Glue catalog stores it. */
  readonly type: string;
  /** Trino's notation, as queries and stored views have it. */
  readonly trinoType: string;
  readonly comment?: string;
}

/** Columns of a layout, given as name → Hive type. Translated once, when a layout's file is loaded. */
export function columns(types: Readonly<Record<string, string>>): readonly Column[] {
  return Object.entries(types).map(([name, type]) => ({ name, type, trinoType: trinoType(type) }));
}
