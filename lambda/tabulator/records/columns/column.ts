import type { Data } from 'apache-arrow';

/** Values of one column of the block being filled, in the form in which Arrow sends them. */
export interface Column {
  readonly length: number;
  /** Bytes of the values, about. */
  readonly size: number;
  appendNulls(count: number): void;
  /** What a column that must not be null says in a row without values: 0, false or an empty text. */
  appendDefault(): void;
  truncate(rows: number): void;
  dropFirst(rows: number): void;
  /** The first rows; valid until the column changes. */
  data(rows: number): Data;
}
