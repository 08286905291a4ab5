import type { RowGroup, SchemaTree } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import type { TabulatorDefinition } from '../../../../lib/tabulator/definition/table-definition';
import type { Part } from '../../splits/piece';
import { BadFile } from '../bad-file';
import { byName } from '../file-columns';
import type { FileContent } from '../file-content';
import type { AnyColumn, FileTarget } from '../file-target';
import { ChunkReader } from './chunk-reader';
import { CODECS } from './codecs';
import { ColumnCursor } from './column-cursor';
import { ColumnReader } from './column-reader';
import type { Conversion } from './conversions';
import { conversionOf, isAlwaysNull, topColumns } from './file-schema';
import { readFooter } from './footer';

/** Of all columns of a row group together; of a wide one each gets less. */
const WINDOWS_BYTES = 32 * 2 ** 20;
const [LEAST_WINDOW, MOST_WINDOW] = [2 ** 18, 2 ** 22];
/** Values of pages with a large dictionary that are in memory at a time, of all columns together. */
const EXPANDED_BYTES = 64 * 2 ** 20;
const MOST_EXPANDED_ROWS = 2 ** 17;
/** Rows appended at a time have about this size, whatever the pages'. */
const STEP_BYTES = 2 ** 20;
const [LEAST_STEP, MOST_STEP] = [16, 8192];

/** A declared column that was asked for and that the file has. */
interface Wanted {
  readonly tree: SchemaTree;
  readonly column: AnyColumn;
  readonly index: number;
  /** None for a column of nulls. */
  readonly conversion?: Conversion;
}

const firstByte = ({ columns }: RowGroup): number => {
  const { dictionary_page_offset, data_page_offset } = columns[0]?.meta_data ?? { data_page_offset: 0n };
  const dictionary = Number(dictionary_page_offset ?? 0);
  return dictionary > 0 ? Math.min(dictionary, Number(data_page_offset)) : Number(data_page_offset);
};

const isIn = (offset: number, part?: Part) =>
  !part || (offset >= part.from && (part.to === undefined || offset < part.to));

/** Rows of a file, by row groups; of a part, of those that begin in it. */
export async function readParquet(
  content: FileContent,
  definition: TabulatorDefinition,
  target: FileTarget,
  part?: Part,
): Promise<void> {
  const metadata = await readFooter(content);
  const trees = topColumns(metadata);
  const found = byName(
    definition,
    trees.map(({ element }) => element.name),
  );
  target.issue = found.issue;
  const wanted = found.positions.flatMap((position, index): Wanted[] => {
    const column = target.columns[index];
    if (position === undefined || !column) return [];
    const tree = trees[position];
    const found = isAlwaysNull(tree) ? undefined : conversionOf(tree, target.declared[index]);
    return [{ tree, column, index, conversion: found }];
  });
  const missing = target.columns.filter((column, index) => column && found.positions[index] === undefined);
  target.isOpened = true;
  let rows = 0;
  for (const group of metadata.row_groups) {
    const count = Number(group.num_rows);
    if (isIn(firstByte(group), part)) {
      const readers = readersOf(content, group, wanted, target, rows);
      await readGroup(count, readers, missing as AnyColumn[], target);
    }
    rows += count;
  }
}

function readersOf(
  content: FileContent,
  group: RowGroup,
  wanted: readonly Wanted[],
  target: FileTarget,
  firstRow: number,
): ColumnReader[] {
  const window = Math.min(MOST_WINDOW, Math.max(LEAST_WINDOW, Math.floor(WINDOWS_BYTES / (wanted.length || 1))));
  const expanded = Math.min(MOST_EXPANDED_ROWS, Math.floor(EXPANDED_BYTES / 8 / (wanted.length || 1)));
  return wanted.map(({ tree, column, index, conversion }) => {
    const declared = target.declared[index];
    if (!conversion) return new ColumnReader(declared, column, undefined, undefined, tree.element, firstRow);
    const { name } = tree.element;
    const chunk = group.columns.find(({ meta_data }) => meta_data?.path_in_schema.join('.') === name)?.meta_data;
    if (!chunk) throw new BadFile(`column "${name}" is missing in a row group`);
    const start = Math.min(
      Number(chunk.dictionary_page_offset || chunk.data_page_offset),
      Number(chunk.data_page_offset),
    );
    const reader = new ChunkReader(content, start, start + Number(chunk.total_compressed_size), window);
    const decoder = {
      pathInSchema: tree.path,
      type: chunk.type,
      element: tree.element,
      schemaPath: [ROOT, tree],
      codec: chunk.codec,
      compressors: CODECS,
      parsers: DEFAULT_PARSERS,
    };
    const cursor = new ColumnCursor(name, reader, decoder, expanded);
    return new ColumnReader(declared, column, cursor, conversion, tree.element, firstRow);
  });
}

/** Stands for the level above, which says nothing of a column at the top. */
const ROOT: SchemaTree = { children: [], count: 1, element: { name: 'root' }, path: [] };

async function readGroup(
  rows: number,
  readers: readonly ColumnReader[],
  missing: readonly AnyColumn[],
  target: FileTarget,
): Promise<void> {
  for (let done = 0; done < rows; ) {
    let count = Math.min(MOST_STEP, rows - done);
    let size = 0;
    for (const reader of readers) {
      count = Math.min(count, await reader.available());
      size += reader.bytesARow;
    }
    if (count === 0) throw new BadFile(`a row group should have ${rows} rows, and a column ends after ${done}`);
    count = Math.min(count, Math.max(LEAST_STEP, Math.floor(STEP_BYTES / (size || 1))));
    for (const reader of readers) reader.append(count);
    for (const column of missing) column.appendNulls(count);
    await target.added(count);
    done += count;
  }
  for (const reader of readers) reader.end();
}
