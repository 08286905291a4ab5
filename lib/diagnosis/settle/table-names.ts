/** A table in a database of the Glue Data Catalog. */
export interface TableName {
  readonly database: string;
  readonly table: string;
}

const GLUE_CATALOG = 'awsdatacatalog';

/** `awsdatacatalog.db.table`, as Athena prints it; a table's name may itself contain dots. Nothing for other catalogs. */
export function tableName(printed: string, defaultDatabase?: string): TableName | undefined {
  const parts = printed.split('.');
  if (parts[0]?.toLowerCase() === GLUE_CATALOG && parts.length > 2) {
    return { database: parts[1], table: parts.slice(2).join('.') };
  }
  if (parts.length === 1 && defaultDatabase) return { database: defaultDatabase, table: printed };
  return undefined;
}

/** Names after FROM and JOIN. A hint where to look, not an analysis: a wrong name is not found and decides nothing. */
export function tablesNamedIn(sql: string, defaultDatabase?: string): TableName[] {
  const part = '(?:"(?:[^"]|"")+"|[A-Za-z_][\\w$-]*)';
  const names = sql.matchAll(new RegExp(`\\b(?:from|join)\\s+(${part}(?:\\.${part}){0,2})`, 'gi'));
  return [...names].flatMap(([, name]) => {
    const parts = [...name.matchAll(new RegExp(part, 'g'))].map(([each]) =>
      each.replace(/^"|"$/g, '').replace(/""/g, '"'),
    );
    const [table, database = defaultDatabase] = parts.reverse();
    return database ? [{ database, table: table.toLowerCase() }] : [];
  });
}
