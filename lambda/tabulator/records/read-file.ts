import { ConnectorError } from '../connector-error';
import { type ObjectStore, ObjectUnavailable } from '../object-store';
import { physicalPlace } from '../packages/physical-key';
import type { Table } from '../tables/table';
import { BadFile } from './bad-file';
import type { BlockColumns } from './block-columns';
import { readCsv } from './csv/read-csv';
import { type FileContent, remoteContent } from './file-content';
import { FileWriter } from './file-writer';
import type { Output } from './output';
import { readParquet } from './parquet/read-parquet';
import type { SplitFile } from './split-files';

/** Only what the connector serves: its role may be able to read more. */
function contentOf(store: ObjectStore, table: Table, { entry }: SplitFile): FileContent {
  const place = physicalPlace(entry.physicalKey);
  if (!place) throw new BadFile(`its physical key ${JSON.stringify(entry.physicalKey)} is no place in S3`);
  if (!table.served.has(place.bucket)) {
    throw new BadFile(`it is in bucket "${place.bucket}", which this connector does not serve`);
  }
  return remoteContent(store, place, entry.bytes);
}

/**
 * All rows of a file, or none: a file that cannot be read ends the query, or becomes one row that says why if the table
 * goes on after errors.
 */
export async function readFile(
  store: ObjectStore,
  table: Table,
  file: SplitFile,
  columns: BlockColumns,
  output: Output,
): Promise<void> {
  const { definition } = table;
  const writer = new FileWriter(table, file, columns, output);
  output.begin();
  try {
    const content = contentOf(store, table, file);
    if (definition.parser.format === 'csv') await readCsv(content.stream(), definition, writer);
    else await readParquet(content, definition, writer, file.part);
  } catch (error) {
    if (!(error instanceof BadFile) && !(error instanceof ObjectUnavailable)) throw error;
    const { entry, packageName } = file;
    if (!definition.continueOnError) {
      throw new ConnectorError(
        `${entry.logicalKey} of package ${packageName} (${entry.physicalKey}) does not fit table "${table.name}": ` +
          `${error.message}; correct the file or the table, or set continue_on_error`,
      );
    }
    await output.takeBack();
    // What is wrong with the whole file, every call that reads a part of it finds: the first one says it.
    if (!file.part || file.part.from === 0 || writer.isOpened) await writer.addIssue(error.message);
  }
}
