/** What one query reads and returns. Names are lower case; base tables only, views are expanded with their whole text. */
export interface Lineage {
  /** In the order of the select list. */
  readonly columns: readonly LineageColumn[];
  /** `database.table#column` of every column read anywhere, hidden ones such as `$path` included; sorted. */
  readonly reads: readonly string[];
  /** `database.table` of every base table, those read without a column too; sorted. */
  readonly tables: readonly string[];
  /** `"catalog"."database"."table"` of every table of another data catalog; sorted. Absent where there is none. */
  readonly federated?: readonly string[];
  /** `database.view` of every view between the query and its base tables; sorted. */
  readonly views: readonly string[];
  /** The query with every `*` of a select list written out: what may be stored. */
  readonly expandedSql: string;
}

/** A column of a query's result. */
export interface LineageColumn {
  readonly name: string;
  /** Absent where the type of the expression is not known, or where Hive has no such type. */
  readonly hiveType?: string;
  /** Absent where the type of the expression is not known. */
  readonly trinoType?: string;
  /** Why it is not, with the place in the text of what it depends on. */
  readonly unknownBecause?: string;
  /** `database.table#column` that the value comes from; sorted. */
  readonly sources: readonly string[];
}
