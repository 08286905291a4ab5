import fc from 'fast-check';
import { argumentProblem } from '../../lib/sql/functions/argument-types';
import { everyFunction, isFromPlugin, kindOf, signaturesOf } from '../../lib/sql/functions/known-functions';
import { parameterOf } from '../../lib/sql/functions/signature-binding';
import { arrayOf, OPAQUE, type SqlType, simple, UNKNOWN } from '../../lib/sql/types/sql-type';
import { parsedType } from '../../lib/sql/types/type-parser';
import { lineage, refusalOf } from './expectations';

// Trino 476 refuses each: FUNCTION_NOT_FOUND, "Unexpected parameters (...) for function ...", at the call.
test.each([
  ['a number for a text', 'SELECT lower(a) AS x FROM t', '1:14 argument 1 of lower must be char or varchar, found int'],
  ['a text for a number', 'SELECT abs(b) AS x FROM t', '1:12 argument 1 of abs must be bigint, decimal, double, '],
  ['the second of two', 'SELECT split(b, a) AS x FROM t', '1:17 argument 2 of split must be varchar, found integer'],
  ['a text for a moment', "SELECT date_add('day', 1, b) AS x FROM t", '1:27 argument 3 of date_add must be date, time'],
  ['a text for a map', 'SELECT map_keys(b) AS x FROM t', '1:17 argument 1 of map_keys must be map(any type, any type)'],
  ['a number among texts', 'SELECT array_join(arr, 1) AS x FROM t', '1:24 argument 2 of array_join must be varchar'],
  ['what the array does not hold', "SELECT contains(arr, 'x') AS x FROM t", '1:17 argument 1 of contains must be '],
  [
    'a pattern that is none',
    'SELECT regexp_like(b, a) AS x FROM t',
    '1:23 argument 2 of regexp_like must be varchar, found',
  ],
  [
    'a number as JSON',
    "SELECT json_extract_scalar(a, '$.x') AS x FROM t",
    'argument 1 of json_extract_scalar must be json or',
  ],
  ['a narrower number', 'SELECT repeat(b, c) AS x FROM t', '1:18 argument 2 of repeat must be bigint, found double'],
  ['a text in an aggregate', 'SELECT sum(b) AS x FROM t', '1:12 argument 1 of sum must be bigint, decimal, double, '],
  ['a text in a window', 'SELECT ntile(b) OVER (ORDER BY a) AS x FROM t', '1:14 argument 1 of ntile must be bigint'],
  ['a text beside a lambda', 'SELECT transform(b, e -> e) AS x FROM t', '1:18 argument 1 of transform must be array('],
  [
    'two at once',
    'SELECT power(b, day) AS x FROM t',
    '1:8 power must be given (double, double), found (varchar, date)',
  ],
])('refuses %s', (_, sql, expected) => {
  expect(refusalOf(sql)).toContain(expected);
  expect(refusalOf(sql)).toContain('CAST');
});

// Trino 476 accepts each: io/trino/type/TypeCoercion.java has its conversions.
test.each([
  ['a text with a length', 'SELECT lower(CAST(b AS varchar(3))) AS x FROM t'],
  ['a text of fixed length', 'SELECT lower(CAST(b AS char(3))) AS x FROM t'],
  ['a text of fixed length as a pattern', "SELECT regexp_like(b, CAST('a' AS char(1))) AS x FROM t"],
  ['a narrower whole number', 'SELECT bitwise_and(a, CAST(1 AS tinyint)) AS x FROM t'],
  ['a whole number as a floating one', 'SELECT power(a, big) AS x FROM t'],
  ['a decimal as a floating one', 'SELECT sqrt(dec) AS x FROM t'],
  ['a date as a timestamp', "SELECT date_format(day, '%Y') AS x FROM t"],
  ['a timestamp as one with a zone', 'SELECT to_unixtime(at) AS x FROM t'],
  ['a way that is not shown', "SELECT at_timezone(now(), INTERVAL '1' HOUR) AS x FROM t"],
  ['NULL', 'SELECT lower(NULL) AS x, split(b, NULL) AS y, array_join(NULL, NULL) AS z FROM t'],
  ['an empty array', 'SELECT contains(ARRAY[], a) AS x FROM t'],
  ['an array of narrower numbers', 'SELECT concat(arr, ARRAY[big]) AS x FROM t'],
  ['structs with names', 'SELECT map_from_entries(items) AS x FROM t'],
  ['a digest', 'SELECT value_at_quantile(merge(q), 0.5) AS x FROM (SELECT qdigest_agg(c) AS q FROM t)'],
  ['a function of a plugin', "SELECT to_char(CAST(at AS timestamp(6)), 'yyyy') AS x FROM t"],
])('accepts %s', (_, sql) => {
  expect(lineage(sql).columns[0].name).toBe('x');
});

const known = everyFunction().filter((name) => kindOf(name) !== 'form' && !isFromPlugin(name));
const called = fc
  .constantFrom(...known.flatMap((name) => signaturesOf(name).map((signature) => ({ name, signature }))))
  .filter(({ signature }) => signature.parameters.length > 0);
const open = fc.constantFrom<SqlType>(OPAQUE, UNKNOWN);

test('what is not known, and NULL, are taken by every way of calling every function', () => {
  fc.assert(
    fc.property(called, fc.infiniteStream(open), ({ name, signature }, types) => {
      const given = signature.parameters.map(({ name }) => (name === 'function' ? undefined : types.next().value));
      expect(argumentProblem(name, given)).toBeUndefined();
    }),
  );
});

test('an array of what is not known may be any array', () => {
  for (const { name, index } of known.flatMap((name) =>
    signaturesOf(name).flatMap(({ parameters }) =>
      parameters.flatMap((each, index) => (each.name === 'array' ? { name, index } : [])),
    ),
  )) {
    const signature = signaturesOf(name).find(({ parameters }) => parameters[index]?.name === 'array');
    const given = signature?.parameters.map((each): SqlType | undefined =>
      each.name === 'function' ? undefined : OPAQUE,
    );
    expect(argumentProblem(name, given?.with(index, arrayOf(OPAQUE)) ?? [])).toBeUndefined();
  }
});

test('no function takes a type that is none of its parameters', () => {
  fc.assert(
    fc.property(called, ({ name, signature }) => {
      const { parameters } = signature;
      const nobodys = simple('p4hyperloglog');
      const at = parameters.findIndex((_, i) => signaturesOf(name).every((each) => !mayBe(parameterOf(each, i))));
      fc.pre(at >= 0);
      const given = parameters.map((each): SqlType | undefined => (each.name === 'function' ? undefined : OPAQUE));
      expect(argumentProblem(name, given.with(at, nobodys))?.problem).toContain('p4hyperloglog');
    }),
  );
  function mayBe(pattern: ReturnType<typeof parameterOf> | undefined): boolean {
    return pattern === undefined || pattern.variable || ['hyperloglog', 'function'].includes(pattern.name);
  }
});

test('numbers of two decimals are one decimal that holds both', () => {
  const [a, b] = [parsedType('decimal(5,2)'), parsedType('decimal(4,4)')];
  expect(argumentProblem('mod', [a, b])).toBeUndefined();
  expect(argumentProblem('greatest', [a, b])).toBeUndefined();
});

// Trino 476: a date becomes a timestamp(0) (createTimestampType(0) in TypeCoercion.java).
test('a date that is taken for a timestamp has no fractions of seconds', () => {
  const [column] = lineage("SELECT with_timezone(day, 'UTC') AS x FROM t").columns;
  expect(column.trinoType).toBe('timestamp(0) with time zone');
});

// Trino 476: NULL becomes a decimal(1,0).
test('NULL beside a decimal is one of a single digit', () => {
  const [column] = lineage('SELECT mod(CAST(dec AS decimal(5,2)), NULL) AS x FROM t').columns;
  expect(column.trinoType).toBe('decimal(3,2)');
});
