import { isUtf8 } from 'node:buffer';
import { BadFile } from '../bad-file';
import type { BytesColumn } from '../columns/bytes-column';
import type { Append } from './append';

/** Texts and binary values as they are. */
export const appendBytes =
  (isText: boolean): Append<BytesColumn> =>
  (column, page, row, value, count) => {
    if (page.values.kind !== 'bytes') throw new Error('these are no byte arrays');
    const { bytes, starts, ends, most } = page.values;
    const { indices, defined } = page;
    const begin = column.offsets[column.length];
    let size = 0;
    if (indices) size = most * count;
    else for (let i = value; i < value + count && i < starts.length; i++) size += ends[i] - starts[i];
    column.reserve(count, size);
    let next = value;
    if (!defined) {
      column.appendAll(bytes, starts, ends, value, count, indices);
      next += count;
    } else
      for (let i = 0; i < count; i++) {
        if (defined[row + i] === 0) {
          column.appendNulls(1);
          continue;
        }
        const at = indices ? indices[next] : next;
        next++;
        column.append(bytes, starts[at], ends[at]);
      }
    if (isText && !isUtf8(column.bytes.subarray(begin, column.offsets[column.length]))) {
      throw new BadFile('a text is not UTF-8');
    }
    return next;
  };
