import type { TabulatorColumn, TabulatorType } from '../../../../lib/tabulator/definition/table-definition';
import { BadFile } from '../bad-file';
import type { BytesColumn } from '../columns/bytes-column';
import type { LongColumn } from '../columns/long-column';
import type { NumberColumn } from '../columns/number-column';
import type { AnyColumn } from '../file-target';
import { decimal, integer } from '../values/number-text';
import { BIGINT_RANGE, RANGES } from '../values/ranges';
import { days, milliseconds } from '../values/time-text';
import type { Cells } from './cells';
import { type ShortNumber, shortNumbers } from './short-numbers';

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

/**
 * Fields of a type whose values are numbers: most are read from their bytes, and the others by `read`, which gives
 * undefined for what is none.
 */
const numbers =
  (
    kind: ShortNumber,
    read: (text: string) => number | bigint | undefined,
    least = NEGATIVE_INFINITY,
    most = POSITIVE_INFINITY,
  ): Fill =>
  (fields, target) => {
    const column = target as NumberColumn | LongColumn;
    const { cells, position, declared } = fields;
    const { bytes, starts, ends, width, rows } = cells;
    const { length } = column;
    const short = shortNumbers(kind, cells, position);
    column.append(short);
    const { values, validity } = column;
    for (let i = 0; i < rows; i++) {
      if (short[i] >= least && short[i] <= most) continue;
      const at = i * width + position;
      const isEmpty = starts[at] === ends[at];
      const value = isEmpty ? undefined : read(bytes.toString('utf8', starts[at], ends[at]));
      if (isEmpty && declared.nullable) {
        column.setSafe(length + i, 0);
        validity.bytes[length + i] = 0;
      } else if (value === undefined || value < least || value > most) throw unfit(fields, i);
      else values[length + i] = value as never;
    }
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
const long = (text: string) => {
  const value = integer(text);
  return value === undefined || value < BIGINT_RANGE[0] || value > BIGINT_RANGE[1] ? undefined : value;
};
const asLong = (value: number | undefined) => (value === undefined ? undefined : BigInt(value));

const FILLS: Readonly<Record<TabulatorType, Fill>> = {
  BOOLEAN: numbers('truth', (text) => TRUTH[text.trim().toLowerCase()]),
  TINYINT: numbers('integer', small, ...RANGES.TINYINT),
  SMALLINT: numbers('integer', small, ...RANGES.SMALLINT),
  INT: numbers('integer', small, ...RANGES.INT),
  BIGINT: numbers('integer', long),
  FLOAT: numbers('decimal', float),
  DOUBLE: numbers('decimal', double),
  STRING: (fields, column) => texts(fields, column as BytesColumn),
  BINARY: (fields, column) => texts(fields, column as BytesColumn),
  DATE: numbers('day', days),
  TIMESTAMP: numbers('none', (text) => asLong(milliseconds(text))),
};

/** Appends a column's fields, each as its declared type. */
export const fillColumn = (fields: Fields, column: AnyColumn): void => FILLS[fields.declared.type](fields, column);
