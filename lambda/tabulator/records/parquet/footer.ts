import type { FileMetaData } from 'hyparquet';
import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { BadFile } from '../bad-file';
import type { FileContent } from '../file-content';
import { understood } from './understood';

/** Most footers fit. */
const FIRST_READ = 64 * 1024;
/** The footer's length and the magic bytes. */
const END = 8;

/** What a file says of its columns and row groups, at its end. */
export async function readFooter(content: FileContent): Promise<FileMetaData> {
  let { bytes, size } = await content.tail(FIRST_READ);
  const magic = bytes.toString('latin1', bytes.length - 4);
  if (size === 0) throw new BadFile('the file is empty');
  if (magic === 'PARE') throw new BadFile('the file is encrypted');
  if (size < END || magic !== 'PAR1') {
    throw new BadFile(
      `the file does not end as Parquet files do; it is another format or was cut off at ${size} bytes`,
    );
  }
  const length = bytes.readUInt32LE(bytes.length - END) + END;
  if (length > size) throw new BadFile(`the footer should have ${length} bytes, and the file has ${size}`);
  if (length > bytes.length) ({ bytes } = await content.tail(length));
  const metadata = understood('the footer', () => parquetMetadata(bytes, { geoparquet: false }));
  if (metadata.row_groups.some(({ columns }) => columns.some((each) => each.crypto_metadata || !each.meta_data))) {
    throw new BadFile('the file has encrypted columns');
  }
  return metadata;
}
