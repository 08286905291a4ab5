import { isUtf8 } from 'node:buffer';
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
    const begin = column.offsets[column.length];
    let size = 0;
    if (indices) size = most * count;
    else for (let i = first; i < first + count && i < starts.length; i++) size += ends[i] - starts[i];
    const taken = column.append(values, { first, indices }, count, size, page.defined?.subarray(row, row + count));
    if (isText && !isUtf8(column.bytes.subarray(begin, column.offsets[column.length]))) {
      throw new BadFile('a text is not UTF-8');
    }
    return first + taken;
  };
