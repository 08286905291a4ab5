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
interface Rows {
  readonly rows: number;
  /** A 1 for each row with a value; without it all have one. */
  readonly defined?: Uint8Array;
  readonly values: PageValues;
}

/** With the values in their order; or, of texts with a dictionary, which one each is. */
export interface Page extends Rows {
  readonly indices?: Int32Array;
}

/** As it was read: with the values in their order, or with a dictionary's and which one each is. */
export interface StoredPage extends Rows {
  readonly packed?: readonly PackedIndices[];
}

export type IndexedPage = StoredPage & Required<Pick<StoredPage, 'packed'>>;

/** A dictionary's indices in runs and packed bits; of 0 bits all are 0. */
export interface PackedIndices {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly width: number;
  readonly count: number;
}

export const isIndexed = (page: StoredPage): page is IndexedPage => page.packed !== undefined;

export const longValues = (longs: BigInt64Array): PageValues => ({
  kind: 'longs',
  longs,
  words: new Int32Array(longs.buffer, longs.byteOffset, longs.length * 2),
});

export function lengthOf(values: PageValues): number {
  if (values.kind === 'bytes') return values.starts.length;
  return values.kind === 'longs' ? values.longs.length : values.numbers.length;
}
