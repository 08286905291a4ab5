import { parseS3Location } from '../model/s3-location';
import type { AccessProblem } from './access-problem';
import { type Governance, isGoverned } from './authorization-world';
import type { Grant } from './grant';
import { normalisedGrants } from './normalise';
import { keyOf, sortedSet } from './object-name';

/** What grants on columns are held against. */
export interface ColumnExposureSource extends Governance {
  readonly grants: readonly Grant[];
  /** Columns of each table, by `database.table`. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** `s3://bucket/prefix/` by `database.table`. */
  readonly locations: ReadonlyMap<string, string>;
  /** `s3://bucket/prefix/` that each role reads without Athena, by its short name. */
  readonly directReads: ReadonlyMap<string, readonly string[]>;
  /** What to do where IAM would open more columns than granted. */
  readonly downgrade: 'error' | 'warn';
}

/** Where columns that are not granted can be read all the same. */
export function columnExposure(source: ColumnExposureSource): { problems: AccessProblem[]; warnings: AccessProblem[] } {
  const problems: AccessProblem[] = [];
  const warnings: AccessProblem[] = [];
  for (const [object, columns] of columnGrants(source.grants)) {
    const [principal, key] = object.split('\n');
    if (isGoverned(source, principal, key)) warnings.push(...besideDirectReads(principal, key, source));
    else {
      const extra = (source.columns.get(key) ?? []).filter((column) => !columns.includes(column));
      if (extra.length === 0 && source.columns.has(key)) continue;
      const exposed = extra.length > 0 ? extra.join(', ') : 'every other column';
      const what = `IAM knows no columns: found a grant to ${principal} on columns ${columns.join(', ')} of ${key}, which would open ${exposed} too`;
      if (source.downgrade === 'warn') warnings.push({ principal, message: what });
      else
        problems.push({
          principal,
          message: `${what}; use the regime lakeformation, grant SELECT on the table, or set downgrade: warn`,
        });
    }
  }
  return { problems, warnings };
}

/** Columns granted to each principal on each table: `principal`, line feed, `database.table`. */
function columnGrants(grants: readonly Grant[]): Map<string, string[]> {
  const columns = new Map<string, string[]>();
  for (const grant of normalisedGrants(grants)) {
    if (grant.table === undefined || grant.columns === undefined) continue;
    const object = `${grant.principal}\n${keyOf({ database: grant.database, table: grant.table })}`;
    columns.set(object, sortedSet([...(columns.get(object) ?? []), ...grant.columns]));
  }
  return columns;
}

/** Lake Formation Developer Guide (access-control-underlying-data): it does not stand before S3 itself. */
function besideDirectReads(
  principal: string,
  key: string,
  { locations, directReads }: ColumnExposureSource,
): AccessProblem[] {
  const location = locations.get(key);
  if (location === undefined) return [];
  const direct = (directReads.get(principal) ?? []).filter((read) => overlap(read, location));
  if (direct.length === 0) return [];
  const message = `a grant on columns does not bind who reads the files, found that ${principal} has columns of ${key} granted and reads ${sortedSet(direct).join(', ')} directly; let it reach objects by queries only (objects: query)`;
  return [{ principal, message }];
}

/** Whether one location holds files of the other. */
function overlap(a: string, b: string): boolean {
  const [left, right] = [parseS3Location(a), parseS3Location(b)];
  if (!left || !right || left.bucket !== right.bucket) return false;
  return left.prefix.startsWith(right.prefix) || right.prefix.startsWith(left.prefix);
}
