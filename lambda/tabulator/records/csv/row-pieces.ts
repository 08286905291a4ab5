import { MOST_BYTES_A_ROW, tooLong } from './bad-row';

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];
const WHOLE_PIECE = 2 ** 18;

/** Whole rows of a file. */
export interface RowPiece {
  /** The reader's until it asks for the next piece. */
  readonly bytes: Buffer;
  readonly endings: readonly string[];
}

function hasOddQuotes(bytes: Buffer): boolean {
  let isOdd = false;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) isOdd = !isOdd;
  return isOdd;
}

/** The last place at which a row ends: outside of quotes, of which there is then an even number before. */
function lastEnd(bytes: Buffer, ending: number): number {
  let [isOutside, from] = [!hasOddQuotes(bytes), bytes.length];
  while (from > 0) {
    const quote = bytes.lastIndexOf(QUOTE, from - 1);
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

/**
 * Cuts a file between rows. All pieces are in one buffer: memory for each would cost a tenth of the time.
 * @param wholePiece the least bytes of a piece that is neither the first nor the last
 */
export async function* rowPieces(chunks: AsyncIterable<Buffer>, wholePiece = WHOLE_PIECE): AsyncIterable<RowPiece> {
  let isMac: boolean | undefined;
  let room = Buffer.alloc(0);
  let [size, wanted] = [0, 0];
  const piece = (bytes: Buffer): RowPiece => ({ bytes, endings: isMac ? ['\r'] : ['\r\n', '\n'] });
  for await (const chunk of chunks) {
    if (size + chunk.length > room.length) {
      const larger = Buffer.allocUnsafeSlow((size + chunk.length) * 2);
      room.copy(larger, 0, 0, size);
      room = larger;
    }
    chunk.copy(room, size);
    size += chunk.length;
    if (size < wanted) continue;
    const bytes = room.subarray(0, size);
    isMac ??= endsWithReturn(bytes, false);
    const end = isMac === undefined ? 0 : lastEnd(bytes, isMac ? RETURN : LINE_FEED);
    if (end > 0) yield piece(bytes.subarray(0, end));
    room.copyWithin(0, end, size);
    size -= end;
    // Not once more the same bytes for every chunk of a long row.
    wanted = isMac === undefined ? size * 2 : Math.max(wholePiece, size * 2);
    if (size > MOST_BYTES_A_ROW * 2) {
      // Says what is wrong with it, if it is a quote.
      yield piece(room.subarray(0, size));
      throw tooLong();
    }
  }
  const rest = room.subarray(0, size);
  isMac ??= endsWithReturn(rest, true);
  if (size > 0) yield piece(rest);
}
