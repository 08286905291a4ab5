import { MOST_BYTES_A_ROW, ragged, tooLong } from './bad-row';
import type { Cells, KeptFields } from './cells';
import { withoutEscapes } from './escaped-quotes';

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];
const END = Buffer.from('\n');

export interface ScannedCells extends Cells {
  /** From the first row on that is not well formed: csv-parse says what is wrong with it. */
  readonly rest?: Buffer;
}

/**
 * Takes apart rows that are well formed; it gives what csv-parse gives, in a tenth of the time.
 * What it returns is valid until it is called again.
 */
export class CellScanner {
  private starts = new Int32Array(0);
  private ends = new Int32Array(0);

  constructor(private readonly delimiter: number) {}

  /**
   * Reads whole rows; empty lines are none.
   * @param whole in which texts with escaped quotes are changed in place
   * @param row the first one's number
   * @param kept if undefined, all fields, of as many as the first row has
   */
  read(whole: Buffer, row: number, kept?: KeptFields): ScannedCells {
    // With a line feed at the very end, every search for the end of a field ends.
    const bytes = whole[whole.length - 1] === LINE_FEED ? whole : Buffer.concat([whole, END]);
    const { delimiter } = this;
    const { length } = bytes;
    // One comparison tells most bytes of a text.
    const highest = Math.max(delimiter, QUOTE);
    // As long as it is not known how many fields a row has: no more than bytes.
    const isKept = flags(kept, length);
    let room = this.reserve(kept ? 0 : length);
    let { starts, ends } = this;
    let count = kept?.count ?? 0;
    let width = kept?.positions.length ?? 0;
    const escaped: number[] = [];
    let rest: Buffer | undefined;
    // Each by itself: taken from an array, they cost this loop a third of its time.
    let rows = 0;
    let cell = 0;
    let i = 0;
    scan: while (i < length) {
      const first = i;
      if (cell + width > room) {
        room = this.reserve(cell + width);
        ({ starts, ends } = this);
      }
      let field = 0;
      for (let isLast = false; !isLast; i++) {
        let from = i;
        let to = i;
        let byte = bytes[i];
        const isQuoted = byte === QUOTE;
        if (isQuoted) {
          from++;
          // Once more after two quotes, which are one of the text.
          while (byte === QUOTE) {
            do byte = bytes[++i];
            while (byte !== QUOTE && i < length);
            to = i;
            byte = bytes[++i];
            if (byte === QUOTE && isKept[field] === 1 && escaped[escaped.length - 1] !== cell) escaped.push(cell);
          }
          if (byte === RETURN && bytes[i + 1] === LINE_FEED) byte = bytes[++i];
        } else {
          while (byte > highest || (byte !== delimiter && byte !== LINE_FEED && byte !== QUOTE)) byte = bytes[++i];
          to = byte === LINE_FEED && i > from && bytes[i - 1] === RETURN ? i - 1 : i;
        }
        isLast = byte === LINE_FEED;
        if (!isLast && byte !== delimiter) {
          rest = whole.subarray(first);
          break scan;
        }
        if (isLast && field === 0 && from === to && !isQuoted) {
          i++;
          continue scan;
        }
        if (isKept[field++] === 1) {
          starts[cell] = from;
          ends[cell++] = to;
        }
      }
      if (i - first > MOST_BYTES_A_ROW) throw tooLong(row + rows);
      if (count === 0) {
        count = field;
        width = field;
      }
      if (field !== count) throw ragged(count, field, row + rows);
      rows++;
    }
    const cells = rows * width;
    for (const each of escaped) if (each < cells) ends[each] = withoutEscapes(bytes, starts[each], ends[each]);
    return { bytes, rows, width, starts, ends, rest };
  }

  private reserve(cells: number): number {
    if (cells > this.starts.length) {
      this.starts = grown(this.starts, cells);
      this.ends = grown(this.ends, cells);
    }
    return this.starts.length;
  }
}

/** 1 for each field that becomes a cell. */
function flags(kept: KeptFields | undefined, most: number): Uint8Array {
  if (!kept) return new Uint8Array(most).fill(1);
  const isKept = new Uint8Array(kept.count);
  for (const position of kept.positions) isKept[position] = 1;
  return isKept;
}

function grown(places: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(length, places.length * 2));
  larger.set(places);
  return larger;
}
