import path from 'node:path';
import { tableFromWritten, type WrittenTable } from '../tabulator/definition/written-table';
import { BYTE_UNITS, parseByteSize } from './byte-size';
import type {
  AuthorizationConfig,
  BucketConfig,
  ExternalTableConfig,
  LakeConfig,
  RoleConfig,
  ViewConfig,
  WorkgroupConfig,
} from './lake-config';
import type { Problem } from './problem';
import type { TabulatorTableConfig } from './tabulator-config';
import { columnsFrom, type WrittenColumn } from './written-columns';

/** Settings of workgroups as the file may spell them. */
interface WrittenWorkgroup extends Omit<WorkgroupConfig, 'bytesScannedCutoff'> {
  readonly bytesScannedCutoff?: number | string;
}

/** A bucket as the file may spell it. */
interface WrittenBucket extends Omit<BucketConfig, 'tabulator'> {
  readonly tabulator?: Readonly<Record<string, WrittenTable | { readonly file: string }>>;
}

/** A role as the file may spell it. */
interface WrittenRole extends Omit<RoleConfig, 'read' | 'write' | 'workgroup'> {
  readonly read?: string | string[];
  readonly write?: string | string[];
  readonly workgroup?: WrittenWorkgroup;
}

/** A view as the file may spell it. */
interface WrittenView extends Omit<ViewConfig, 'columns' | 'select' | 'refresh' | 'own'> {
  readonly columns?: readonly WrittenColumn[];
  readonly select?: string | string[];
  readonly refresh?: string | string[];
  readonly own?: string | string[];
}

/** An external table as the file may spell it. */
interface WrittenExternalTable extends Omit<ExternalTableConfig, 'columns'> {
  readonly columns: readonly WrittenColumn[];
}

/** Settings of authorization as the file may spell them. */
interface WrittenAuthorization extends Omit<AuthorizationConfig, 'optIn'> {
  readonly optIn?: string | string[];
}

/** The content of `quilt-athena.yaml`: a `LakeConfig` with the file's conveniences, and what only a stack has. */
export interface WrittenLake
  extends Omit<LakeConfig, 'buckets' | 'roles' | 'workgroups' | 'authorization' | 'externalTables' | 'views'> {
  readonly stackName: string;
  readonly env?: { readonly account?: string; readonly region?: string };
  readonly tags?: Readonly<Record<string, string>>;
  readonly buckets: readonly (string | WrittenBucket)[];
  readonly roles: readonly WrittenRole[];
  readonly workgroups?: WrittenWorkgroup;
  readonly authorization?: WrittenAuthorization;
  readonly externalTables?: readonly WrittenExternalTable[];
  readonly views?: readonly WrittenView[];
}

/** The declared lake, and every convenience that was used wrongly. */
export interface ShapedLake {
  readonly config: LakeConfig;
  readonly problems: readonly Problem[];
}

/** Replaces the conveniences of the file with what they stand for; paths in it start at `folder`, its own. */
export function shapeLake({ stackName, env, tags, ...written }: WrittenLake, folder = '.'): ShapedLake {
  const problems: Problem[] = [];
  const config: LakeConfig = {
    ...written,
    buckets: written.buckets.map((bucket) =>
      typeof bucket === 'string' ? { name: bucket } : shapedBucket(bucket, folder),
    ),
    roles: written.roles.map((role, i) => ({
      ...role,
      read: nameList('bucket', role.read, ['roles', i, 'read'], problems),
      write: nameList('bucket', role.write, ['roles', i, 'write'], problems),
      workgroup: workgroup(role.workgroup, ['roles', i, 'workgroup'], problems),
    })),
    workgroups: workgroup(written.workgroups, ['workgroups'], problems),
    authorization: written.authorization && {
      ...written.authorization,
      optIn: nameList('role', written.authorization.optIn, ['authorization', 'optIn'], problems),
    },
    externalTables: written.externalTables?.map((table, i) => ({
      ...table,
      columns: columnsFrom(table.columns, ['externalTables', i, 'columns'], problems),
    })),
    views: written.views?.map((view, i) => shapedView(view, ['views', i], folder, problems)),
  };
  return { config: defined(config), problems };
}

function shapedBucket({ tabulator, ...bucket }: WrittenBucket, folder: string): BucketConfig {
  if (!tabulator) return bucket;
  const shaped = (table: WrittenTable | { readonly file: string }): TabulatorTableConfig =>
    'file' in table ? { file: within(folder, table.file) } : tableFromWritten(table);
  return { ...bucket, tabulator: Object.fromEntries(Object.entries(tabulator).map(([name, t]) => [name, shaped(t)])) };
}

/** Paths in a file start at its own folder. */
function within(folder: string, file: string): string {
  return path.isAbsolute(file) ? file : path.join(folder, file);
}

function shapedView(view: WrittenView, at: (string | number)[], folder: string, problems: Problem[]): ViewConfig {
  return {
    ...view,
    file: view.file === undefined ? undefined : within(folder, view.file),
    columns: view.columns && columnsFrom(view.columns, [...at, 'columns'], problems),
    select: nameList('role', view.select, [...at, 'select'], problems),
    refresh: nameList('role', view.refresh, [...at, 'refresh'], problems),
    own: nameList('role', view.own, [...at, 'own'], problems),
  };
}

function nameList(
  what: 'bucket' | 'role',
  list: string | string[] | undefined,
  path: (string | number)[],
  problems: Problem[],
): string[] | undefined {
  if (typeof list !== 'string') return list;
  if (list === '*') return ['*'];
  problems.push({
    path,
    message: `must be a list of ${what}s, or '*' for every declared ${what}, found ${JSON.stringify(list)}; write [${JSON.stringify(list)}]`,
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
