import { DerivedAccess, isGovernedRole } from '../../authorization/derived-access';
import { normalisedGrants } from '../../authorization/normalise';
import { lakeData } from '../../catalog/lake-data';
import { relationKey } from '../../catalog/relation-key';
import type { Lake, LakeRole } from '../../model/lake';
import { parseS3Location } from '../../model/s3-location';
import type { DeclaredObject } from '../../prover/proof/declared-object';

/** What each role was given beyond its buckets: what its views read, and what it was granted. */
export function declaredObjects(lake: Lake): (role: LakeRole) => DeclaredObject[] {
  // Most lakes are read by bucket alone: working out the grants of hundreds of buckets would tell them nothing.
  if (lake.views.length === 0 && lake.grants.length === 0) return () => [];
  const derived = new DerivedAccess(lake);
  const data = lakeData(lake);
  return (role) => {
    const governed = isGovernedRole(lake, role);
    const { access, grants } = derived.beyondBuckets(role);
    const objects = new Map<string, DeclaredObject>();
    const held = normalisedGrants(grants);
    for (const { database, table, privileges } of [
      ...access.reads.map((read) => ({ ...read, privileges: [] })),
      ...held,
    ]) {
      const key = relationKey(database, table ?? '');
      const known = objects.get(key)?.privileges ?? [];
      const found = data.get(key);
      const at = found && parseS3Location(found.location);
      objects.set(key, {
        database,
        table,
        privileges: [...known, ...privileges],
        governed,
        data: at && { ...at, kmsKey: found.kmsKey },
      });
    }
    return [...objects.values()];
  };
}
