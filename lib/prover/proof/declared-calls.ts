import type { AwsEnvironment } from '../../authorization/aws-environment';
import type { Constraint } from './constraint';

/**
 * Calls that a role must be able to make, and is the only ones it may.
 *
 * Written apart from `lib/authorization`, which writes the policies: what one of the two gets wrong, the other shows.
 */
export interface DeclaredCalls {
  /** What they are for. */
  readonly purpose: string;
  readonly actions: readonly string[];
  /** ARNs, with wildcards. */
  readonly resources: readonly string[];
  /** What must be so of a request. */
  readonly only: readonly Constraint[];
}

/** Calls that Athena makes with the role's credentials (IAM User Guide: access_forward_access_sessions). */
export const THROUGH_ATHENA: Constraint = {
  key: 'aws:calledvia',
  values: ['athena.amazonaws.com'],
  oneOfSeveral: true,
};

export const DATABASE = ['glue:GetDatabase', 'glue:GetDatabases'];
export const TABLE = [
  'glue:BatchGetPartition',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:GetTables',
];
export const WRITE_RESULTS = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'];

export function calls(
  purpose: string,
  actions: readonly string[],
  resources: readonly string[],
  only: readonly Constraint[] = [],
): DeclaredCalls {
  return { purpose, actions, resources, only };
}

export const glue = ({ partition, region, account }: AwsEnvironment, resource: string) =>
  `arn:${partition}:glue:${region}:${account}:${resource}`;

/** The key serves S3 only: nobody decrypts with it directly. */
export function throughS3({ region, urlSuffix }: AwsEnvironment): Constraint {
  return { key: 'kms:viaservice', values: [`s3.${region}.${urlSuffix}`] };
}
