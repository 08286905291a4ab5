import { ConnectorError } from '../connector-error';

/**
 * Neighbouring lines of a manifest, whose matching files a split reads. Only this goes from GetSplits to ReadRecords:
 * the files themselves are read from the manifest again, so that nobody makes the connector read any others.
 */
export interface Piece {
  readonly packageName: string;
  readonly topHash: string;
  /** Bytes of the manifest. */
  readonly from: number;
  readonly to: number;
  /** Of a file read by several splits: only what begins at these of its bytes. */
  readonly part?: Part;
}

export interface Part {
  readonly from: number;
  /** Undefined for the end, which may be behind what the manifest says. */
  readonly to?: number;
}

type Written = readonly [string, string, number, number, number?, (number | null)?];

export const writePieces = (pieces: readonly Piece[]): string =>
  JSON.stringify(
    pieces.map(({ packageName, topHash, from, to, part }): Written => {
      const lines = [packageName, topHash, from, to] as const;
      return part ? [...lines, part.from, part.to ?? null] : lines;
    }),
  );

const isOffset = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

function piece(json: unknown): Piece {
  const [packageName, topHash, from, to, partFrom, partTo] = (Array.isArray(json) ? json : []) as unknown as Written;
  const isLines = typeof packageName === 'string' && typeof topHash === 'string' && isOffset(from) && isOffset(to);
  if (!isLines || from >= to || (partFrom !== undefined && !isOffset(partFrom))) {
    throw new ConnectorError(`a split must come from GetSplits of this connector, found ${JSON.stringify(json)}`);
  }
  const part = partFrom === undefined ? undefined : { from: partFrom, to: partTo ?? undefined };
  return { packageName, topHash, from, to, part };
}

export function readPieces(text: string): Piece[] {
  const json: unknown = JSON.parse(text);
  if (!Array.isArray(json)) throw new ConnectorError('a split must come from GetSplits of this connector');
  return json.map(piece);
}
