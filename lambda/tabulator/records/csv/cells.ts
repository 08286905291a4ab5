/** Fields of some rows, as places in their bytes. */
export interface Cells {
  readonly bytes: Buffer;
  readonly rows: number;
  /** Cells a row: as many as were kept of its fields. */
  readonly width: number;
  /** Row by row. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Which of a row's fields become cells. The others are counted. */
export interface KeptFields {
  /** That every row must have. */
  readonly count: number;
  /** Ascending. */
  readonly positions: readonly number[];
}
