import type { SchemaElement } from 'hyparquet';
import type { TabulatorType } from '../../../../lib/tabulator/definition/table-definition';
import { RANGES } from '../values/ranges';
import type { Append } from './append';
import { appendBytes } from './append-bytes';
import { appendLongs, appendNumbersAsLongs } from './append-longs';
import { appendLongsAsNumbers, appendNumbers } from './append-numbers';
import type { PageValues } from './page';
import { decimals, halves, singles, uuids } from './prepared-values';
import { type StoredType, storedType } from './stored-type';

/** How values of a file's column become those of a declared one. */
export interface Conversion {
  // biome-ignore lint/suspicious/noExplicitAny: which column goes with which conversion is what the tables say
  readonly append: Append<any>;
  /** Done to a page's values, or a dictionary's, before they are appended. */
  readonly prepare?: (values: PageValues, element: SchemaElement) => PageValues;
}

type Table = Partial<Readonly<Record<StoredType, Conversion>>>;

const DAY_MS = 86_400_000;
const unsigned = (value: number) => value >>> 0;
const ANY = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
/** A new one each time: each is compiled for the one type it is used for. */
const anyNumber = () => ({ append: appendNumbers(...ANY) });

const whole = ([least, most]: readonly [number, number]): Table => ({
  int: { append: appendNumbers(least, most) },
  uint: { append: appendNumbers(least, most, unsigned) },
  long: { append: appendLongsAsNumbers(least, most) },
  ulong: { append: appendLongsAsNumbers(least, most, (value) => (value < 0 ? value + 2 ** 64 : value)) },
});

const floating = (): Table => ({
  int: anyNumber(),
  uint: { append: appendNumbers(...ANY, unsigned) },
  long: { append: appendLongsAsNumbers(...ANY) },
  ulong: { append: appendLongsAsNumbers(...ANY, (value) => (value < 0 ? value + 2 ** 64 : value)) },
  float: anyNumber(),
  double: anyNumber(),
  half: { ...anyNumber(), prepare: halves },
  decimal: { ...anyNumber(), prepare: decimals },
});

const text = { append: appendBytes(true) };
const binary = { append: appendBytes(false) };

const CONVERSIONS: Readonly<Record<TabulatorType, Table>> = {
  BOOLEAN: { boolean: anyNumber() },
  TINYINT: whole(RANGES.TINYINT),
  SMALLINT: whole(RANGES.SMALLINT),
  INT: whole(RANGES.INT),
  BIGINT: {
    int: { append: appendNumbersAsLongs() },
    uint: { append: appendNumbersAsLongs(unsigned) },
    long: { append: appendLongs() },
    ulong: { append: appendLongs(1, true) },
  },
  FLOAT: { ...floating(), double: { ...anyNumber(), prepare: singles } },
  DOUBLE: floating(),
  STRING: { text, bytes: text, uuid: { ...text, prepare: uuids } },
  BINARY: { text: binary, bytes: binary, fixed: binary, uuid: binary },
  DATE: { date: anyNumber() },
  TIMESTAMP: {
    milliseconds: { append: appendLongs() },
    microseconds: { append: appendLongs(1000) },
    nanoseconds: { append: appendLongs(1_000_000) },
    date: { append: appendNumbersAsLongs((days) => days * DAY_MS) },
  },
};

/** Undefined where the types do not go together. */
export function conversion(element: SchemaElement, type: TabulatorType): Conversion | undefined {
  const stored = storedType(element);
  return stored && CONVERSIONS[type][stored];
}
