import type { Query } from './corpus';

/** A column of the test lake, or an expression, of every type that an operator might take. */
const OPERANDS: readonly string[] = [
  ...['c_int', 'c_double', 'c_small_dec', 'c_string', 'c_bool', 'c_date', 'c_ts', 'CAST(c_ts AS time)'],
  ...["INTERVAL '1' DAY", "INTERVAL '1' MONTH", "json_parse('1')", 'ARRAY[c_int]'],
];

/** Each operator between each two types: those that there are, and the many that there are not. */
export function operatorQueries(): Query[] {
  return OPERANDS.flatMap((left) =>
    OPERANDS.flatMap((right) =>
      ['+', '-', '*', '/', '%', '||', '='].map((operator) => ({
        name: `${left} ${operator} ${right}`,
        sql: `SELECT ${left} ${operator} ${right} AS x FROM every_type`,
        schema: 'shapes',
      })),
    ),
  );
}
