/**
 * What a user declares: the same shape in `quilt-athena.yaml` and in construct props.
 *
 * Plain data; nothing here knows the CDK. `lake.ts` turns it into the model the rest of the library works on.
 */

import type { ExternalTableConfig } from './external-table-config';
import type { AuthorizationConfig, GrantConfig } from './lake-access-config';
import type { ViewConfig } from './lake-views-config';
import type { ProofConfig } from './proof-config';
import type { TabulatorConfig, TabulatorTableConfig } from './tabulator-config';
import type { VerificationConfig } from './verification-config';

export * from './external-table-config';
export * from './lake-access-config';
export * from './lake-views-config';
export * from './proof-config';
export * from './tabulator-config';
export * from './verification-config';

/** Which Athena (Glue) database holds the lake's tables. */
export interface DatabaseConfig {
  /**
   * Name of the Glue database: lower case, digits and `_`; hyphens work but must be quoted in every query.
   *
   * Renaming it later means a new database; the old one and its tables are retained.
   *
   * @default - the stack name with `-` replaced by `_`
   */
  readonly name?: string;

  /**
   * The database is somebody else's, for example a Quilt stack's `UserAthenaDatabaseName`.
   *
   * It is then referred to by name, and never changed or deleted.
   *
   * @default false
   */
  readonly existing?: boolean;
}

/** Who creates the tables and views of a bucket. */
export enum TablesOwner {
  /** This stack creates them. */
  CREATE = 'create',
  /** They exist, for example because a Quilt registry made them: only access to them is managed. */
  EXISTING = 'existing',
}

/** A bucket that holds Quilt packages. The bucket itself is never created, changed or deleted. */
export interface BucketConfig {
  /** Name of the S3 bucket; its tables are called `<name>_packages`, `<name>_manifests` and so on. */
  readonly name: string;

  /**
   * Table layouts to provide for the bucket.
   *
   * @default ['classic']
   */
  readonly layouts?: string[];

  /**
   * ARN of the KMS key that encrypts the bucket's objects, if they are encrypted with one.
   *
   * Roles get the use of the key through S3 only. The key's own policy must let the account's IAM policies decide.
   *
   * @default - objects need no key
   */
  readonly kmsKey?: string;

  /**
   * Account that owns the bucket, when it is another one. That account must allow the roles in the bucket's policy.
   *
   * @default - the stack's account
   */
  readonly account?: string;

  /**
   * Whether this stack creates the bucket's tables.
   *
   * @default TablesOwner.EXISTING in an existing database, TablesOwner.CREATE otherwise
   */
  readonly tables?: TablesOwner;

  /**
   * Tables over CSV and Parquet files inside the bucket's packages, by name: Quilt's Tabulator. Each is given inline, or
   * by the file with Quilt's configuration.
   *
   * They are queried as `"quilt-{stack}-tabulator"."{bucket}"."{table}"` by roles with `tabulator: true`.
   *
   * @default - none
   */
  readonly tabulator?: Record<string, TabulatorTableConfig>;
}

/** How S3 objects of a readable bucket may be reached. */
export enum ObjectAccess {
  /** Objects can be read directly (quilt3, the Quilt catalog) and by queries. */
  DIRECT = 'direct',
  /** Only queries read, and only what the bucket's tables are stored in. Right for agents and BI tools. */
  QUERY = 'query',
}

/** What a role can already do, so that only what is missing is added. */
export enum RoleBaseline {
  /** Nothing is assumed. */
  NONE = 'none',
  /** The policies that a Quilt stack gives its roles (template 1.62.1). */
  QUILT = 'quilt',
}

/** A role that queries the lake. */
export interface RoleConfig {
  /**
   * Short name of the role: part of its workgroup's name and of its results prefix.
   *
   * With `existing: true` it is the name of an IAM role in this account.
   *
   * @default - the role name in `arn`
   */
  readonly name?: string;

  /**
   * ARN of an existing IAM role. The role gets managed policies; nothing else about it changes.
   *
   * @default - a new role, unless `existing` or `quiltManaged` says otherwise
   */
  readonly arn?: string;

  /**
   * `name` is the name of an existing IAM role in this account.
   *
   * @default false
   */
  readonly existing?: boolean;

  /**
   * A role that Quilt manages: policies are created but attached to nothing.
   *
   * Their ARNs go into the Quilt stack's parameter `ManagedUserRoleExtraPolicies` (five at most for all such roles
   * together); the output of that name has the value to paste.
   *
   * @default false
   */
  readonly quiltManaged?: boolean;

  /**
   * What the role can already do.
   *
   * @default RoleBaseline.QUILT beside an existing database for Quilt's own roles, RoleBaseline.NONE otherwise
   */
  readonly baseline?: RoleBaseline;

  /**
   * Buckets whose packages the role may query and read; `['*']` means every declared bucket.
   *
   * @default - none beyond `write`
   */
  readonly read?: string[];

  /**
   * Buckets the role may also push packages to; `['*']` means every declared bucket. Writing includes reading.
   *
   * @default - none
   */
  readonly write?: string[];

  /**
   * How objects of these buckets may be reached. A role that writes needs `direct`.
   *
   * @default ObjectAccess.DIRECT
   */
  readonly objects?: ObjectAccess;

  /**
   * Whether the role may query the lake's Tabulator tables. It must read every bucket that has some, as one function
   * reads the files of all of them.
   *
   * @default false
   */
  readonly tabulator?: boolean;

  /**
   * Clients the role's users work with; each adds exactly the calls that client makes.
   *
   * `catalog`, `mcp`, `pyathena`, `jdbc`, `legacyJdbc`, `directGlue`, `directResults`. The last two let the role call
   * Glue, or read its own results from S3, without going through Athena.
   *
   * @default ['catalog', 'mcp', 'pyathena', 'jdbc']
   */
  readonly clients?: string[];

  /**
   * Settings of the role's workgroup that differ from the lake's.
   *
   * @default - the lake's `workgroups`
   */
  readonly workgroup?: WorkgroupConfig;

  /**
   * ARNs that may assume a new role, beside principals of this account that IAM allows to.
   *
   * For a Quilt catalog: the Quilt stack's `RegistryRoleARN`.
   *
   * @default - none
   */
  readonly trustedPrincipals?: string[];

  /**
   * ARN of the managed policy that bounds a new role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

/** Settings of Athena workgroups. */
export interface WorkgroupConfig {
  /**
   * Bytes one query may scan before Athena cancels it; 10 MB at least, 0 switches the limit off (with a warning).
   *
   * @default 1099511627776 (1 TiB)
   */
  readonly bytesScannedCutoff?: number;

  /**
   * Athena engine, pinned so that an upgrade is a decision.
   *
   * @default 'Athena engine version 3'
   */
  readonly engineVersion?: string;

  /**
   * Let queries read requester-pays buckets.
   *
   * @default false
   */
  readonly requesterPays?: boolean;

  /**
   * Delete a used workgroup with its query history and saved queries when the stack no longer declares it.
   *
   * Takes effect only together with the context key `cdk-quilt-athena/removeDataOnDestroy`.
   *
   * @default false
   */
  readonly recursiveDelete?: boolean;
}

/** The bucket that query results are written to. */
export interface ResultsConfig {
  /**
   * Name of the bucket.
   *
   * @default - chosen by CloudFormation
   */
  readonly bucketName?: string;

  /**
   * ARN of the KMS key results are encrypted with.
   *
   * @default - S3 managed encryption
   */
  readonly kmsKey?: string;

  /**
   * Days after which results are deleted.
   *
   * @default 1
   */
  readonly expirationDays?: number;

  /**
   * ARNs of principals that may reach results without Athena: scanners, operators. `*` stands for any characters.
   *
   * @default - only the account's IAM Access Analyzer
   */
  readonly excludeArnsFromDeny?: string[];

  /**
   * Delete the bucket and every result in it with the stack.
   *
   * Takes effect only together with the context key `cdk-quilt-athena/removeDataOnDestroy`.
   *
   * @default false
   */
  readonly destroy?: boolean;
}

/** How tables are laid out over CloudFormation stacks. */
export interface TablesConfig {
  /**
   * Number of nested stacks that hold tables; choose once, for the number of buckets you expect (about 60 a shard).
   *
   * 0 keeps everything in one stack, which is right up to about 100 buckets. With shards, views, each role's
   * per-bucket policies and the saved queries live in nested stacks too. A bucket never moves between shards; changing the
   * number deletes and creates the tables of most buckets.
   *
   * @default 0
   */
  readonly shards?: number;
}

/** A Quilt lake's SQL side. */
export interface LakeConfig {
  /** The database. @default - a new one named after the stack */
  readonly database?: DatabaseConfig;

  /** Buckets that hold packages. */
  readonly buckets: BucketConfig[];

  /** Roles that query them. */
  readonly roles: RoleConfig[];

  /** Where query results go. @default - a bucket whose objects live one day */
  readonly results?: ResultsConfig;

  /** Settings of every role's workgroup. @default - enforced, 1 TiB a query, engine 3 */
  readonly workgroups?: WorkgroupConfig;

  /** Put a small library of saved queries into each workgroup. @default true */
  readonly savedQueries?: boolean;

  /** How tables are laid out over stacks. @default - all in one stack */
  readonly tables?: TablesConfig;

  /** What decides about access. @default - IAM policies */
  readonly authorization?: AuthorizationConfig;

  /** Access beyond what `read` and `write` of the roles give. @default - none */
  readonly grants?: GrantConfig[];

  /** Settings of Tabulator, whose tables are declared at their buckets. @default - a connector of the lake's own, where there are tables */
  readonly tabulator?: TabulatorConfig;

  /** Tables that exist without this stack, so that views can read them. @default - none */
  readonly externalTables?: ExternalTableConfig[];

  /** Views over the lake's tables, external tables and other views. @default - none */
  readonly views?: ViewConfig[];

  /** What a synthesis does about policies that are not what was declared. @default - it fails */
  readonly proof?: ProofConfig;

  /** Proof of access at the end of each deployment, and on schedule. @default - none beyond the one at synth */
  readonly verification?: VerificationConfig;
}
