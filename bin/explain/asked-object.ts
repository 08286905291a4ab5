import type { DecisionObject } from '../../lib/authorization/decide';
import { unknownValue } from '../../lib/model/unknown-value';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import type { SqlCatalog } from '../../lib/sql/sql-catalog';

/**
 * What `--on` and `--columns` name: a view, or a table with the columns that are used of it, which are all where none is
 * named.
 */
export function askedObject(
  on: string,
  columns: string | undefined,
  catalog: SqlCatalog,
  isView: (key: string) => boolean,
): DecisionObject {
  const key = on.toLowerCase();
  const dot = key.indexOf('.');
  const [database, table] = [key.slice(0, dot), key.slice(dot + 1)];
  const known = [...catalog.views.keys(), ...catalog.tables.keys()];
  if (dot < 1 || !known.includes(key)) {
    throw new QuiltAthenaValidationError(unknownValue('table or view', on, known), 'the option --on');
  }
  const own =
    catalog.tables
      .get(key)
      ?.columns.map(({ name }) => name)
      .sort() ?? [];
  if (columns === undefined) return { database, table, columns: isView(key) ? [] : own };
  const named = columns
    .split(',')
    .map((column) => column.trim().toLowerCase())
    .sort();
  const wrong = named.find((column) => own.length > 0 && !own.includes(column) && !column.startsWith('$'));
  if (wrong === undefined) return { database, table, columns: named };
  throw new QuiltAthenaValidationError(unknownValue(`column of ${key}`, wrong, own), 'the option --columns');
}
