import { everyFunction, isFromPlugin, kindOf, signaturesOf } from '../../../lib/sql/functions/known-functions';
import type { Signature, TypePattern } from '../../../lib/sql/functions/signature';
import type { Query } from './corpus';
import { Dice } from './random/dice';

/** A value of every type that a function might be given: columns of the test lake, and expressions. */
const GIVEN: readonly string[] = [
  ...['c_tiny', 'c_small', 'c_int', 'c_big', 'c_real', 'c_double', 'c_dec', 'c_small_dec', 'c_char', 'c_varchar'],
  ...['c_string', 'c_bin', 'c_bool', 'c_date', 'c_ts', 'CAST(c_ts AS time)', "c_ts AT TIME ZONE 'UTC'", 'NULL', '1.5'],
  ...["INTERVAL '1' DAY", "INTERVAL '1' MONTH", "json_parse('1')", 'ARRAY[c_int]', 'ARRAY[c_string]', 'ARRAY[NULL]'],
  ...['ARRAY[ARRAY[c_double]]', 'MAP(ARRAY[c_string], ARRAY[c_int])', 'ARRAY[ROW(c_int, c_string)]', 'ROW(1, 2)'],
];

/** What a parameter takes; a variable is bound to whole numbers, a lambda answers what it has to. */
function fitting({ name, variable, inner }: TypePattern): string {
  if (variable) return 'c_int';
  switch (name) {
    case 'function': {
      const parameters = inner.slice(0, -1).map((_, i) => `p${i}`);
      return `(${parameters.join(', ')}) -> ${fitting(inner[inner.length - 1])}`;
    }
    case 'array':
      return `ARRAY[${fitting(inner[0])}]`;
    case 'map':
      return `MAP(ARRAY[${fitting(inner[0])}], ARRAY[${fitting(inner[1])}])`;
    case 'row':
      return `ROW(${inner.map(fitting).join(', ')})`;
    case 'joniregexp':
    case 'codepoints':
    case 'jsonpath':
      return "'$.a'";
    case 'varchar':
      return "'a'";
    case 'decimal':
      return 'c_small_dec';
    case 'qdigest':
      return `CAST(NULL AS qdigest(${inner[0].variable ? 'bigint' : inner[0].name}))`;
    case 'unknown':
      return 'NULL';
    default:
      return `CAST(NULL AS ${written(name)})`;
  }
}

/** `timestamp with time zone` is how a cast writes it, too; only the precision is left out. */
const written = (name: string) => (name === 'char' ? 'char(3)' : name);

/** The parser says what they take. */
const WITH_A_GRAMMAR: readonly string[] = ['listagg', 'normalize'];

/** Each way of calling each function, with each argument in turn replaced by a value of each type: some so many of them. */
export function argumentQueries(seed: number, most: number): Query[] {
  const names = everyFunction().filter((name) => !isFromPlugin(name) && !WITH_A_GRAMMAR.includes(name));
  const ways = names.flatMap((name) => signaturesOf(name).flatMap((signature) => variants(name, signature)));
  const all = [...new Set(ways)];
  const dice = new Dice(seed);
  const chosen = all.length <= most ? all : all.filter(() => dice.below(all.length) < most);
  return chosen.map((call) => ({ name: call, sql: `SELECT ${call} AS x FROM every_type`, schema: 'shapes' }));
}

function variants(name: string, signature: Signature): string[] {
  const parameters = signature.variadic ? [...signature.parameters, ...signature.parameters] : signature.parameters;
  const given = parameters.map(fitting);
  const around = kindOf(name) === 'window' ? ' OVER (ORDER BY c_int)' : '';
  const call = (operands: readonly string[]) => `${name}(${operands.join(', ')})${around}`;
  const others = parameters.flatMap((parameter, i) =>
    parameter.name === 'function' ? [] : GIVEN.map((other) => call(given.with(i, other))),
  );
  return [call(given), ...others];
}
