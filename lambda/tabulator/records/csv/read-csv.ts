import { isUtf8 } from 'node:buffer';
import type { TabulatorDefinition } from '../../../../lib/tabulator/definition/table-definition';
import { BadFile } from '../bad-file';
import { byName, byPosition, type FoundColumns } from '../file-columns';
import type { FileTarget } from '../file-target';
import type { Cells } from './cells';
import { decoded } from './decoded';
import { fillColumn } from './fill-columns';
import { PlainCells } from './plain-cells';
import { quotedCells } from './quoted-cells';
import { byQuotes } from './quoted-part';
import { type RowPiece, rowPieces } from './row-pieces';

type CsvParser = Extract<TabulatorDefinition['parser'], { readonly format: 'csv' }>;

const names = ({ bytes, starts, ends, width }: Cells) =>
  Array.from({ length: width }, (_, i) => bytes.toString('utf8', starts[i], ends[i]));

const withoutFirst = (cells: Cells): Cells => ({
  ...cells,
  rows: cells.rows - 1,
  starts: cells.starts.subarray(cells.width),
  ends: cells.ends.subarray(cells.width),
});

/** The line in which a text stops being UTF-8. */
function lineOfBadBytes(bytes: Buffer): number {
  let [line, start] = [0, 0];
  for (let end = bytes.indexOf(10); end >= 0 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(10, start)) {
    start = end + 1;
    line++;
  }
  return line;
}

/** Rows of a file of separated values. */
export async function readCsv(
  chunks: AsyncIterable<Buffer>,
  definition: TabulatorDefinition,
  target: FileTarget,
): Promise<void> {
  const { delimiter, header } = definition.parser as CsvParser;
  const plain = new PlainCells();
  const byte = Buffer.byteLength(delimiter) === 1 ? delimiter.charCodeAt(0) : undefined;
  let found: FoundColumns | undefined;
  let width: number | undefined;
  // Rows count from 1, without the header.
  let row = header ? 0 : 1;
  const take = async ({ bytes, hasQuotes, endings }: RowPiece) => {
    if (!isUtf8(bytes)) throw new BadFile('the text is not UTF-8', row + lineOfBadBytes(bytes));
    const isPlain = !hasQuotes && byte !== undefined && endings.includes('\n');
    let cells = isPlain ? plain.read(bytes, byte, row, width) : quotedCells(bytes, delimiter, endings, row, width);
    if (cells.rows === 0) return;
    width = cells.width;
    if (!found) {
      found = header ? byName(definition, names(cells)) : byPosition(definition, width);
      target.issue = found.issue;
      if (header) {
        cells = withoutFirst(cells);
        row++;
      }
    }
    fill(cells, found, target, row);
    row += cells.rows;
    await target.added(cells.rows);
  };
  for await (const piece of rowPieces(decoded(chunks))) for (const part of byQuotes(piece)) await take(part);
  // A file without even a header has no columns.
  if (!found && header) byName(definition, []);
}

function fill(cells: Cells, found: FoundColumns, target: FileTarget, row: number): void {
  target.columns.forEach((column, i) => {
    const position = found.positions[i];
    if (!column) return;
    if (position === undefined) column.appendNulls(cells.rows);
    else fillColumn({ cells, position, declared: target.declared[i], row }, column);
  });
}
