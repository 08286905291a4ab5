import { authorizationFrom, grantFrom, type LakeAuthorization, type LakeGrant } from './lake-access';
import {
  type BucketConfig,
  type LakeConfig,
  ObjectAccess,
  ProofFailureAction,
  RoleBaseline,
  type RoleConfig,
  TablesOwner,
} from './lake-config';
import { externalTableFrom, type LakeExternalTable } from './lake-external-table';
import { type LakeTabulator, spillPrefixOf, tabulatorFrom } from './lake-tabulator';
import { type LakeVerification, verificationFrom } from './lake-verification';
import { type LakeView, viewFrom } from './lake-view';
import { databaseNameFor, resultsPrefix, workgroupName } from './names';

/** The declared lake with every default applied: what all other modules work on. Validated before, see `lake-rules`. */
export interface Lake {
  readonly stackName: string;
  readonly database: { readonly name: string; readonly existing: boolean };
  readonly buckets: readonly LakeBucket[];
  readonly roles: readonly LakeRole[];
  readonly results: LakeResults;
  readonly savedQueries: boolean;
  /** Nested stacks that hold tables; 0: none. */
  readonly shards: number;
  readonly authorization: LakeAuthorization;
  /** Base grants beyond what `read` and `write` of the roles give, in the order of their declaration. */
  readonly grants: readonly LakeGrant[];
  readonly externalTables: readonly LakeExternalTable[];
  /** Absent where there is no table of it. */
  readonly tabulator?: LakeTabulator;
  /** In the order of their declaration; `lib/views` puts them in that of their dependencies. */
  readonly views: readonly LakeView[];
  /** What a synthesis does about policies that are not what was declared. */
  readonly proof: LakeProof;
  /** Nothing: access is not verified by deployments. */
  readonly verification?: LakeVerification;
}

/** A bucket with its tables. */
export interface LakeBucket {
  readonly name: string;
  readonly layouts: readonly string[];
  readonly kmsKey?: string;
  readonly account?: string;
  readonly ownsTables: boolean;
}

/** Where a role comes from. */
export type RoleKind = 'new' | 'existing' | 'quiltManaged';

/** A role with everything it may do. */
export interface LakeRole {
  readonly name: string;
  readonly kind: RoleKind;
  readonly arn?: string;
  readonly baseline: RoleBaseline;
  /** Every bucket the role reads, those it writes included; sorted. */
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly objects: ObjectAccess;
  readonly clients: readonly string[];
  /** Whether it may query Tabulator's tables. */
  readonly tabulator: boolean;
  readonly workgroup: LakeWorkgroup;
  readonly resultsPrefix: string;
  readonly spillPrefix: string;
  readonly trustedPrincipals: readonly string[];
  readonly permissionsBoundary?: string;
}

/** A role's workgroup. */
export interface LakeWorkgroup {
  readonly name: string;
  /** Bytes; 0: no limit. */
  readonly bytesScannedCutoff: number;
  readonly engineVersion: string;
  readonly requesterPays: boolean;
  readonly recursiveDelete: boolean;
}

/** The proof at synth. */
export interface LakeProof {
  readonly onFailure: ProofFailureAction;
  /** `policy/statement`, or ARNs of managed policies. */
  readonly accept: readonly string[];
}

/** The results bucket. */
export interface LakeResults {
  readonly bucketName?: string;
  readonly kmsKey?: string;
  readonly expirationDays: number;
  readonly excludeArnsFromDeny: readonly string[];
  readonly destroy: boolean;
}

export const DEFAULT_LAYOUTS = ['classic'];
export const DEFAULT_CLIENTS = ['catalog', 'mcp', 'pyathena', 'jdbc'];
export const DEFAULT_CUTOFF = 2 ** 40;
export const DEFAULT_ENGINE = 'Athena engine version 3';

/** The short name of a declared role: its `name`, else the role name at the end of its ARN. */
export function roleNameOf(role: RoleConfig): string {
  return role.name ?? role.arn?.split('/').at(-1) ?? '';
}

/** Quilt's own roles are known by name (quiltdata/knowledge-base:iam-policy-qa/template.cft:2347-2394); their policies are then the baseline. */
export function isQuiltRole(role: RoleConfig): boolean {
  return (
    role.quiltManaged === true || /^Read(Write)?QuiltV2-/.test((role.arn ?? role.name ?? '').split('/').at(-1) ?? '')
  );
}

/** Applies every default. The configuration must have passed `problemsOf` (lake-rules.ts). */
export function lakeFrom(stackName: string, config: LakeConfig): Lake {
  const existing = config.database?.existing ?? false;
  const database = config.database?.name ?? databaseNameFor(stackName);
  const roles = config.roles.map(roleNameOf);
  const buckets = config.buckets.map((bucket) => bucketFrom(bucket, existing));
  return {
    stackName,
    database: { name: database, existing },
    buckets,
    roles: config.roles.map((role) => roleFrom(stackName, role, config, buckets)),
    results: {
      ...config.results,
      expirationDays: config.results?.expirationDays ?? 1,
      excludeArnsFromDeny: config.results?.excludeArnsFromDeny ?? [],
      destroy: config.results?.destroy ?? false,
    },
    savedQueries: config.savedQueries ?? true,
    shards: config.tables?.shards ?? 0,
    authorization: authorizationFrom(config.authorization, roles),
    grants: (config.grants ?? []).map((grant) => grantFrom(grant, database)),
    externalTables: (config.externalTables ?? []).map(externalTableFrom),
    tabulator: tabulatorFrom(stackName, config),
    views: (config.views ?? []).map((view) => viewFrom(view, database, roles)),
    proof: { onFailure: config.proof?.onFailure ?? ProofFailureAction.FAIL, accept: config.proof?.accept ?? [] },
    ...(config.verification && { verification: verificationFrom(config.verification) }),
  };
}

function bucketFrom(bucket: BucketConfig, existingDatabase: boolean): LakeBucket {
  const owner = bucket.tables ?? (existingDatabase ? TablesOwner.EXISTING : TablesOwner.CREATE);
  return {
    name: bucket.name,
    layouts: bucket.layouts ?? DEFAULT_LAYOUTS,
    kmsKey: bucket.kmsKey,
    account: bucket.account,
    ownsTables: owner === TablesOwner.CREATE,
  };
}

function roleFrom(stackName: string, role: RoleConfig, config: LakeConfig, buckets: readonly LakeBucket[]): LakeRole {
  const name = roleNameOf(role);
  const expand = (list: string[] = []) => (list.includes('*') ? buckets.map((b) => b.name) : list);
  const write = [...new Set(expand(role.write))].sort();
  const settings = { ...config.workgroups, ...role.workgroup };
  const quilt = (config.database?.existing ?? false) && isQuiltRole(role);
  return {
    name,
    kind: role.quiltManaged ? 'quiltManaged' : role.arn || role.existing ? 'existing' : 'new',
    arn: role.arn,
    baseline: role.baseline ?? (quilt ? RoleBaseline.QUILT : RoleBaseline.NONE),
    read: [...new Set([...expand(role.read), ...write])].sort(),
    write,
    objects: role.objects ?? ObjectAccess.DIRECT,
    clients: role.clients ?? DEFAULT_CLIENTS,
    tabulator: role.tabulator ?? false,
    workgroup: {
      name: workgroupName(stackName, name),
      bytesScannedCutoff: settings.bytesScannedCutoff ?? DEFAULT_CUTOFF,
      engineVersion: settings.engineVersion ?? DEFAULT_ENGINE,
      requesterPays: settings.requesterPays ?? false,
      recursiveDelete: settings.recursiveDelete ?? false,
    },
    resultsPrefix: resultsPrefix(name),
    spillPrefix: spillPrefixOf(name, config),
    trustedPrincipals: role.trustedPrincipals ?? [],
    permissionsBoundary: role.permissionsBoundary,
  };
}
