/** A column that the files of a Tabulator table have. */
export interface TabulatorColumnConfig {
  /** Name: a letter, then letters, digits, `_` or `-`. Athena shows it in lower case. */
  readonly name: string;

  /** BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, STRING, BINARY, DATE or TIMESTAMP. */
  readonly type: string;

  /** Whether the column may be empty, or missing in a file. @default true */
  readonly nullable?: boolean;
}

/** Which files of which packages make up a Tabulator table. */
export interface TabulatorSourceConfig {
  /** Always `quilt-packages`. @default 'quilt-packages' */
  readonly type?: string;

  /** RE2 expression looked for in names of packages: `^experiments/`. Its named groups become columns. */
  readonly packageName: string;

  /** RE2 expression looked for in logical keys: `\.csv$`. Its named groups become columns. */
  readonly logicalKey: string;
}

/** How the files of a Tabulator table are read. */
export interface TabulatorParserConfig {
  /** `csv` or `parquet`. */
  readonly format: string;

  /** CSV: whether the first row has the names of the columns, which are then found by name. @default false */
  readonly header?: boolean;

  /** CSV: the one character between values. @default ',' */
  readonly delimiter?: string;
}

/** A table over CSV or Parquet files inside packages: inline, or in a file as Quilt writes it. */
export interface TabulatorTableConfig {
  /** Path of a YAML file with Quilt's own configuration of the table. @default - the table is given inline */
  readonly file?: string;

  /** Columns. @default - those of the file */
  readonly schema?: TabulatorColumnConfig[];

  /** Which files. @default - that of the file */
  readonly source?: TabulatorSourceConfig;

  /** How they are read. @default - that of the file */
  readonly parser?: TabulatorParserConfig;

  /**
   * Whether a file that cannot be read becomes one row with the reason in `$issue`, rather than the end of the query.
   *
   * @default false
   */
  readonly continueOnError?: boolean;
}

/** The Tabulator of a Quilt stack: its connector is used, and nothing of it is made or changed. */
export interface ExistingTabulatorConfig {
  /** Name of its data catalog: `quilt-<stack>-tabulator`. */
  readonly name: string;

  /** ARN of its function, the data catalog's parameter `function`. */
  readonly functionArn: string;

  /** Name of the bucket that it spills to. */
  readonly spillBucket: string;

  /**
   * Prefix of what it spills for roles that have no Quilt session: that of the open query.
   *
   * @default 'spill/open-query/'
   */
  readonly spillPrefix?: string;
}

/** SQL tables over files inside packages, and the function behind them. */
export interface TabulatorConfig {
  /**
   * Let principals that are no role of the lake query the tables: whoever is given the policy of the output
   * `TabulatorOpenQueryPolicyArn`, in the workgroup of the output `TabulatorOpenQueryWorkGroup`. Whoever has that policy
   * reads every table, whatever buckets are open to them otherwise.
   *
   * @default false
   */
  readonly openQuery?: boolean;

  /**
   * Whether the function compares who asks, as Athena tells it, with the roles that may use it: a second gate behind the
   * right to invoke it. Must be off with `openQuery`, whose principals the function does not know. Where it is off without,
   * roles see rows spilled for each other's queries.
   *
   * @default true, with `openQuery` false
   */
  readonly callerCheck?: boolean;

  /** Memory of the function in MiB: more memory is more CPU, too. @default 2048 */
  readonly memorySize?: number;

  /** Seconds that one call of the function may take, 900 at most. @default 900 */
  readonly timeoutSeconds?: number;

  /** A Quilt stack's Tabulator to use instead of making one. @default - a data catalog and a function of the lake's own */
  readonly existing?: ExistingTabulatorConfig;
}
