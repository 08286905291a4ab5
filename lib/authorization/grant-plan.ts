import type { Grant } from './grant';

/** Version of the plan's form. A handler reads every form there ever was, and refuses a newer one. */
export const GRANT_PLAN_VERSION = 1;

/** The grants that a deployment applies: an S3 asset that the grants handler reads. Same lake, same bytes. */
export interface GrantPlan {
  readonly version: number;
  /** Sorted by principal, database, table; one entry for a principal and an object. */
  readonly grants: readonly Grant[];
  /** What must be so before the first change. */
  readonly preflight: GrantPreflight;
}

/** The state of the account that the plan relies on; see `lambda/grants`. */
export interface GrantPreflight {
  /** Databases and tables that Lake Formation must govern: no `IAM_ALLOWED_PRINCIPALS` on them. */
  readonly governed: readonly { readonly database: string; readonly table?: string }[];
  /** S3 locations (`s3://bucket/prefix/`) that must be registered with Lake Formation. */
  readonly locations: readonly string[];
  /** Short names of roles that must be opted in, and on what; empty unless the regime is hybrid. */
  readonly optIns: readonly { readonly principal: string; readonly database: string; readonly table?: string }[];
}
