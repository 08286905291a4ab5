import { Validity } from './validity';

/** What every column does alike, whatever its values are. */
export abstract class Rows {
  length = 0;
  readonly validity = new Validity();

  abstract appendNulls(count: number): void;

  appendDefault(): void {
    this.appendNulls(1);
    this.validity.bytes[this.length - 1] = 1;
  }

  truncate(rows: number): void {
    this.length = rows;
  }
}
