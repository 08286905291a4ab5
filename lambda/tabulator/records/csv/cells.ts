/** Fields of some rows, as places in their bytes. */
export interface Cells {
  readonly bytes: Buffer;
  readonly rows: number;
  /** Fields a row. */
  readonly width: number;
  /** Row by row. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}
