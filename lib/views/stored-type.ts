import { hiveType } from '../model/hive-types';

/**
 * A type of a query's column as a view keeps it, in Hive's notation: text of any length. Lengths of what functions
 * return differ between versions of the engine, and a column that has become longer makes a view stale.
 *
 * @param trino the type in the engine's notation
 * @param place named in the error if Hive has no such type
 */
export function storedType(trino: string, place?: string): string {
  return hiveType(trino, place).replace(/\bvarchar\(\d+\)/g, 'string');
}
