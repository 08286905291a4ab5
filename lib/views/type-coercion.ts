import { converts } from '../sql/types/coercion';
import type { SqlType } from '../sql/types/sql-type';
import { parsedType } from '../sql/types/type-parser';

/**
 * Whether the engine takes a query's column for the one stored with the view (trinodb/trino: StatementAnalyzer.java,
 * checkViewStaleness).
 *
 * @param returned type of the query's column, as Trino writes it
 * @param stored type of the view's column, as Trino writes it
 */
export function convertsTo(returned: string, stored: string): boolean {
  const [from, to] = [parsedType(returned), parsedType(stored)];
  // A type that is not known here is left to the engine.
  return from === undefined || to === undefined || converts(from, to);
}

/** Whole numbers from narrow to wide, with the decimal that holds all values of each. */
const WHOLE: readonly [trino: string, hive: string, decimal: string][] = [
  ['tinyint', 'tinyint', 'decimal(3,0)'],
  ['smallint', 'smallint', 'decimal(5,0)'],
  ['integer', 'int', 'decimal(10,0)'],
  ['bigint', 'bigint', 'decimal(19,0)'],
];

/** Types, as Hive writes them, that a column of a type may be declared with instead. */
export function widerTypes(trino: string): string[] {
  const type: SqlType | undefined = parsedType(trino);
  if (type?.kind === 'varchar') return ['string'];
  if (type?.kind === 'decimal') return ['double'];
  if (type?.kind !== 'simple') return [];
  if (type.name === 'date') return ['timestamp'];
  if (type.name === 'real') return ['double'];
  const rank = WHOLE.findIndex(([name]) => name === type.name);
  if (rank < 0) return [];
  return [...WHOLE.slice(rank + 1).map(([, hive]) => hive), WHOLE[rank][2], 'float', 'double'];
}
