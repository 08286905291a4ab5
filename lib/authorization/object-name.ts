/** A table or view of the Glue catalog. */
export interface ObjectName {
  readonly database: string;
  readonly table: string;
}

/** `database.table`, lower case as Glue stores it; the key of maps and sets. A table's name may itself hold dots. */
export function keyOf({ database, table }: ObjectName): string {
  return `${database}.${table}`.toLowerCase();
}

/** The name of a key. */
export function nameOf(key: string): ObjectName {
  const dot = key.indexOf('.');
  return { database: key.slice(0, dot), table: key.slice(dot + 1) };
}

/** Order of characters, the same on every machine. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorted, without repetition. */
export function sortedSet<T extends string>(items: Iterable<T>): T[] {
  return [...new Set(items)].sort(inOrder);
}
