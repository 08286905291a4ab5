import { isAscii, isUtf8 } from 'node:buffer';
import { BadFile } from '../bad-file';
import type { BytesColumn } from '../columns/bytes-column';
import type { Append } from './append';

/** Texts and binary values as they are. */
export const appendBytes =
  (isText: boolean): Append<BytesColumn> =>
  (column, page, row, first, count) => {
    const { values, indices } = page;
    if (values.kind !== 'bytes') throw new Error('these are no byte arrays');
    const { starts, ends, most } = values;
    const from = column.length;
    let size = 0;
    if (indices) size = most * count;
    else for (let i = first; i < first + count && i < starts.length; i++) size += ends[i] - starts[i];
    const taken = column.append(values, { first, indices }, count, size, page.defined?.subarray(row, row + count));
    if (isText && !areTexts(column, from)) throw new BadFile('a text is not UTF-8');
    return first + taken;
  };

/** All of them at once, which is fast; then none may begin within a character of the one before. */
function areTexts({ bytes, offsets, length }: BytesColumn, from: number): boolean {
  const end = offsets[length];
  const together = bytes.subarray(offsets[from], end);
  if (isAscii(together)) return true;
  if (!isUtf8(together)) return false;
  for (let i = from; i < length; i++) {
    if (offsets[i] < end && (bytes[offsets[i]] & 0b1100_0000) === 0b1000_0000) return false;
  }
  return true;
}
