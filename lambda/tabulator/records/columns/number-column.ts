import { Bool } from 'apache-arrow';
import { ArrayColumn } from './array-column';
import { packed } from './validity';

type Values = Int8Array | Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array;

/** Numbers of up to 32 bits, floating point ones, days, and truth values as 0 and 1. */
export class NumberColumn extends ArrayColumn<Values> {
  protected override stored(rows: number) {
    return this.type instanceof Bool ? packed(this.values as Uint8Array, rows) : super.stored(rows);
  }
}
