import type { NumberColumn } from '../columns/number-column';
import { type Append, markDefined } from './append';
import type { NumberValues } from './page';
import { quotient } from './quotient';
import { UnfitValue } from './unfit-value';

/** Whether bounds leave out no value of an array's type. */
const fitsAll = (numbers: NumberValues, least: number, most: number) =>
  (least === Number.NEGATIVE_INFINITY && most === Number.POSITIVE_INFINITY) ||
  (numbers instanceof Int32Array && least <= -(2 ** 31) && most >= 2 ** 31 - 1);

/** Numbers of up to 32 bits and floating point ones, within bounds. */
export const appendNumbers =
  (least: number, most: number, convert?: (value: number) => number): Append<NumberColumn> =>
  (column, page, row, value, count) => {
    if (page.values.kind !== 'numbers') throw new Error('these are no numbers');
    const { numbers } = page.values;
    column.reserve(count);
    const { values, validity, length } = column;
    const isFull = markDefined(validity.bytes, length, page, row, count);
    column.length += count;
    const isUnbounded = !convert && fitsAll(numbers, least, most);
    if (isFull && isUnbounded) {
      values.set(numbers.subarray(value, value + count), length);
      return value + count;
    }
    let next = value;
    for (let i = 0; i < count; i++) {
      if (!isFull && validity.bytes[length + i] === 0) {
        values[length + i] = 0;
        continue;
      }
      let number = numbers[next];
      next++;
      if (convert) number = convert(number);
      if (number < least || number > most) throw new UnfitValue(number, i);
      values[length + i] = number;
    }
    return next;
  };

/** 64 bits to numbers, within bounds. */
export const appendLongsAsNumbers =
  (least: number, most: number, convert: (value: number) => number = (value) => value): Append<NumberColumn> =>
  (column, page, row, value, count) => {
    if (page.values.kind !== 'longs') throw new Error('these are no 64-bit numbers');
    const { words } = page.values;
    column.reserve(count);
    const { values, validity, length } = column;
    const isFull = markDefined(validity.bytes, length, page, row, count);
    column.length += count;
    let next = value;
    for (let i = 0; i < count; i++) {
      if (!isFull && validity.bytes[length + i] === 0) {
        values[length + i] = 0;
        continue;
      }
      const number = convert(quotient(words, next, 1));
      next++;
      if (number < least || number > most) throw new UnfitValue(number, i);
      values[length + i] = number;
    }
    return next;
  };
