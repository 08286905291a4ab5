/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A piece of a text: where it begins, and its first and last offset (the latter not included). */
export interface Span extends Position {
  readonly start: number;
  readonly end: number;
}
