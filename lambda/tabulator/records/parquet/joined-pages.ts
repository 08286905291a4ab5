import type { IndexedPage } from './page';

/** Pages with one dictionary, as one. */
export function joinedPages(pages: readonly IndexedPage[]): IndexedPage {
  if (pages.length === 1) return pages[0];
  const rows = pages.reduce((sum, page) => sum + page.rows, 0);
  const packed = pages.flatMap((page) => page.packed);
  return { rows, values: pages[0].values, packed, defined: joinedDefined(pages, rows) };
}

function joinedDefined(pages: readonly IndexedPage[], rows: number): Uint8Array | undefined {
  if (pages.every(({ defined }) => !defined)) return undefined;
  const all = new Uint8Array(rows).fill(1);
  let at = 0;
  for (const page of pages) {
    if (page.defined) all.set(page.defined, at);
    at += page.rows;
  }
  return all;
}
