import { BYTE_UNITS, parseByteSize } from './byte-size';
import type { BucketConfig, LakeConfig, RoleConfig, WorkgroupConfig } from './lake-config';
import type { Problem } from './problem';

/** Settings of workgroups as the file may spell them. */
interface WrittenWorkgroup extends Omit<WorkgroupConfig, 'bytesScannedCutoff'> {
  readonly bytesScannedCutoff?: number | string;
}

/** A role as the file may spell it. */
interface WrittenRole extends Omit<RoleConfig, 'read' | 'write' | 'workgroup'> {
  readonly read?: string | string[];
  readonly write?: string | string[];
  readonly workgroup?: WrittenWorkgroup;
}

/** The content of `quilt-athena.yaml`: a `LakeConfig` with the file's conveniences, and what only a stack has. */
export interface WrittenLake extends Omit<LakeConfig, 'buckets' | 'roles' | 'workgroups'> {
  readonly stackName: string;
  readonly env?: { readonly account?: string; readonly region?: string };
  readonly tags?: Readonly<Record<string, string>>;
  readonly buckets: readonly (string | BucketConfig)[];
  readonly roles: readonly WrittenRole[];
  readonly workgroups?: WrittenWorkgroup;
}

/** The declared lake, and every convenience that was used wrongly. */
export interface ShapedLake {
  readonly config: LakeConfig;
  readonly problems: readonly Problem[];
}

/** Replaces the conveniences of the file with what they stand for. */
export function shapeLake({ stackName, env, tags, ...written }: WrittenLake): ShapedLake {
  const problems: Problem[] = [];
  const config: LakeConfig = {
    ...written,
    buckets: written.buckets.map((bucket) => (typeof bucket === 'string' ? { name: bucket } : bucket)),
    roles: written.roles.map((role, i) => ({
      ...role,
      read: bucketList(role.read, ['roles', i, 'read'], problems),
      write: bucketList(role.write, ['roles', i, 'write'], problems),
      workgroup: workgroup(role.workgroup, ['roles', i, 'workgroup'], problems),
    })),
    workgroups: workgroup(written.workgroups, ['workgroups'], problems),
  };
  return { config: defined(config), problems };
}

function bucketList(list: string | string[] | undefined, path: (string | number)[], problems: Problem[]) {
  if (typeof list !== 'string') return list;
  if (list === '*') return ['*'];
  problems.push({
    path,
    message: `must be a list of buckets, or '*' for every declared bucket, found ${JSON.stringify(list)}; write [${JSON.stringify(list)}]`,
  });
  return undefined;
}

function workgroup(written: WrittenWorkgroup | undefined, path: (string | number)[], problems: Problem[]) {
  if (written === undefined) return undefined;
  const { bytesScannedCutoff: cutoff } = written;
  const bytes = typeof cutoff === 'string' ? parseByteSize(cutoff) : cutoff;
  if (bytes === undefined && cutoff !== undefined) {
    problems.push({
      path: [...path, 'bytesScannedCutoff'],
      message: `bytesScannedCutoff must be a number of bytes, or a size in ${BYTE_UNITS.join(', ')}, found ${JSON.stringify(cutoff)}; write for example 100 GB`,
    });
  }
  return { ...written, bytesScannedCutoff: bytes };
}

/** The same data without keys that hold `undefined`: a file that leaves a key out and props that do are then equal. */
function defined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
