import type { RowPiece } from './row-pieces';

const [LINE_FEED, QUOTE] = [10, 34];

/**
 * Only what stands between the first and the last quote needs a parser: of whole rows, those before and those behind are
 * as plain as in a file without any.
 */
export function* byQuotes(piece: RowPiece): Iterable<RowPiece> {
  const { bytes, hasQuotes, endings } = piece;
  if (!hasQuotes || !endings.includes('\n')) {
    yield piece;
    return;
  }
  const first = bytes.lastIndexOf(LINE_FEED, bytes.indexOf(QUOTE)) + 1;
  const end = bytes.indexOf(LINE_FEED, bytes.lastIndexOf(QUOTE));
  const last = end < 0 ? bytes.length : end + 1;
  if (first > 0) yield { bytes: bytes.subarray(0, first), hasQuotes: false, endings };
  yield { bytes: bytes.subarray(first, last), hasQuotes: true, endings };
  if (last < bytes.length) yield { bytes: bytes.subarray(last), hasQuotes: false, endings };
}
