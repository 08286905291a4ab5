import { lineage, typesOf } from './expectations';

// Types as `X-Trino-Client-Capabilities: PARAMETRIC_DATETIME` makes Trino 476 tell them.
test.each([
  [
    'columns',
    'SELECT a, b, c, dec, day, at, arr, m, s, items FROM t',
    [
      'integer',
      'varchar',
      'double',
      'decimal(10,2)',
      'date',
      'timestamp(3)',
      'array(integer)',
      'map(varchar, double)',
      'row(x integer, y varchar, z row(w double))',
      'array(row(k varchar, v integer))',
    ],
  ],
  [
    'numbers',
    'SELECT 1, 2147483648, -2147483648, 0x1F, 1_000, 1e0, 1.50, .5, 0.05, 10.',
    [
      'integer',
      'bigint',
      'integer',
      'integer',
      'integer',
      'double',
      'decimal(3,2)',
      'decimal(1,1)',
      'decimal(2,2)',
      'decimal(2,0)',
    ],
  ],
  [
    'texts and bytes',
    "SELECT 'it''s', '', U&'caf\\00e9', X'0aff', true, NULL",
    ['varchar(4)', 'varchar(0)', 'varchar(4)', 'varbinary', 'boolean', 'unknown'],
  ],
  [
    'times',
    "SELECT DATE '2020-01-01', TIMESTAMP '2020-01-01 00:00', TIMESTAMP '2020-01-01 00:00:00.123456', TIMESTAMP '2020-01-01 00:00:00 UTC', TIME '01:02:03.4', INTERVAL '2' DAY, INTERVAL '1' YEAR",
    [
      'date',
      'timestamp(0)',
      'timestamp(6)',
      'timestamp(0) with time zone',
      'time(1)',
      'interval day to second',
      'interval year to month',
    ],
  ],
  [
    'the session',
    'SELECT current_date, current_timestamp, localtimestamp(6), current_time, localtime, current_user',
    ['date', 'timestamp(3) with time zone', 'timestamp(6)', 'time(3) with time zone', 'time(3)', 'varchar'],
  ],
  [
    'casts',
    'SELECT CAST(a AS varchar), TRY_CAST(b AS decimal(5,2)), CAST(b AS char(3)), CAST(day AS timestamp(6)), CAST(arr AS array(double)), CAST(b AS json) FROM t',
    ['varchar', 'decimal(5,2)', 'char(3)', 'timestamp(6)', 'array(double)', 'json'],
  ],
  [
    'arithmetic',
    'SELECT a + 1, a + big, a / 2, a + c, dec + 1.5, dec * dec, dec / 3, dec + a, -dec, a % 2 FROM t',
    [
      'integer',
      'bigint',
      'integer',
      'double',
      'decimal(11,2)',
      'decimal(20,4)',
      'decimal(10,2)',
      'decimal(13,2)',
      'decimal(10,2)',
      'integer',
    ],
  ],
  [
    'arithmetic of times',
    "SELECT day + INTERVAL '1' DAY, at - INTERVAL '1' MONTH, at - at, TIMESTAMP '2020-01-01 00:00:00' + INTERVAL '1' DAY, at AT TIME ZONE 'UTC' FROM t",
    ['date', 'timestamp(3)', 'interval day to second', 'timestamp(3)', 'timestamp(3) with time zone'],
  ],
  [
    'texts and arrays joined',
    "SELECT b || 'x', 'a' || 'b', arr || 1, arr || arr, CAST('a' AS char(2)) || CAST('b' AS char(3)) FROM t",
    ['varchar', 'varchar', 'array(integer)', 'array(integer)', 'char(5)'],
  ],
  [
    'choices',
    "SELECT CASE WHEN ok THEN 1 ELSE 2.5 END, CASE a WHEN 1 THEN 'a' ELSE 'bcd' END, COALESCE(b, 'x'), IF(ok, a, big), IF(ok, 'x'), NULLIF(a, 1), GREATEST(a, 1.5) FROM t",
    ['decimal(11,1)', 'varchar(3)', 'varchar', 'bigint', 'varchar(1)', 'integer', 'decimal(11,1)'],
  ],
  [
    'tests',
    "SELECT a > 1, b LIKE 'x', a IN (1, 2), a IS NULL, NOT ok, EXISTS (SELECT 1), a BETWEEN 1 AND 2 FROM t",
    Array(7).fill('boolean'),
  ],
  [
    'nested values',
    "SELECT ROW(1, 'a'), ARRAY[1, 2.5], ARRAY[], MAP(ARRAY['a'], ARRAY[1]), arr[1], m['a'], s.z.w, element_at(items, 1).k FROM t",
    [
      'row(integer, varchar(1))',
      'array(decimal(11,1))',
      'array(unknown)',
      'map(varchar(1), integer)',
      'integer',
      'double',
      'double',
      'varchar',
    ],
  ],
  [
    'aggregates',
    'SELECT count(*), sum(a), sum(dec), sum(c), avg(a), avg(dec), min(b), max_by(b, a), array_agg(a), map_agg(b, a), approx_percentile(c, 0.5), bool_or(ok), count(DISTINCT a) FROM t',
    [
      'bigint',
      'bigint',
      'decimal(38,2)',
      'double',
      'double',
      'decimal(10,2)',
      'varchar',
      'varchar',
      'array(integer)',
      'map(varchar, integer)',
      'double',
      'boolean',
      'bigint',
    ],
  ],
  [
    'window functions',
    'SELECT row_number() OVER (), lag(dec) OVER (ORDER BY a), ntile(4) OVER (ORDER BY a), percent_rank() OVER (ORDER BY a) FROM t',
    ['bigint', 'decimal(10,2)', 'bigint', 'double'],
  ],
  [
    'functions of texts',
    "SELECT regexp_extract(b, 'x'), split(b, ','), json_extract_scalar(b, '$.x'), json_extract(b, '$.x'), length(b), upper('abc'), substr(b, 1), replace('abc', 'b', 'cd'), concat(b, 'x') FROM t",
    ['varchar', 'array(varchar)', 'varchar', 'json', 'bigint', 'varchar(3)', 'varchar', 'varchar(11)', 'varchar'],
  ],
  [
    'functions of times',
    "SELECT date_trunc('month', at), date_add('day', 1, day), date_diff('day', day, current_date), from_unixtime(a), year(day), date(at), date_format(at, '%Y') FROM t",
    ['timestamp(3)', 'date', 'bigint', 'timestamp(3) with time zone', 'bigint', 'date', 'varchar'],
  ],
  [
    'functions of numbers',
    'SELECT round(dec), round(dec, 1), ceil(dec), truncate(dec), abs(a), mod(dec, 1.5), sign(dec), power(a, 2), sqrt(a) FROM t',
    [
      'decimal(9,0)',
      'decimal(11,2)',
      'decimal(9,0)',
      'decimal(8,0)',
      'integer',
      'decimal(3,2)',
      'decimal(1,0)',
      'double',
      'double',
    ],
  ],
  [
    'lambdas',
    'SELECT transform(arr, x -> x * 1.5), filter(arr, x -> x > 1), reduce(arr, 0e0, (p, x) -> p + x, p -> CAST(p AS varchar)), transform(items, i -> i.k), transform_values(m, (k, v) -> k), zip_with(arr, arr, (x, y) -> x + y), any_match(arr, x -> true) FROM t',
    [
      'array(decimal(12,1))',
      'array(integer)',
      'varchar',
      'array(varchar)',
      'map(varchar, varchar)',
      'array(integer)',
      'boolean',
    ],
  ],
  [
    'other forms',
    "SELECT EXTRACT(YEAR FROM day), position('a' IN b), trim(BOTH 'x' FROM b), JSON_VALUE(b, 'lax $.a' RETURNING bigint), JSON_EXISTS(b, 'lax $'), JSON_OBJECT('k': a), listagg(b, ',') WITHIN GROUP (ORDER BY a) FROM t GROUP BY day, b, a",
    ['bigint', 'bigint', 'varchar', 'bigint', 'boolean', 'varchar', 'varchar'],
  ],
  ['set operations', 'SELECT a, 1.5 FROM t UNION SELECT big, 2 FROM t', ['bigint', 'decimal(11,1)']],
  ['values', "SELECT * FROM (VALUES (1, 'a'), (2.5, 'bcd')) AS v (x, y)", ['decimal(11,1)', 'varchar(3)']],
  [
    'unnested',
    'SELECT x, y, z, o FROM t CROSS JOIN UNNEST(arr, m) WITH ORDINALITY AS w (x, y, z, o)',
    ['integer', 'varchar', 'double', 'bigint'],
  ],
  [
    'subqueries',
    'SELECT (SELECT max(secret) FROM u), (SELECT id, z FROM u) FROM t',
    ['varchar', 'row(id integer, z integer)'],
  ],
])('%s', (_, sql, expected) => {
  expect(typesOf(sql)).toEqual(expected);
});

test('what is not known is left out, and with it what follows from it', () => {
  const { columns } = lineage(
    'SELECT regress(a, b) AS w, classify(a, b) AS x, ARRAY[classify(a, b)] AS y, COALESCE(classify(a, b), 1) AS z, count(classify(a, b)) AS n FROM t GROUP BY a, b',
  );
  expect(columns.map(({ name, trinoType }) => [name, trinoType])).toEqual([
    ['w', 'double'],
    ['x', undefined],
    ['y', undefined],
    ['z', undefined],
    ['n', 'bigint'],
  ]);
});

test.each([
  ['classify(a, b)', 'what classify returns is not known (line 1, column 8)'],
  ['ARRAY[1, coalesce(classify(a, b), 1)]', 'what classify returns is not known (line 1, column 26)'],
  ['CASE WHEN ok THEN classify(a, b).x + 1 END', 'what classify returns is not known (line 1, column 26)'],
  ['upper(element_at(split(classify(a, b), b), 1))', 'what classify returns is not known (line 1, column 31)'],
  ['greatest(a, classify(a, b))', 'what classify returns is not known (line 1, column 20)'],
  ['max(q)', 'what classify returns is not known (line 1, column 71)'],
])('the type of %s is not known for a reason that is told', (expression, because) => {
  const from =
    expression === 'max(q)' ? '(SELECT 1 AS padding_for_a_column_further_on, classify(a, b) AS q FROM t)' : 't';
  const [column] = lineage(`SELECT ${expression} AS x FROM ${from}`).columns;
  expect(column.unknownBecause).toBe(because);
});

// docs.aws.amazon.com/athena/latest/ug/data-types.html
test.each([
  ["'x'", 'varchar(1)'],
  ["''", undefined],
  ['a', 'int'],
  ['at', 'timestamp'],
  ['CAST(at AS timestamp(6))', undefined],
  ['current_timestamp', undefined],
  ['CAST(b AS json)', undefined],
  ['uuid()', undefined],
  ["X'00'", 'binary'],
  ['ROW(1)', undefined],
  ['CAST(ROW(1) AS row(p int))', 'struct<p:int>'],
  ['CAST(1 AS real)', 'float'],
  ['NULL', undefined],
  ['localtime', undefined],
  ["INTERVAL '1' DAY", undefined],
  ['m', 'map<string,double>'],
])("Hive's type of %s", (expression, expected) => {
  expect(lineage(`SELECT ${expression} AS x FROM t`).columns[0].hiveType).toBe(expected);
});
