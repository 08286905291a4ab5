/** `database.table`: what a catalog calls a table or view. A database's name has no dot, a table's may. */
export function relationKey(database: string, name: string): string {
  return `${database}.${name}`.toLowerCase();
}

/** The parts of a key. */
export function fromRelationKey(key: string): { readonly database: string; readonly name: string } {
  const dot = key.indexOf('.');
  return { database: key.slice(0, dot), name: key.slice(dot + 1) };
}
