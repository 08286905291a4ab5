import type { SchemaElement } from 'hyparquet';
import type { TabulatorColumn } from '../../../../lib/tabulator/definition/table-definition';
import { BadFile } from '../bad-file';
import type { AnyColumn } from '../file-target';
import type { ColumnCursor } from './column-cursor';
import type { Conversion } from './conversions';
import { Expanded } from './expanded';
import { isIndexed, type Page, type PageValues, type StoredPage } from './page';
import { understood } from './understood';
import { UnfitValue } from './unfit-value';

/** Appends the rows of a file's column, converted, to one of the block. */
export class ColumnReader {
  private readonly prepared = new WeakMap<PageValues, PageValues>();
  private readonly expanded = new Expanded();
  /** The page under way, as it was read and as it is appended. */
  private page: StoredPage | undefined;
  private ready: Page | undefined;

  /** @param row how many rows of the file come before */
  constructor(
    private readonly declared: TabulatorColumn,
    private readonly column: AnyColumn,
    private readonly cursor: ColumnCursor | undefined,
    private readonly conversion: Conversion | undefined,
    private readonly element: SchemaElement,
    private row: number,
  ) {}

  available(): number | Promise<number> {
    return this.cursor?.available() ?? Number.POSITIVE_INFINITY;
  }

  get bytesARow(): number {
    return this.cursor?.bytesARow ?? 0;
  }

  append(count: number): void {
    const { length } = this.column;
    try {
      if (!this.cursor) this.column.appendNulls(count);
      this.cursor?.take(count, (page, row, value) => this.take(page, row, value, count));
    } catch (error) {
      if (!(error instanceof UnfitValue)) throw error;
      throw new BadFile(
        `column "${this.declared.name}" must be a ${this.declared.type}: ${error.message}`,
        this.row + error.at + 1,
      );
    }
    if (!this.declared.nullable) this.refuseNulls(length, count);
    this.row += count;
  }

  /** After the last row. */
  end(): void {
    this.ready = undefined;
    this.expanded.end();
  }

  private take(page: StoredPage, row: number, value: number, count: number): number {
    const { append } = this.conversion as Conversion;
    return understood(`column "${this.declared.name}"`, () => {
      if (page !== this.page) {
        const converted = this.converted(page);
        this.ready = isIndexed(converted) ? this.expanded.of(converted) : converted;
        this.page = page;
      }
      return append(this.column, this.ready as Page, row, value, count);
    });
  }

  private converted(page: StoredPage): StoredPage {
    const { prepare } = this.conversion as Conversion;
    if (!prepare) return page;
    const values = this.prepared.get(page.values) ?? prepare(page.values, this.element);
    this.prepared.set(page.values, values);
    return { ...page, values };
  }

  private refuseNulls(from: number, count: number): void {
    const at = this.column.validity.bytes.subarray(from, from + count).indexOf(0);
    if (at < 0) return;
    throw new BadFile(`column "${this.declared.name}" is null, and must not be null`, this.row + at + 1);
  }
}
