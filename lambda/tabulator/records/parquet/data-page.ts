import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import type { ColumnDecoder, PageHeader } from 'hyparquet/src/types.js';
import type { PackedIndices, PageValues, StoredPage } from './page';
import { asTheyAre } from './picked-values';
import { pageValues, plainValues } from './plain-values';
import { readRuns } from './run-lengths';

/** Whether one run says of all rows that they have a value, as it does in most pages. */
function isFull(bytes: Uint8Array, start: number, rows: number): boolean {
  let [at, count, scale] = [start, 0, 1];
  for (; bytes[at] & 0x80; at++, scale *= 128) count += (bytes[at] & 0x7f) * scale;
  count += bytes[at] * scale;
  return count % 2 === 0 && count / 2 >= rows && bytes[at + 1] === 1;
}

/** Which rows have a value, and how many; undefined where all have. */
function definedRows(bytes: Uint8Array, start: number, rows: number): { defined?: Uint8Array; count: number } {
  if (isFull(bytes, start, rows)) return { count: rows };
  const defined = new Uint8Array(rows);
  readRuns(bytes, start, 1, rows, asTheyAre(defined));
  if (!defined.includes(0)) return { count: rows };
  let count = 0;
  for (let i = 0; i < rows; i++) count += defined[i];
  return { defined, count };
}

/** A page's levels and where its values begin. */
interface Opened {
  readonly encoding: string;
  readonly rows: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly defined?: Uint8Array;
  readonly count: number;
}

function openV1(bytes: Uint8Array, header: PageHeader, decoder: ColumnDecoder, isOptional: boolean): Opened {
  const { num_values: rows, encoding } = header.data_page_header ?? { num_values: 0, encoding: 'PLAIN' };
  const page = decompressPage(bytes, header.uncompressed_page_size, decoder.codec, decoder.compressors);
  if (!isOptional) return { encoding, rows, bytes: page, start: 0, count: rows };
  const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
  return { encoding, rows, bytes: page, start: 4 + length, ...definedRows(page, 4, rows) };
}

function openV2(bytes: Uint8Array, header: PageHeader, decoder: ColumnDecoder, isOptional: boolean): Opened {
  const version2 = header.data_page_header_v2;
  if (!version2) throw new Error('the page has no header');
  const { num_values: rows, encoding, definition_levels_byte_length: levels } = version2;
  const start = levels + version2.repetition_levels_byte_length;
  const size = header.uncompressed_page_size - start;
  const values = bytes.subarray(start);
  const isCompressed = version2.is_compressed !== false && size > 0;
  const page = isCompressed ? decompressPage(values, size, decoder.codec, decoder.compressors) : values;
  const found = isOptional && levels > 0 ? definedRows(bytes, start - levels, rows) : { count: rows };
  return { encoding, rows, bytes: page, start: 0, ...found };
}

/** The encodings of nearly every file are read here into arrays of one type; hyparquet reads the others, value by value. */
export function decodeDataPage(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  dictionary: PageValues | undefined,
): StoredPage {
  const isOptional = decoder.element.repetition_type !== 'REQUIRED';
  const isV2 = header.type === 'DATA_PAGE_V2';
  const opened = (isV2 ? openV2 : openV1)(bytes, header, decoder, isOptional);
  const { rows, defined, count, encoding } = opened;
  if (encoding === 'PLAIN') {
    const { type_length } = decoder.element;
    return { rows, defined, values: plainValues(decoder.type, opened.bytes, opened.start, count, type_length) };
  }
  if (encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY') {
    if (!dictionary) throw new Error('its dictionary is missing');
    return { rows, defined, values: dictionary, packed: [indicesOf(opened)] };
  }
  const { dataPage } =
    isV2 || !header.data_page_header
      ? readDataPageV2(bytes, header, decoder)
      : readDataPage(opened.bytes, header.data_page_header, decoder);
  if (dataPage.length < count) throw new Error(`${count - dataPage.length} of ${count} values are missing`);
  return { rows, defined, values: pageValues(decoder.type, dataPage) };
}

function indicesOf({ bytes, start, count }: Opened): PackedIndices {
  const width = count > 0 ? bytes[start] : 0;
  if (width === undefined) throw new Error(`${count} of ${count} values are missing`);
  if (width > 32) throw new Error(`its indices have ${width} bits`);
  return { bytes, start: start + 1, width, count };
}
