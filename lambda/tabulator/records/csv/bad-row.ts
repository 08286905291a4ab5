import { BadFile } from '../bad-file';

/** Athena takes no longer row. */
export const MOST_BYTES_A_ROW = 16 * 2 ** 20;

export const tooLong = (row?: number) => new BadFile(`it has more than ${MOST_BYTES_A_ROW} bytes`, row);

export const ragged = (expected: number, found: number, row: number) =>
  new BadFile(`it has ${found} field${found === 1 ? '' : 's'} where the first has ${expected}`, row);
