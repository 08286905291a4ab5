import type { Dice } from './dice';
import type { Kind } from './fields';
import type { Scope } from './scope';
import { correlated } from './subqueries';

/** An expression of a kind; deep ones have others inside. */
export function expression(dice: Dice, scope: Scope, kind: Kind, depth: number): string {
  const column = scope.reference(dice, kind);
  if (column !== undefined && (depth <= 0 || dice.percent(45))) return column;
  if (depth <= 0) return literal(dice, kind);
  const text = dice.one(FORMS[kind])({
    dice,
    scope,
    of: (other) => expression(dice, scope, other, depth - 1),
    lambda: (parameter, itsKind, result) =>
      expression(dice, scope.with({ name: parameter, kind: itsKind }), result, Math.min(depth - 1, 1)),
  });
  return text ?? column ?? literal(dice, kind);
}

interface Parts {
  readonly dice: Dice;
  readonly scope: Scope;
  readonly of: (kind: Kind) => string;
  readonly lambda: (parameter: string, itsKind: Kind, result: Kind) => string;
}

type Form = (parts: Parts) => string | undefined;

const LITERALS: Readonly<Record<Kind, readonly string[]>> = {
  number: ['1', '42', '2.5', '1e3', '99999999999'],
  text: ["'x'", "'a longer text'", "''"],
  date: ["DATE '2024-05-06'", 'current_date'],
  time: ["TIMESTAMP '2024-05-06 07:08:09'"],
  flag: ['true', 'false'],
  numbers: ['ARRAY[1, 2, 3]'],
  texts: ["ARRAY['x', 'yz']"],
  items: ["ARRAY[CAST(ROW('x', 1, 2.5) AS row(sku varchar, qty integer, price decimal(9,2)))]"],
  address: ["CAST(ROW('s', 'c', ROW(1e0, 2e0)) AS row(street varchar, city varchar, geo row(lat double, lon double)))"],
  map: ["MAP(ARRAY['x'], ARRAY['y'])"],
};

function literal(dice: Dice, kind: Kind): string {
  return dice.one(LITERALS[kind]);
}

/** A parameter's name: often one that a column has, too. */
const parameterIn = (dice: Dice) => dice.one(['x', 'a', 'k', 'item', 'b']);

const FORMS: Readonly<Record<Kind, readonly Form[]>> = {
  number: [
    ({ of, dice }) => `(${of('number')} ${dice.one(['+', '-'])} ${of('number')})`,
    ({ of, dice }) => `${of('number')} ${dice.one(['* 2', '% 7', '/ 3'])}`,
    ({ of }) => `length(${of('text')})`,
    ({ of }) => `cardinality(${of('numbers')})`,
    ({ of }) => `coalesce(${of('number')}, ${of('number')})`,
    ({ of }) => `CASE WHEN ${of('flag')} THEN ${of('number')} ELSE ${of('number')} END`,
    ({ of }) => `if(${of('flag')}, ${of('number')}, ${of('number')})`,
    ({ of }) => `TRY_CAST(${of('text')} AS bigint)`,
    ({ of }) => `extract(YEAR FROM ${of('date')})`,
    ({ of, dice }) => `${of('items')}[1].${dice.one(['qty', 'price'])}`,
    ({ of, dice }) => `(${of('address')}).geo.${dice.one(['lat', 'lon'])}`,
    ({ of, dice, lambda }) => {
      const x = parameterIn(dice);
      return `reduce(${of('numbers')}, 0, (s, ${x}) -> s + length(${lambda(x, 'number', 'text')}), s -> s)`;
    },
    ({ dice, scope }) => correlated(dice, scope, 'number'),
  ],
  text: [
    ({ of }) => `${of('text')} || ${of('text')}`,
    ({ of, dice }) => `${dice.one(['lower', 'upper', 'trim', 'reverse'])}(${of('text')})`,
    ({ of }) => `substr(${of('text')}, 1, 3)`,
    ({ of }) => `CAST(${of('number')} AS varchar)`,
    ({ of, dice }) => `(${of('address')}).${dice.one(['city', 'street'])}`,
    ({ of }) => `element_at(${of('map')}, ${of('text')})`,
    ({ of }) => `element_at(${of('texts')}, 1)`,
    ({ of }) => `array_join(${of('texts')}, ',')`,
    ({ of }) => `json_extract_scalar(${of('text')}, '$.a')`,
    ({ of }) => `CASE ${of('text')} WHEN 'x' THEN ${of('text')} END`,
    ({ of }) => `nullif(${of('text')}, ${of('text')})`,
    ({ dice, scope }) => correlated(dice, scope, 'text'),
  ],
  date: [
    ({ of }) => `${of('date')} + INTERVAL '1' DAY`,
    ({ of }) => `CAST(${of('time')} AS date)`,
    ({ of }) => `date_trunc('month', ${of('date')})`,
  ],
  time: [({ of }) => `${of('time')} - INTERVAL '2' HOUR`, ({ of }) => `CAST(${of('date')} AS timestamp)`],
  flag: [
    ({ of, dice }) => `${of('number')} ${dice.one(['=', '<', '>=', '<>'])} ${of('number')}`,
    ({ of }) => `${of('text')} LIKE '%x%'`,
    ({ of }) => `${of('date')} IS NOT NULL`,
    ({ of, dice }) => `(${of('flag')} ${dice.one(['AND', 'OR'])} ${of('flag')})`,
    ({ of }) => `NOT (${of('flag')})`,
    ({ of }) => `${of('number')} BETWEEN ${of('number')} AND ${of('number')}`,
    ({ of }) => `${of('text')} IN (${of('text')}, ${of('text')})`,
    ({ of }) => `${of('text')} IS DISTINCT FROM ${of('text')}`,
    ({ of, dice, lambda }) => {
      const x = parameterIn(dice);
      return `any_match(${of('texts')}, ${x} -> ${lambda(x, 'text', 'flag')})`;
    },
    ({ dice, scope }) => correlated(dice, scope, 'flag'),
  ],
  numbers: [
    ({ of, dice, lambda }) => {
      const x = parameterIn(dice);
      return `filter(${of('numbers')}, ${x} -> ${lambda(x, 'number', 'flag')})`;
    },
    ({ of, dice, lambda }) => {
      const x = parameterIn(dice);
      return `transform(${of('texts')}, ${x} -> length(${lambda(x, 'text', 'text')}))`;
    },
  ],
  texts: [
    ({ of, dice, lambda }) => {
      const x = parameterIn(dice);
      return `transform(${of('numbers')}, ${x} -> ${lambda(x, 'number', 'text')})`;
    },
    ({ of }) => `split(${of('text')}, ',')`,
    ({ of }) => `map_keys(${of('map')})`,
    ({ of }) => `transform(${of('items')}, i -> i.sku)`,
  ],
  items: [({ of }) => `filter(${of('items')}, i -> i.sku = ${of('text')} OR i.qty > 1)`],
  address: [({ of }) => `coalesce(${of('address')}, ${of('address')})`],
  map: [({ of }) => `map_filter(${of('map')}, (k, v) -> v <> k OR k = ${of('text')})`],
};
