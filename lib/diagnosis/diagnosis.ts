import type { PolicyStatement } from '../authorization/policy-statement';
import type { LakeFormationGrant } from './fix/lake-formation-grant';

/** Where the failure arose. */
export type Layer = 'athena' | 'glue' | 's3' | 'kms' | 'lf' | 'iam' | 'lambda' | 'client' | 'data';

/** `high`: the message says it. `medium`: it follows from what is usual. `low`: two causes look the same. */
export type Confidence = 'high' | 'medium' | 'low';

/** What a message says about a failure, and what to do about it. */
export interface Diagnosis {
  /** The catalogue entry of the cause itself; `none` where the text is no known failure. */
  readonly id: string;
  /** Ids from the outermost wrapper to the cause. */
  readonly chain: readonly string[];
  /** Ids of deny-type remarks on the cause: `E40` an explicit deny, `E41` a policy other than the role's that lacks an Allow. */
  readonly annotations: readonly string[];
  /** Whether a permission is missing or denied; null where the message alone cannot tell. */
  readonly permission: boolean | null;
  readonly layer: Layer | null;
  readonly principal: string | null;
  readonly action: string | null;
  readonly resource: string | null;
  /** The view next to the cause: the one whose base is denied, or which is stale. */
  readonly view: string | null;
  /** Views from the queried one to `view`. */
  readonly viewChain: readonly string[];
  /** The kind of policy that denied, where the message names it. */
  readonly deny: Deny | null;
  readonly cause: string;
  readonly fix: Fix;
  readonly confidence: Confidence | null;
  /** What to read. */
  readonly document: string | null;
  /** The part of the message that decided, cut to size and without secrets. */
  readonly matched: string | null;
  /** What the library's own policy says, if a configuration was given. */
  readonly library?: LibraryVerdict;
  /** Other failures in the same text, as their ids. */
  readonly also?: readonly string[];
  /** What was asked of AWS to tell two causes apart, and what it answered. */
  readonly checks?: readonly string[];
}

/** The policy that denied. */
export interface Deny {
  readonly explicit: boolean;
  /** `service control`, `session`, `identity-based` …, as AWS words it; null where it names none. */
  readonly policyType: string | null;
  readonly policyArn: string | null;
}

/** What to do. Nothing in it is ever done by this library's doctor itself. */
export interface Fix {
  readonly text: string;
  readonly iam: readonly PolicyStatement[];
  readonly lakeFormation: readonly LakeFormationGrant[];
  /** The line to change in quilt-athena.yaml. */
  readonly config: string | null;
}

/** What the statements that the library writes for a role say about the denied request. */
export interface LibraryVerdict {
  /** Short name of the role in the configuration; null where the principal is none of its roles. */
  readonly role: string | null;
  /** Null where the message does not say what was asked for. */
  readonly allowed: boolean | null;
  /** Whether what is deployed differs from what the library writes. */
  readonly drifted: boolean | null;
  readonly why: string;
}
