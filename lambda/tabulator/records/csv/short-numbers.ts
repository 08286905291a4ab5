import { shortDecimal, shortInteger, shortTruth } from '../values/number-text';
import { shortDay } from '../values/time-text';
import type { Cells } from './cells';

export type ShortNumber = 'decimal' | 'integer' | 'truth' | 'day' | 'none';

let room = new Float64Array(0);

/**
 * A column's fields that can be read from their bytes; NaN for the others, among them empty ones. Each function is called
 * by its name, so that it is compiled into the loop: a call that could be any of them costs an object a value.
 * Valid until the next call.
 */
export function shortNumbers(kind: ShortNumber, { bytes, starts, ends, width, rows }: Cells, position: number) {
  if (rows > room.length) room = new Float64Array(rows);
  const found = room.subarray(0, rows);
  const isDecimal = kind === 'decimal';
  const isInteger = kind === 'integer';
  const isTruth = kind === 'truth';
  if (kind === 'none') return found.fill(Number.NaN);
  for (let i = 0, at = position; i < rows; i++, at += width) {
    const start = starts[at];
    const end = ends[at];
    if (isDecimal) found[i] = shortDecimal(bytes, start, end);
    else if (isInteger) found[i] = shortInteger(bytes, start, end);
    else if (isTruth) found[i] = shortTruth(bytes, start, end);
    else found[i] = shortDay(bytes, start, end);
  }
  return found;
}
