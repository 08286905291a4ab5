import type { AwsEnvironment } from '../../authorization/aws-environment';
import { isGovernedRole } from '../../authorization/derived-access';
import type { RoleAccess } from '../../authorization/role-access';
import type { Lake, LakeRole } from '../../model/lake';
import { DEFAULT_CLIENTS } from '../../model/lake';
import { ObjectAccess, RoleBaseline } from '../../model/lake-config';
import { OPEN_QUERY, openQueryWorkgroupName, resultsPrefix, spillPrefix } from '../../model/names';
import type { DeclaredObject } from './declared-object';
import type { DeclaredTabulator } from './declared-tabulator';

/** A role with everything it was declared to do, without tokens. */
export interface DeclaredRole extends RoleAccess {
  readonly name: string;
  readonly arn: string;
  readonly spillPrefix: string;
  /** A Quilt stack gives it part of what it needs. */
  readonly besideQuilt: boolean;
  /** What it was given beyond its buckets: by views, and by grants. */
  readonly objects: readonly DeclaredObject[];
  /** The connector that it may use, if any. */
  readonly tabulator?: DeclaredTabulator;
  /** Views use its rights, and this stack lets them. */
  readonly defines: boolean;
}

/** The declared lake as far as access to it goes. */
export interface DeclaredLake {
  readonly aws: AwsEnvironment;
  readonly database: string;
  /** Name of the bucket that results go to. */
  readonly resultsBucket: string;
  /** Name of the bucket that Tabulator's connector spills to, if there is one. */
  readonly spillBucket?: string;
  /** Every bucket of the lake. */
  readonly buckets: readonly string[];
  readonly roles: readonly DeclaredRole[];
  /** ARN patterns of principals that may reach results without Athena. */
  readonly excludedArns: readonly string[];
  /** The stack's deletion empties the results bucket. */
  readonly destroysResults: boolean;
}

/** What only the synthesized stack knows, resolved. */
export interface SynthesizedNames {
  readonly aws: AwsEnvironment;
  readonly resultsBucket: string;
  /** ARN of a role by its short name; nothing where somebody else attaches its policies. */
  readonly roleArn: (role: string) => string | undefined;
  /** Tabulator's connector, whether of this stack or of another. @default - none */
  readonly tabulator?: { readonly functionArn: string; readonly spillBucket: string };
  /** What a role was given beyond its buckets. @default - nothing */
  readonly objects?: (role: LakeRole) => readonly DeclaredObject[];
}

/** The lake that a proof is about. Values that are tokens at synth must have been resolved in `lake` before. */
export function declaredLake(lake: Lake, names: SynthesizedNames): DeclaredLake {
  return {
    aws: names.aws,
    database: lake.database.name,
    resultsBucket: names.resultsBucket,
    spillBucket: names.tabulator?.spillBucket,
    buckets: lake.buckets.map(({ name }) => name),
    roles: [...lake.roles.map((role) => declaredRole(role, lake, names)), ...openQueryRole(lake, names)],
    excludedArns: lake.results.excludeArnsFromDeny,
    destroysResults: lake.results.destroy,
  };
}

function declaredRole(role: LakeRole, lake: Lake, names: SynthesizedNames): DeclaredRole {
  const { aws, resultsBucket, roleArn } = names;
  const keys = new Map(lake.buckets.map((bucket) => [bucket.name, bucket.kmsKey]));
  const write = new Set(role.write);
  return {
    name: role.name,
    arn: roleArn(role.name) ?? role.arn ?? `arn:${aws.partition}:iam::${aws.account}:role/${role.name}`,
    databaseName: lake.database.name,
    workgroupName: role.workgroup.name,
    results: {
      bucketArn: `arn:${aws.partition}:s3:::${resultsBucket}`,
      prefix: role.resultsPrefix,
      kmsKey: lake.results.kmsKey,
    },
    spillPrefix: role.spillPrefix,
    buckets: role.read.map((name) => ({ name, write: write.has(name), kmsKey: keys.get(name) })),
    queriesOnly: role.objects === ObjectAccess.QUERY,
    clients: role.clients,
    besideQuilt: role.baseline === RoleBaseline.QUILT,
    governed: isGovernedRole(lake, role),
    objects: names.objects?.(role) ?? [],
    tabulator: declaredTabulator(role, lake, names),
    defines: role.kind === 'new' && lake.views.some(({ definer }) => definer === role.name),
  };
}

/**
 * Whoever has the policy of the open query, as if it were a role: its name is reserved. The policy goes to principals that
 * nobody knows here, so it must give no more than queries of Tabulator's tables.
 */
function openQueryRole(lake: Lake, { aws, resultsBucket, tabulator }: SynthesizedNames): DeclaredRole[] {
  if (!lake.tabulator?.openQuery || !tabulator) return [];
  return [
    {
      name: OPEN_QUERY,
      // No name that a role can have.
      arn: `arn:${aws.partition}:iam::${aws.account}:role/open query`,
      databaseName: lake.database.name,
      workgroupName: openQueryWorkgroupName(lake.stackName),
      results: {
        bucketArn: `arn:${aws.partition}:s3:::${resultsBucket}`,
        prefix: resultsPrefix(OPEN_QUERY),
        kmsKey: lake.results.kmsKey,
      },
      spillPrefix: spillPrefix(OPEN_QUERY),
      buckets: [],
      queriesOnly: true,
      clients: DEFAULT_CLIENTS,
      besideQuilt: false,
      governed: false,
      objects: [],
      tabulator: { catalogName: lake.tabulator.catalogName, ...tabulator, spillPrefix: spillPrefix(OPEN_QUERY) },
      defines: false,
    },
  ];
}

function declaredTabulator(role: LakeRole, lake: Lake, { tabulator }: SynthesizedNames): DeclaredTabulator | undefined {
  if (!role.tabulator || !lake.tabulator || !tabulator) return undefined;
  const { catalogName, existing } = lake.tabulator;
  return { catalogName, ...tabulator, spillPrefix: existing?.spillPrefix ?? role.spillPrefix };
}
