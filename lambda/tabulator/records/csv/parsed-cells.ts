import { CsvError, parse } from 'csv-parse/sync';
import { BadFile } from '../bad-file';
import { MOST_BYTES_A_ROW, ragged } from './bad-row';
import type { Cells, KeptFields } from './cells';

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

/** Whole rows taken apart by csv-parse: what the scanner of cells does not understand, or csv-parse neither. */
export function parsedCells(
  bytes: Buffer,
  delimiter: string,
  ending: readonly string[],
  row: number,
  kept?: KeptFields,
): Cells {
  const rows = records(bytes, delimiter, ending, row);
  const count = kept?.count ?? rows[0]?.length ?? 0;
  const positions = kept?.positions ?? Array.from({ length: count }, (_, i) => i);
  const width = positions.length;
  const [starts, ends] = [new Int32Array(rows.length * width), new Int32Array(rows.length * width)];
  // Unquoted, nothing gets longer.
  const text = Buffer.allocUnsafe(bytes.length);
  let [cell, at] = [0, 0];
  rows.forEach((record, i) => {
    if (record.length !== count) throw ragged(count, record.length, row + i);
    for (const position of positions) {
      starts[cell] = at;
      at += text.write(record[position], at);
      ends[cell++] = at;
    }
  });
  return { bytes: text, rows: rows.length, width, starts, ends };
}
