import type { LongColumn } from '../columns/long-column';
import { type Append, markDefined } from './append';
import { quotient } from './quotient';
import { UnfitValue } from './unfit-value';

/** 64 bits as they are, or divided. */
export const appendLongs =
  (divisor = 1, isUnsigned = false): Append<LongColumn> =>
  (column, page, row, value, count) => {
    if (page.values.kind !== 'longs') throw new Error('these are no 64-bit numbers');
    const { longs, words } = page.values;
    column.reserve(count);
    const { values, validity, length } = column;
    const isFull = markDefined(validity.bytes, length, page, row, count);
    column.length += count;
    if (isFull && divisor === 1 && !isUnsigned) {
      values.set(longs.subarray(value, value + count), length);
      return value + count;
    }
    const target = column.words;
    let next = value;
    for (let i = 0; i < count; i++) {
      const to = length + i;
      if (!isFull && validity.bytes[to] === 0) {
        target[to * 2] = target[to * 2 + 1] = 0;
        continue;
      }
      const at = next++;
      if (divisor === 1) {
        target[to * 2] = words[at * 2];
        target[to * 2 + 1] = words[at * 2 + 1];
        if (isUnsigned && words[at * 2 + 1] < 0) throw new UnfitValue(BigInt.asUintN(64, longs[at]), i);
      } else column.setSafe(to, quotient(words, at, divisor));
    }
    return next;
  };

/** Small numbers to 64 bits. */
export const appendNumbersAsLongs =
  (convert: (value: number) => number = (value) => value): Append<LongColumn> =>
  (column, page, row, value, count) => {
    if (page.values.kind !== 'numbers') throw new Error('these are no numbers');
    const { numbers } = page.values;
    column.reserve(count);
    const { validity, length } = column;
    const isFull = markDefined(validity.bytes, length, page, row, count);
    column.length += count;
    let next = value;
    for (let i = 0; i < count; i++) {
      const isNull = !isFull && validity.bytes[length + i] === 0;
      column.setSafe(length + i, isNull ? 0 : convert(numbers[next]));
      if (!isNull) next++;
    }
    return next;
  };
