import type { Grant } from '../authorization/grant';
import type { GrantPreflight } from '../authorization/grant-plan';

/** Version of the plan's form. A handler reads every form there ever was, and refuses a newer one. */
export const VERIFICATION_PLAN_VERSION = 1;

/** What must be so when access is as declared: an S3 asset that the verifier reads. Same lake, same bytes. */
export interface VerificationPlan {
  readonly version: number;
  readonly roles: readonly RoleExpectations[];
  /** Every view of the lake, with what it was made for. */
  readonly views: readonly ViewExpectation[];
  /** What must be so in Lake Formation, whoever asks; nothing where IAM decides alone. */
  readonly lakeFormation?: GrantPreflight;
  /** What is covered, and what is not, as lines for reviewers. */
  readonly coverage: readonly string[];
}

/** `allowed` or `denied`, as declared. */
export type Expected = 'allowed' | 'denied';

/** What is expected of one role. */
export interface RoleExpectations {
  /** Short name; its ARN is known only to the deployment. */
  readonly role: string;
  /** The role was there before: it may hold rights of others' giving, and need not trust the verifier. */
  readonly imported: boolean;
  readonly workgroup: string;
  /** Where its results go, `s3://bucket/prefix/`. */
  readonly results: string;
  readonly database: string;
  /** Questions to IAM's policy simulator; never a sample. */
  readonly calls: readonly CallExpectation[];
  /** All that the role may hold in Lake Formation on the lake's databases; nothing where IAM decides for it. */
  readonly grants?: readonly Grant[];
  /** A sample, see `coverage`. */
  readonly queries: readonly QueryExpectation[];
}

/** Actions on resources, each with each, in one situation. */
export interface CallExpectation {
  /** Sid of the statement, or what is refused. */
  readonly purpose: string;
  readonly actions: readonly string[];
  /** ARNs without wildcards, with placeholders of `deployed-names`. */
  readonly resources: readonly string[];
  /** Every condition key that policies of the library look at. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly expected: Expected;
}

/** A query that must run, or be denied for what it reads. */
export interface QueryExpectation {
  readonly sql: string;
  readonly expected: Expected;
  /** What a denial must be about to count. */
  readonly about?: { readonly database: string; readonly table: string; readonly bucket?: string };
}

/** A column by name and Hive type. */
export interface ExpectedColumn {
  readonly name: string;
  readonly type: string;
}

/** A view, and of what it reads the columns that it uses. */
export interface ViewExpectation {
  readonly database: string;
  readonly table: string;
  /** As stored, in order. */
  readonly columns: readonly ExpectedColumn[];
  readonly bases: readonly {
    readonly database: string;
    readonly table: string;
    readonly columns: readonly ExpectedColumn[];
  }[];
}
