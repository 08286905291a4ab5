import type { Layer } from '../diagnosis';

/** Ways to turn a matched message into IAM statements or Lake Formation grants; see `lib/diagnosis/fix`. */
export type Remedy =
  | 'athena'
  | 'bucketLocation'
  | 'catalogKey'
  | 'dataAccess'
  | 'dataLocation'
  | 'glue'
  | 'glueDirect'
  | 'iamS3'
  | 'kms'
  | 'lakeFormation'
  | 'lambda'
  | 'readObjects'
  | 'assumeRole'
  | 'writeResults';

/** One row of the error catalogue: a text, its root cause, and what helps. */
export interface CatalogueEntry {
  /** Stable; several rows of one id tell causes apart that share the id. */
  readonly id: string;
  /**
   * Must match the text, if given. Named groups become fields of the diagnosis: `view`, `privilege`, `object`, `column`,
   * `url`, `bucket`; a digit after the name is left away.
   */
  readonly pattern?: RegExp;
  /** Must match the action of a "not authorized to perform ACTION on resource", if given. */
  readonly action?: RegExp;
  /** Must match the resource of it, if given. */
  readonly resource?: RegExp;
  /** Only where the client itself called the service, instead of Athena on its behalf; see `direct-call.ts`. */
  readonly direct?: true;
  /** AthenaError.ErrorType codes that mean the same, where no text decides (Athena User Guide: error-reference). */
  readonly errorTypes?: readonly number[];
  readonly layer: Layer;
  /** Null: the text has two causes, of which one is a permission. */
  readonly permission: boolean | null;
  /** How sure it is: from production messages, from documentation, or inferred. */
  readonly evidence: 'production' | 'documented' | 'inferred';
  readonly cause: string;
  readonly fix: string;
  readonly remedy?: Remedy;
  /** A page to read: of this library, or of AWS. */
  readonly document: string;
}

/** A text around another: what is inside decides, as far as it is known. */
export interface WrapperEntry {
  readonly id: string;
  /** Groups: `inner`, which goes on to the end, and `view`. */
  readonly pattern: RegExp;
  /** What the wrapper itself says where nothing inside is known: the first row that matches. None: nothing. */
  readonly alone: readonly Omit<CatalogueEntry, 'id'>[];
}

export const ATHENA_GUIDE = 'https://docs.aws.amazon.com/athena/latest/ug/';
export const GLUE_GUIDE = 'https://docs.aws.amazon.com/glue/latest/dg/';
export const LAKE_FORMATION_GUIDE = 'https://docs.aws.amazon.com/lake-formation/latest/dg/';
export const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
export const S3_GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/';
