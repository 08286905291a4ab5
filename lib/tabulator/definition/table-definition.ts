/** The types a column can have, by Quilt's names (quiltdata/quilt:shared/schemas/tabulatorTable.yml.json). */
export const TABULATOR_TYPES = [
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INT',
  'BIGINT',
  'FLOAT',
  'DOUBLE',
  'STRING',
  'BINARY',
  'DATE',
  'TIMESTAMP',
] as const;

export type TabulatorType = (typeof TABULATOR_TYPES)[number];

/** Columns that every table has beside those declared and the named groups; all are text. */
export const ADDED_COLUMNS = ['$pkg_name', '$logical_key', '$physical_key', '$top_hash', '$issue'] as const;

/** A column that files are expected to have. */
export interface TabulatorColumn {
  readonly name: string;
  readonly type: TabulatorType;
  readonly nullable: boolean;
}

/** How files are read. */
export type TabulatorParser =
  | { readonly format: 'csv'; readonly header: boolean; readonly delimiter: string }
  | { readonly format: 'parquet' };

/** A table over files in packages, valid and with every default applied. */
export interface TabulatorDefinition {
  readonly columns: readonly TabulatorColumn[];
  /** RE2, searched for in names of packages. */
  readonly packageName: string;
  /** RE2, searched for in logical keys. */
  readonly logicalKey: string;
  readonly parser: TabulatorParser;
  /** Whether a file that cannot be read becomes one row that says so, rather than the end of the query. */
  readonly continueOnError: boolean;
  /** Named groups of both expressions, the package's first: columns that hold what they matched, as text. */
  readonly groups: readonly string[];
}
