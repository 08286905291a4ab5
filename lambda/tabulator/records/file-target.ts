import type { TabulatorColumn } from '../../../lib/tabulator/definition/table-definition';
import type { BytesColumn } from './columns/bytes-column';
import type { LongColumn } from './columns/long-column';
import type { NumberColumn } from './columns/number-column';

export type AnyColumn = NumberColumn | LongColumn | BytesColumn;

/** Takes the rows of one file. */
export interface FileTarget {
  /** The requested ones of the declared columns, by their place in the declaration; the others are not decoded. */
  readonly columns: readonly (AnyColumn | undefined)[];
  readonly declared: readonly TabulatorColumn[];
  /** Said in `$issue` of the rows that follow. */
  issue?: string;
  /** Set once the file as a whole fits the table, so that what is wrong from then on is wrong with what is being read. */
  isOpened?: boolean;
  /** After each requested column got as many values. */
  added(rows: number): Promise<void>;
}
