/** Texts or binary values as places in their bytes. */
export interface ByteValues {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The longest. */
  readonly most: number;
}

export type NumberValues = Int32Array | Uint8Array | Float32Array | Float64Array;

/** Values as they are stored, before they become the column's type. */
export type PageValues =
  | { readonly kind: 'numbers'; readonly numbers: NumberValues }
  /** 64 bits each, lower half first. */
  | { readonly kind: 'longs'; readonly longs: BigInt64Array; readonly words: Int32Array }
  | ({ readonly kind: 'bytes' } & ByteValues);

/** Some rows of one column. */
export interface Page {
  readonly rows: number;
  /** A 1 for each row with a value; without it all have one. */
  readonly defined?: Uint8Array;
  readonly values: PageValues;
  /** Of a page with a dictionary, which value each is; numbers are appended without. */
  readonly indices?: Int32Array;
}

export const longValues = (longs: BigInt64Array): PageValues => ({
  kind: 'longs',
  longs,
  words: new Int32Array(longs.buffer, longs.byteOffset, longs.length * 2),
});
