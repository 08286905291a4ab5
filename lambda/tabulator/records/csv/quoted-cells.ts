import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { BadFile } from '../bad-file';
import type { Cells } from './cells';
import { MOST_BYTES_A_ROW, ragged } from './plain-cells';

function records(bytes: Buffer, delimiter: string, ending: readonly string[], row: number): string[][] {
  const options = {
    delimiter,
    record_delimiter: [...ending],
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: MOST_BYTES_A_ROW,
  };
  try {
    return parse(bytes, options) as unknown as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Lines are those of these bytes, not of the file.
    const reason = error.message.replace(/,? (at|on) line \d+/, '');
    throw new BadFile(`${reason} (${error.code})`, row + Number(error.records ?? 0));
  }
}

/** Whole rows of which some have quotes, taken apart by csv-parse. */
export function quotedCells(
  bytes: Buffer,
  delimiter: string,
  ending: readonly string[],
  row: number,
  expected?: number,
): Cells {
  const rows = records(bytes, delimiter, ending, row);
  const width = expected ?? rows[0]?.length ?? 0;
  const [starts, ends] = [new Int32Array(rows.length * width), new Int32Array(rows.length * width)];
  // Unquoted, nothing gets longer.
  const text = Buffer.allocUnsafe(bytes.length);
  let [cell, at] = [0, 0];
  rows.forEach((record, i) => {
    if (record.length !== width) throw ragged(width, record.length, row + i);
    for (const field of record) {
      starts[cell] = at;
      at += text.write(field, at);
      ends[cell++] = at;
    }
  });
  return { bytes: text, rows: rows.length, width, starts, ends };
}
