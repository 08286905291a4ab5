import { DATABASE_METADATA, READ_OBJECTS } from './actions';
import { type AwsEnvironment, arnsIn } from './aws-environment';
import { allow, type PolicyStatement } from './policy-statement';
import type { RoleAccess } from './role-access';
import { VIA_ATHENA } from './role-statements';

/** What the registry gives on a bucket: neither its location nor what ends an unfinished multipart upload. */
const LIST_OBJECTS = ['s3:ListBucket', 's3:ListBucketVersions'];
const WRITE_OBJECTS = ['s3:DeleteObject', 's3:PutObject', 's3:PutObjectTagging', 's3:RestoreObject'];

/**
 * What a Quilt stack (template 1.62.1) already lets its roles do, as far as this library relies on it.
 *
 * `UserAthenaNonManagedRolePolicy` and `UserAthenaManagedRolePolicy` (quiltdata/knowledge-base:
 * iam-policy-qa/template.cft:2235-2345), and the registry's bucket policies. Left out on purpose: the rights on
 * `workgroup/*` and `athena-results/*` of managed roles, which Quilt narrows by session policies we cannot see.
 */
export function quiltBaseline(access: RoleAccess, aws: AwsEnvironment): PolicyStatement[] {
  const arns = arnsIn(aws);
  return [
    allow('ListAthena', ['athena:ListDataCatalogs', 'athena:ListDatabases', 'athena:ListWorkGroups'], ['*']),
    allow(
      'ReadMetadata',
      [...DATABASE_METADATA, 'glue:GetTable', 'glue:GetTables'],
      [arns.catalog, arns.database(access.databaseName), arns.table(access.databaseName, '*')],
      VIA_ATHENA,
    ),
    ...access.buckets.flatMap(({ name, write }) => [
      allow('ListObjects', LIST_OBJECTS, [arns.bucket(name)]),
      allow('ReadObjects', [...READ_OBJECTS, ...(write ? WRITE_OBJECTS : [])], [arns.objects(name)]),
    ]),
  ];
}
