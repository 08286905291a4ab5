import { ConnectorError } from '../connector-error';
import type { ObjectStore } from '../object-store';
import { checkedHash, isRevision } from '../packages/latest-revision';
import { type ManifestEntry, manifestEntries, manifestPlace } from '../packages/manifest';
import type { Part, Piece } from '../splits/piece';
import type { Captures, Pruning } from '../splits/pruning';
import type { Table } from '../tables/table';

/** A file to be read, and what is known of it without. */
export interface SplitFile {
  readonly packageName: string;
  readonly topHash: string;
  readonly entry: ManifestEntry;
  readonly part?: Part;
  readonly groups: Captures;
}

/**
 * The files of a split that the query's predicates leave. They are those of the table, whatever the split says: its
 * package must be one the table is over, its manifest a revision of the package.
 */
export async function* splitFiles(
  store: ObjectStore,
  table: Table,
  pruning: Pruning,
  pieces: readonly Piece[],
): AsyncIterable<SplitFile> {
  const known = new Set<string>();
  for (const { packageName, topHash, from, to, part } of pieces) {
    const ofPackage = pruning.inPackage(packageName);
    if (!ofPackage || !pruning.ofRevision(topHash)) continue;
    const revision = `${packageName}@${checkedHash(topHash, 'a split')}`;
    if (!known.has(revision) && !(await isRevision(store, table.bucket, packageName, topHash))) {
      throw new ConnectorError(`${topHash} is no revision of package ${packageName} any more; run the query again`);
    }
    known.add(revision);
    for await (const entry of manifestEntries(store, manifestPlace(table.bucket, topHash), from, to)) {
      const ofFile = pruning.inFile(entry.logicalKey);
      if (ofFile) yield { packageName, topHash, entry, part, groups: { ...ofPackage, ...ofFile } };
    }
  }
}
