import type { ManifestEntry } from '../packages/manifest';
import type { Part, Piece } from './piece';

/** A file's line, of which package. */
export interface MatchingFile {
  readonly packageName: string;
  readonly topHash: string;
  readonly entry: ManifestEntry;
}

/** Enough for a call to be worth its start, little enough for many to run at once. */
const BYTES_A_SPLIT = 32 * 2 ** 20;
const FILES_A_SPLIT = 200;
/** Above this a file is read by several splits. */
const BYTES_A_PART = 64 * 2 ** 20;
/** Lines between two matching ones are read again, up to here. */
const MANIFEST_GAP = 2 ** 16;

function parts(bytes: number): Part[] {
  const count = Math.ceil(bytes / BYTES_A_PART);
  const ends = Array.from({ length: count }, (_, i) => Math.ceil((bytes / count) * i));
  return ends.map((from, i) => ({ from, to: ends[i + 1] }));
}

/** Puts small files together, and takes apart large ones whose format allows it. Feed files in their order. */
export class Grouping {
  private pieces: Piece[] = [];
  private bytes = 0;
  private files = 0;

  /** @param isDivisible whether a file can be read from somewhere in its middle */
  constructor(private readonly isDivisible: boolean) {}

  /** The splits that the file completes. */
  add({ packageName, topHash, entry }: MatchingFile): Piece[][] {
    const bytes = entry.bytes ?? BYTES_A_SPLIT;
    const piece = { packageName, topHash, from: entry.from, to: entry.to };
    if (this.isDivisible && bytes > BYTES_A_PART) {
      return [...this.end(), ...parts(bytes).map((part) => [{ ...piece, part }])];
    }
    const isFull = this.files === FILES_A_SPLIT || this.bytes + bytes > BYTES_A_SPLIT;
    const done = isFull ? this.end() : [];
    this.bytes += bytes;
    this.files++;
    this.append(piece);
    return done;
  }

  /** The split under way. */
  end(): Piece[][] {
    const done = this.pieces.length ? [this.pieces] : [];
    [this.pieces, this.bytes, this.files] = [[], 0, 0];
    return done;
  }

  private append(piece: Piece): void {
    const last = this.pieces.at(-1);
    const isNext = last?.packageName === piece.packageName && last.topHash === piece.topHash;
    if (isNext && piece.from - last.to <= MANIFEST_GAP) this.pieces[this.pieces.length - 1] = { ...last, to: piece.to };
    else this.pieces.push(piece);
  }
}
