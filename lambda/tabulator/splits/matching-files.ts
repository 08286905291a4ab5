import { ConnectorError } from '../connector-error';
import { type ObjectStore, ObjectUnavailable } from '../object-store';
import { latestRevision } from '../packages/latest-revision';
import { type ManifestEntry, manifestEntries, manifestPlace } from '../packages/manifest';
import { packageNames } from '../packages/package-names';
import type { Table } from '../tables/table';
import { ahead } from './ahead';
import type { MatchingFile } from './grouping';
import type { Pruning } from './pruning';
import type { Position } from './token';

/** Requests to S3 under way at a time. */
const PACKAGES_AHEAD = 32;
/** How many of a package's files are held before their turn. */
const FILES_AHEAD = 500;

interface Batch {
  readonly packageName: string;
  readonly topHash: string;
  readonly entries: readonly ManifestEntry[];
  /** Where the manifest goes on. */
  readonly next?: number;
}

/** Finds the files of a table's latest revisions that a query's predicates leave. */
export class MatchingFiles {
  constructor(
    private readonly store: ObjectStore,
    private readonly table: Table,
    private readonly pruning: Pruning,
  ) {}

  /** In one order always, from after a position. */
  async *after(position?: Position): AsyncIterable<MatchingFile> {
    if (position?.rest) {
      yield* this.all(await this.batch(position.packageName, position.rest.topHash, position.rest.from));
    }
    const batches = ahead(this.names(position?.packageName), PACKAGES_AHEAD, (name) => this.first(name));
    for await (const batch of batches) if (batch) yield* this.all(batch);
  }

  private async *names(after?: string): AsyncIterable<string> {
    const { packageNames: test } = this.pruning;
    for await (const name of packageNames(this.store, this.table.bucket, test, after)) {
      if (this.pruning.inPackage(name)) yield name;
    }
  }

  private async first(packageName: string): Promise<Batch | undefined> {
    const topHash = await latestRevision(this.store, this.table.bucket, packageName);
    if (topHash === undefined || !this.pruning.ofRevision(topHash)) return undefined;
    return this.batch(packageName, topHash, 0);
  }

  private async batch(packageName: string, topHash: string, from: number): Promise<Batch> {
    const entries: ManifestEntry[] = [];
    try {
      for await (const entry of manifestEntries(this.store, manifestPlace(this.table.bucket, topHash), from)) {
        if (!this.pruning.inFile(entry.logicalKey)) continue;
        entries.push(entry);
        if (entries.length === FILES_AHEAD) return { packageName, topHash, entries, next: entry.to };
      }
    } catch (error) {
      if (!(error instanceof ObjectUnavailable)) throw error;
      // The page before ended with the manifest's last line.
      if (from > 0 && error.code === 'InvalidRange') return { packageName, topHash, entries };
      throw new ConnectorError(
        `the latest revision of package ${packageName} has no readable manifest: ${error.message}`,
      );
    }
    return { packageName, topHash, entries };
  }

  private async *all(batch: Batch): AsyncIterable<MatchingFile> {
    const { packageName, topHash, entries, next } = batch;
    for (const entry of entries) yield { packageName, topHash, entry };
    if (next !== undefined) yield* this.all(await this.batch(packageName, topHash, next));
  }
}
