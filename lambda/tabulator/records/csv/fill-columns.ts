import type { TabulatorColumn, TabulatorType } from '../../../../lib/tabulator/definition/table-definition';
import { BadFile } from '../bad-file';
import type { BytesColumn } from '../columns/bytes-column';
import type { LongColumn } from '../columns/long-column';
import type { NumberColumn } from '../columns/number-column';
import type { AnyColumn } from '../file-target';
import { decimal, integer, shortDecimal, shortInteger, shortTruth } from '../values/number-text';
import { BIGINT_RANGE, RANGES } from '../values/ranges';
import { days, milliseconds, shortDay } from '../values/time-text';
import type { Cells } from './cells';

/** Fields of one column: the first row's, and how far it is to the next. */
interface Fields {
  readonly cells: Cells;
  readonly position: number;
  readonly declared: TabulatorColumn;
  /** Number of the first row in its file. */
  readonly row: number;
}

const SHOWN = 100;
const { NEGATIVE_INFINITY, POSITIVE_INFINITY } = Number;

type Fill = (fields: Fields, column: AnyColumn) => void;

function unfit({ cells, position, declared, row }: Fields, i: number): BadFile {
  const at = i * cells.width + position;
  const text = cells.bytes.toString('utf8', cells.starts[at], cells.ends[at]);
  const found = JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
  return text === ''
    ? new BadFile(`column "${declared.name}" is empty, and must not be null`, row + i)
    : new BadFile(`column "${declared.name}" must be a ${declared.type}, found ${found}`, row + i);
}

type Fast = (bytes: Uint8Array, start: number, end: number) => number;

/**
 * Fields of a type whose values are numbers. `fast` reads most of them from their bytes and gives NaN for the others,
 * which `read` reads; undefined is for what is none. A function for each type, which is compiled for that one alone.
 */
const numbers =
  (fast: Fast, read: (text: string) => number | undefined, least = NEGATIVE_INFINITY, most = POSITIVE_INFINITY): Fill =>
  (fields, target) => {
    const column = target as NumberColumn;
    const { cells, position, declared } = fields;
    const { bytes, starts, ends, width, rows } = cells;
    column.reserve(rows);
    const { values, validity, length } = column;
    for (let i = 0, at = position; i < rows; i++, at += width) {
      const start = starts[at];
      const end = ends[at];
      if (start === end) {
        if (!declared.nullable) throw unfit(fields, i);
        values[length + i] = 0;
        validity.bytes[length + i] = 0;
        continue;
      }
      let value: number | undefined = fast(bytes, start, end);
      if (Number.isNaN(value)) value = read(bytes.toString('utf8', start, end));
      if (value === undefined || value < least || value > most) throw unfit(fields, i);
      values[length + i] = value;
      validity.bytes[length + i] = 1;
    }
    column.length += rows;
  };

const longs =
  (fast: Fast, read: (text: string) => bigint | undefined): Fill =>
  (fields, target) => {
    const column = target as LongColumn;
    const { cells, position, declared } = fields;
    const { bytes, starts, ends, width, rows } = cells;
    column.reserve(rows);
    const { values, validity, length } = column;
    for (let i = 0, at = position; i < rows; i++, at += width) {
      const start = starts[at];
      const end = ends[at];
      validity.bytes[length + i] = start === end ? 0 : 1;
      if (start === end) {
        if (!declared.nullable) throw unfit(fields, i);
        values[length + i] = 0n;
        continue;
      }
      const short = fast(bytes, start, end);
      if (!Number.isNaN(short)) {
        column.setSafe(length + i, short);
        continue;
      }
      const value = read(bytes.toString('utf8', start, end));
      if (value === undefined || value < BIGINT_RANGE[0] || value > BIGINT_RANGE[1]) throw unfit(fields, i);
      values[length + i] = value;
    }
    column.length += rows;
  };

/** An empty field is null, as in DataFusion's reader of CSV; where null is not allowed, it is an empty text. */
function texts({ cells, position, declared }: Fields, column: BytesColumn): void {
  const { starts, ends, width, rows } = cells;
  let size = 0;
  for (let i = 0, at = position; i < rows; i++, at += width) size += ends[at] - starts[at];
  column.append(cells, { first: position, step: width }, rows, size);
  if (!declared.nullable) return;
  const { validity, offsets, length } = column;
  for (let row = length - rows; row < length; row++) if (offsets[row] === offsets[row + 1]) validity.bytes[row] = 0;
}

const TRUTH: Readonly<Record<string, number>> = { true: 1, false: 0, t: 1, f: 0, '1': 1, '0': 0 };
const none = () => Number.NaN;

const small = (text: string) => {
  const value = integer(text);
  return value === undefined ? undefined : Number(value);
};
/** Too large a number must not become infinite; one that says so may. */
const isOverflow = (value: number, text: string) => !Number.isFinite(value) && /\d/.test(text);
const double = (text: string) => {
  const value = decimal(text);
  return value === undefined || isOverflow(value, text) ? undefined : value;
};
const float = (text: string) => {
  const value = double(text);
  return value === undefined || isOverflow(Math.fround(value), text) ? undefined : value;
};
const asLong = (value: number | undefined) => (value === undefined ? undefined : BigInt(value));

const FILLS: Readonly<Record<TabulatorType, Fill>> = {
  BOOLEAN: numbers(shortTruth, (text) => TRUTH[text.trim().toLowerCase()]),
  TINYINT: numbers(shortInteger, small, ...RANGES.TINYINT),
  SMALLINT: numbers(shortInteger, small, ...RANGES.SMALLINT),
  INT: numbers(shortInteger, small, ...RANGES.INT),
  BIGINT: longs(shortInteger, integer),
  FLOAT: numbers(shortDecimal, float),
  DOUBLE: numbers(shortDecimal, double),
  STRING: (fields, column) => texts(fields, column as BytesColumn),
  BINARY: (fields, column) => texts(fields, column as BytesColumn),
  DATE: numbers(shortDay, days),
  TIMESTAMP: longs(none, (text) => asLong(milliseconds(text))),
};

/** Appends a column's fields, each as its declared type. */
export const fillColumn = (fields: Fields, column: AnyColumn): void => FILLS[fields.declared.type](fields, column);
