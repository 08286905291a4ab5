import { isUtf8 } from 'node:buffer';
import type { TabulatorDefinition } from '../../../../lib/tabulator/definition/table-definition';
import { BadFile } from '../bad-file';
import { byName, byPosition, type FoundColumns } from '../file-columns';
import type { FileTarget } from '../file-target';
import { badLine } from './bad-bytes';
import { CellScanner } from './cell-scanner';
import type { Cells, KeptFields } from './cells';
import { decoded } from './decoded';
import { fillColumn } from './fill-columns';
import { parsedCells } from './parsed-cells';
import { rowPieces } from './row-pieces';

type CsvParser = Extract<TabulatorDefinition['parser'], { readonly format: 'csv' }>;

/** What a row or a quoted text ends with delimits no fields for the scanner. */
const isScanned = (delimiter: string) => Buffer.byteLength(delimiter) === 1 && !'"\r\n'.includes(delimiter);

const names = ({ bytes, starts, ends, width }: Cells) =>
  Array.from({ length: width }, (_, i) => bytes.toString('utf8', starts[i], ends[i]));

const withoutFirst = (cells: Cells): Cells => ({
  ...cells,
  rows: cells.rows - 1,
  starts: cells.starts.subarray(cells.width),
  ends: cells.ends.subarray(cells.width),
});

/** Those that are requested, and found. */
function keptFields(found: FoundColumns, target: FileTarget, count: number): KeptFields {
  const positions = found.positions.filter((position, i) => position !== undefined && target.columns[i]);
  return { count, positions: [...new Set(positions as number[])].sort((a, b) => a - b) };
}

/**
 * Rows of a file of separated values.
 * @param wholePiece how many bytes are read at once, at least
 */
export async function readCsv(
  chunks: AsyncIterable<Buffer>,
  definition: TabulatorDefinition,
  target: FileTarget,
  wholePiece?: number,
): Promise<void> {
  const { delimiter, header } = definition.parser as CsvParser;
  const scanner = isScanned(delimiter) ? new CellScanner(delimiter.charCodeAt(0)) : undefined;
  let found: FoundColumns | undefined;
  // Of the first cells all fields are kept.
  let kept: KeptFields | undefined;
  // Rows count from 1, without the header.
  let row = header ? 0 : 1;
  const take = async (all: Cells) => {
    if (all.rows === 0) return;
    const isFirst = kept === undefined;
    if (!found) {
      found = header ? byName(definition, names(all)) : byPosition(definition, all.width);
      target.issue = found.issue;
    }
    kept ??= keptFields(found, target, all.width);
    const { positions } = kept;
    const cells = isFirst && header ? withoutFirst(all) : all;
    if (isFirst && header) row++;
    const places = isFirst
      ? found.positions
      : found.positions.map((each) => (each === undefined ? undefined : positions.indexOf(each)));
    fill(cells, places, target, row);
    row += cells.rows;
    await target.added(cells.rows);
  };
  for await (const { bytes, endings } of rowPieces(decoded(chunks), wholePiece)) {
    let rest: Buffer | undefined = bytes;
    const scanned = endings.includes('\n') ? scanner : undefined;
    if (!isUtf8(bytes)) {
      const { start, lines } = badLine(bytes, endings[0].charCodeAt(endings[0].length - 1));
      // A row may have several lines, and empty lines are none: only the scanner knows.
      const rows = scanned ? scanned.read(bytes.subarray(0, start), row, kept).rows : lines;
      throw new BadFile('the text is not UTF-8', row + rows);
    }
    if (scanned) {
      const cells = scanned.read(bytes, row, kept);
      rest = cells.rest;
      await take(cells);
    }
    if (rest) await take(parsedCells(rest, delimiter, endings, row, kept));
  }
  // A file without even a header has no columns.
  if (!found && header) byName(definition, []);
}

function fill(cells: Cells, places: readonly (number | undefined)[], target: FileTarget, row: number): void {
  target.columns.forEach((column, i) => {
    const position = places[i];
    if (!column) return;
    if (position === undefined) column.appendNulls(cells.rows);
    else fillColumn({ cells, position, declared: target.declared[i], row }, column);
  });
}
