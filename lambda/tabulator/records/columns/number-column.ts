import { Bool } from 'apache-arrow';
import { ArrayColumn } from './array-column';
import { packed } from './validity';

type Values = Int8Array | Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array;

/** Numbers of up to 32 bits, floating point ones, days, and truth values as 0 and 1. */
export class NumberColumn extends ArrayColumn<Values> {
  override setSafe(row: number, value: number): void {
    this.values[row] = value;
  }

  /** Numbers that the type holds; what it does not, the caller sets after. */
  append(numbers: Float64Array): void {
    this.reserve(numbers.length);
    this.values.set(numbers, this.length);
    this.validity.bytes.fill(1, this.length, this.length + numbers.length);
    this.length += numbers.length;
  }

  protected override stored(rows: number) {
    return this.type instanceof Bool ? packed(this.values as Uint8Array, rows) : super.stored(rows);
  }
}
