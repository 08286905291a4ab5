/** A column of a table. */
export interface TableColumn {
  /** Name of the column, in lower case. */
  readonly name: string;

  /** Type of the column in Hive's notation, as in CREATE TABLE: `string`, `bigint`, `array<struct<a:int>>`. */
  readonly type: string;
}

/** A table that exists without this stack, described so that views can read it and grants can name it. Never changed. */
export interface ExternalTableConfig {
  /** Name of the table's database. */
  readonly database: string;

  /** Name of the table, in lower case. */
  readonly name: string;

  /** Where the table's data is: `s3://bucket/prefix/`. */
  readonly location: string;

  /**
   * ARN of the KMS key that encrypts the table's objects, if they are encrypted with one.
   *
   * @default - objects need no key
   */
  readonly kmsKey?: string;

  /** Columns of the table in order, partition keys last. */
  readonly columns: TableColumn[];
}
