/** Whose rights a query of a view uses, and whether the view holds data of its own. */
export enum ViewSecurity {
  /** The caller's: whoever queries the view needs access to everything that its SQL reads. */
  INVOKER = 'invoker',
  /**
   * The definer's: a protected view of the Glue Data Catalog, for which Lake Formation asks the caller for nothing but
   * the view itself. Experimental: CloudFormation's support of such views is young.
   */
  DEFINER = 'definer',
  /** A table that holds the view's result, filled and refreshed by a query. Access to it follows that to its base tables. */
  ANALYTICAL = 'analytical',
}

/** A column of a view. */
export interface ViewColumn {
  /** Name of the column, in lower case. */
  readonly name: string;

  /**
   * Type of the column in Hive's notation, as in CREATE TABLE: `string`, `bigint`, `array<struct<a:int>>`.
   *
   * The query's own type must be that or one that converts to it: declare `string` for any text.
   */
  readonly type: string;

  /**
   * What the column holds, in up to 255 bytes.
   *
   * @default - no comment
   */
  readonly comment?: string;
}

/** A view over the lake's tables, over external tables and over other views. */
export interface ViewConfig {
  /** Name of the view, in lower case. Names with other characters than letters, digits and `_` must be quoted in queries. */
  readonly name: string;

  /**
   * Database that the view belongs to; tables that its SQL does not qualify are looked up there. It must exist.
   *
   * @default - the lake's database
   */
  readonly database?: string;

  /**
   * The query, a SELECT. `*` is written out when the view is stored.
   *
   * @default - the text of `file`
   */
  readonly sql?: string;

  /**
   * Path of a file with the query: from the configuration's folder, or, in code, from the directory that the app runs in.
   *
   * @default - `sql`
   */
  readonly file?: string;

  /**
   * Whose rights a query of the view uses, and whether the view holds data of its own.
   *
   * @default ViewSecurity.INVOKER
   */
  readonly security?: ViewSecurity;

  /**
   * Declared role whose rights a `definer` view uses, by its short name.
   *
   * @default - none; a definer view must name one
   */
  readonly definer?: string;

  /**
   * Columns of the query's result, in its order.
   *
   * @default - worked out from the query, where the type of every column is known
   */
  readonly columns?: ViewColumn[];

  /**
   * Where the data of an `analytical` view is: `s3://bucket/prefix/`.
   *
   * @default - none; an analytical view must name one
   */
  readonly location?: string;

  /**
   * Roles that may query the view, by their short names; `['*']` means every declared role.
   *
   * @default - none
   */
  readonly select?: string[];

  /**
   * Roles that may refresh an `analytical` view; `['*']` means every declared role.
   *
   * @default - none
   */
  readonly refresh?: string[];

  /**
   * Roles that may alter and drop the view; `['*']` means every declared role.
   *
   * @default - none
   */
  readonly own?: string[];

  /**
   * What the view is for.
   *
   * @default - no comment
   */
  readonly comment?: string;
}
