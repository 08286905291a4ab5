/** Types without parameters, Hive → Trino (docs.aws.amazon.com/athena/latest/ug/data-types.html). */
export const SIMPLE: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  int: 'integer',
  bigint: 'bigint',
  float: 'real',
  double: 'double',
  string: 'varchar',
  binary: 'varbinary',
  date: 'date',
  timestamp: 'timestamp(3)',
};

/** One notation: how it brackets, what it calls things, and what the other lacks. */
export interface Dialect {
  readonly name: string;
  readonly other: string;
  readonly open: string;
  readonly close: string;
  readonly struct: string;
  /** Every spelling of a type without parameters → its Hive name. */
  readonly simple: ReadonlyMap<string, string>;
  /** Precision and scale of a bare `decimal`. */
  readonly decimal: readonly [number, number];
  /** Types the other side lacks → what to do about it. */
  readonly refused: ReadonlyMap<string, string>;
}

export const HIVE: Dialect = {
  name: 'Hive',
  other: 'Trino',
  open: '<',
  close: '>',
  struct: 'struct',
  simple: new Map([...Object.keys(SIMPLE).map((name): [string, string] => [name, name]), ['integer', 'int']]),
  decimal: [10, 0],
  refused: new Map([
    ['uniontype', 'use a struct with one field for each alternative'],
    ['void', 'use string'],
  ]),
};

const AS_TEXT = 'cast it in the view, for example CAST(x AS varchar)';
const AS_BYTES = 'cast it in the view, for example CAST(x AS varbinary)';
export const AS_TIMESTAMP = 'cast it in the view, for example CAST(x AS timestamp(3))';

export const TRINO: Dialect = {
  name: 'Trino',
  other: 'Hive',
  open: '(',
  close: ')',
  struct: 'row',
  simple: new Map([
    ...Object.entries(SIMPLE).map(([hive, trino]): [string, string] => [trino, hive]),
    ['int', 'int'],
    ['timestamp', 'timestamp'],
  ]),
  decimal: [38, 0],
  refused: new Map([
    ['json', 'cast it in the view, for example json_format(x)'],
    ['uuid', AS_TEXT],
    ['ipaddress', AS_TEXT],
    ['time', AS_TEXT],
    ['interval', AS_TEXT],
    ['unknown', AS_TEXT],
    ['geometry', 'cast it in the view, for example ST_AsText(x)'],
    ['hyperloglog', AS_BYTES],
    ['p4hyperloglog', AS_BYTES],
    ['qdigest', AS_BYTES],
    ['tdigest', AS_BYTES],
    ['setdigest', AS_BYTES],
    ['float', 'use real'],
    ['string', 'use varchar'],
    ['binary', 'use varbinary'],
  ]),
};
