import { randomBytes, randomUUID } from 'node:crypto';
import type { ObjectStore } from '../object-store';
import { type FederationRequest, optionalText, summary, text } from '../protocol/request';
import type { Settings } from '../settings';
import type { Table } from '../tables/table';
import { Grouping, type MatchingFile } from './grouping';
import { MatchingFiles } from './matching-files';
import { type Piece, writePieces } from './piece';
import { pruning } from './pruning';
import { readToken, writeToken } from './token';

/** A response of Lambda has at most 6 MB. */
const BYTES_A_PAGE = 3 * 2 ** 20;
/** A split without its pieces. */
const SPLIT_OVERHEAD = 500;
/** The page is sent when less is left, to go on in a new call. */
const TIME_TO_ANSWER_MS = 30_000;

export interface SplitCall {
  readonly store: ObjectStore;
  readonly settings: Settings;
  readonly table: Table;
  /** Where the caller may read spilled blocks; ends with a slash. */
  readonly spillFolder: string;
  remainingMilliseconds(): number;
}

/** Every split has a place of its own: equal ones would collapse into one, and a key serves for one only. */
function splitOf(call: SplitCall, queryId: string, pieces: readonly Piece[]) {
  const { spillBucket: bucket, encryptsSpill } = call.settings;
  const key = `${call.spillFolder}${queryId}/${randomUUID()}`;
  const random = (bytes: number) => randomBytes(bytes).toString('base64');
  return {
    spillLocation: { '@type': 'S3SpillLocation', bucket, key, directory: true },
    encryptionKey: encryptsSpill ? { key: random(32), nonce: random(12) } : null,
    properties: { pieces: writePieces(pieces) },
  };
}

const positionAfter = ({ packageName, topHash, entry }: MatchingFile) =>
  writeToken({ packageName, rest: { topHash, from: entry.to } });

export async function getSplits(call: SplitCall, request: FederationRequest) {
  const { table } = call;
  const queryId = text(request, 'queryId');
  const token = optionalText(request, 'continuationToken');
  const grouping = new Grouping(table.definition.parser.format === 'parquet');
  const files = new MatchingFiles(call.store, table, pruning(table, summary(request)));
  const splits: ReturnType<typeof splitOf>[] = [];
  let bytes = 0;
  const keep = (groups: readonly Piece[][]) => {
    for (const pieces of groups) {
      const split = splitOf(call, queryId, pieces);
      splits.push(split);
      bytes += split.properties.pieces.length * 1.1 + SPLIT_OVERHEAD;
    }
  };
  for await (const file of files.after(token ? readToken(token) : undefined)) {
    keep(grouping.add(file));
    if (bytes < BYTES_A_PAGE && call.remainingMilliseconds() > TIME_TO_ANSWER_MS) continue;
    keep(grouping.end());
    return { splits, continuationToken: positionAfter(file) };
  }
  keep(grouping.end());
  return { splits, continuationToken: null };
}
