import { MOST_BYTES_A_ROW, tooLong } from './plain-cells';

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];
const EMPTY = Buffer.alloc(0);
const WHOLE_PIECE = 2 ** 18;

/** Whole rows of a file. */
export interface RowPiece {
  readonly bytes: Buffer;
  readonly hasQuotes: boolean;
  readonly endings: readonly string[];
}

function quotesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) count++;
  return count;
}

/** The last place at which a row ends: outside of quotes, of which there is then an even number before. */
function lastEnd(bytes: Buffer, ending: number, quotes: number): number {
  let [isOutside, from] = [quotes % 2 === 0, bytes.length];
  while (from > 0) {
    const quote = quotes === 0 ? -1 : bytes.lastIndexOf(QUOTE, from - 1);
    if (isOutside) {
      const end = bytes.lastIndexOf(ending, from - 1);
      if (end > quote) return end + 1;
    }
    if (quote < 0) return 0;
    [isOutside, from] = [!isOutside, quote];
  }
  return 0;
}

/** Lines end with a line feed, before which a return may stand, or, as once on the Mac, with a return alone. */
function endsWithReturn(bytes: Buffer, isWhole: boolean): boolean | undefined {
  let isQuoted = false;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === QUOTE) isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (bytes[i] === LINE_FEED) return false;
    if (bytes[i] === RETURN && (isWhole || i + 1 < bytes.length)) return bytes[i + 1] !== LINE_FEED;
  }
  return undefined;
}

/** Cuts a file between rows. */
export async function* rowPieces(chunks: AsyncIterable<Buffer>): AsyncIterable<RowPiece> {
  let isMac: boolean | undefined;
  let pending: Buffer[] = [];
  let [size, wanted] = [0, 0];
  const piece = (bytes: Buffer, quotes: number): RowPiece => ({
    bytes,
    hasQuotes: quotes > 0,
    endings: isMac ? ['\r'] : ['\r\n', '\n'],
  });
  for await (const chunk of chunks) {
    pending.push(chunk);
    size += chunk.length;
    if (size < wanted) continue;
    const bytes = pending.length > 1 ? Buffer.concat(pending) : chunk;
    isMac ??= endsWithReturn(bytes, false);
    const quotes = quotesIn(bytes);
    const end = isMac === undefined ? 0 : lastEnd(bytes, isMac ? RETURN : LINE_FEED, quotes);
    if (end > 0) yield piece(bytes.subarray(0, end), quotes);
    pending = [end > 0 ? bytes.subarray(end) : bytes];
    size = pending[0].length;
    // Not once more the same bytes for every chunk of a long row.
    wanted = isMac === undefined ? size * 2 : Math.max(WHOLE_PIECE, size * 2);
    if (size > MOST_BYTES_A_ROW * 2) {
      // Says what is wrong with it, if it is a quote.
      yield piece(pending[0], 1);
      throw tooLong();
    }
  }
  const rest = pending.length > 1 ? Buffer.concat(pending) : (pending[0] ?? EMPTY);
  isMac ??= endsWithReturn(rest, true);
  if (rest.length > 0) yield piece(rest, quotesIn(rest));
}
