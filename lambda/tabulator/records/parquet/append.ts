import type { Page } from './page';

/**
 * Appends rows of a page to a column; returns the value after the last it took. Each kind of value gets a loop of its
 * own, without a call or an object for a value.
 */
export type Append<Column> = (column: Column, page: Page, row: number, value: number, count: number) => number;

/** Marks which rows have a value; true if all have. */
export function markDefined(bytes: Uint8Array, at: number, page: Page, row: number, count: number): boolean {
  if (page.defined) bytes.set(page.defined.subarray(row, row + count), at);
  else bytes.fill(1, at, at + count);
  return !page.defined;
}
