/** An identifier in a query: `"my-bucket_packages-view"`. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `"database"."table"` in a query. */
export function quoteTable(database: string, table: string): string {
  return `${quoteIdentifier(database)}.${quoteIdentifier(table)}`;
}

/** An identifier in a DDL statement (`DESCRIBE`, `SHOW`, `DROP`), which Athena hands to Hive's parser. */
export function quoteForDdl(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A string in a query: package names and keys come from whoever writes to the bucket. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
