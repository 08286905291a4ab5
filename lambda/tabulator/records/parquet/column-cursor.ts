import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import type { ColumnDecoder, PageHeader } from 'hyparquet/src/types.js';
import { BadFile } from '../bad-file';
import type { ChunkReader } from './chunk-reader';
import { decodeDataPage } from './data-page';
import { joinedPages } from './joined-pages';
import { type IndexedPage, isIndexed, type PageValues, type StoredPage } from './page';
import { plainValues, withRoom } from './plain-values';
import { understood } from './understood';

/** Enough for any page's header. */
const HEADER = 2 ** 16;
/** What a damaged file, or one made for it, could claim. */
const MOST_BYTES_A_PAGE = 2 ** 28;

/** From here on a dictionary may have left the processor's cache when the next page needs it. */
const LARGE_DICTIONARY = 2 ** 16;

/** Of numbers: only they are looked up all at once. */
function isLarge(dictionary: PageValues): boolean {
  if (dictionary.kind === 'bytes') return false;
  return (dictionary.kind === 'longs' ? dictionary.longs : dictionary.numbers).byteLength >= LARGE_DICTIONARY;
}

/** Or more, where the bytes are more than rows need, so that memory is bounded whatever a page says. */
const rowsOf = ({ rows, packed }: IndexedPage) => Math.max(rows, packed[0].bytes.length / Int32Array.BYTES_PER_ELEMENT);

/** Goes through the rows of one column of a row group, page by page. */
export class ColumnCursor {
  private dictionary: PageValues | undefined;
  private page: StoredPage | undefined;
  /** Read, but no part of the page under way. */
  private following: StoredPage | undefined;
  /** Rows of the page, and those of them with a value, that were passed. */
  private row = 0;
  private value = 0;

  /** @param mostRows of pages with a large dictionary that are read at once, but for the last page */
  constructor(
    private readonly name: string,
    private readonly reader: ChunkReader,
    private readonly decoder: ColumnDecoder,
    private readonly mostRows: number,
  ) {}

  /** The rows that can be had at once, none at the end. */
  async available(): Promise<number> {
    while (!this.page || this.row === this.page.rows) {
      if (!this.following && this.reader.remaining <= 0) return 0;
      this.page = await this.nextPages();
      [this.row, this.value] = [0, 0];
    }
    return this.page.rows - this.row;
  }

  /** Of the page under way, about. */
  get bytesARow(): number {
    const { values } = this.page ?? {};
    if (values?.kind !== 'bytes') return 8;
    return this.page?.packed ? values.most : 4 + values.bytes.length / Math.max(1, values.starts.length);
  }

  /** Hands over rows: the page, the first row, and the first value. */
  take(count: number, append: (page: StoredPage, row: number, value: number, count: number) => number): void {
    if (!this.page) return;
    this.value = append(this.page, this.row, this.value, count);
    this.row += count;
  }

  /** As many with one large dictionary as may be, while it is in the processor's cache. */
  private async nextPages(): Promise<StoredPage | undefined> {
    const page = this.following ?? (await this.nextPage());
    this.following = undefined;
    if (!page || !isIndexed(page) || !isLarge(page.values)) return page;
    const pages = [page];
    for (let read = rowsOf(page); read < this.mostRows && this.reader.remaining > 0; ) {
      const next = await this.nextPage();
      if (!next) continue;
      if (!isIndexed(next) || next.values !== page.values) {
        this.following = next;
        break;
      }
      pages.push(next);
      read += rowsOf(next);
    }
    return joinedPages(pages);
  }

  private async nextPage(): Promise<StoredPage | undefined> {
    const what = `a page of column "${this.name}"`;
    const head = await this.reader.peek(HEADER);
    const reader = { view: new DataView(head.buffer, head.byteOffset, head.byteLength), offset: 0 };
    const header = understood(what, () => parquetHeader(reader));
    if (!(header.uncompressed_page_size <= MOST_BYTES_A_PAGE)) {
      throw new BadFile(`${what} has ${header.uncompressed_page_size} bytes, and may have ${MOST_BYTES_A_PAGE}`);
    }
    this.reader.skip(reader.offset);
    const bytes = await this.reader.next(header.compressed_page_size);
    return understood(what, () => this.decode(bytes, header));
  }

  private decode(bytes: Buffer, header: PageHeader): StoredPage | undefined {
    if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
      return decodeDataPage(bytes, header, this.decoder, this.dictionary);
    }
    if (header.type === 'DICTIONARY_PAGE') {
      const { type, element, codec, compressors } = this.decoder;
      const page = decompressPage(bytes, header.uncompressed_page_size, codec, compressors);
      const count = header.dictionary_page_header?.num_values ?? 0;
      this.dictionary = withRoom(plainValues(type, page, 0, count, element.type_length));
    }
    return undefined;
  }
}
