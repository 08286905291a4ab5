import type { AwsEnvironment } from '../../authorization/aws-environment';
import type { PolicyStatement } from '../../authorization/policy-statement';
import { quiltBaseline } from '../../authorization/quilt-baseline';
import type { RoleAccess } from '../../authorization/role-access';
import { bucketStatements, queryStatements } from '../../authorization/role-statements';
import type { Lake, LakeRole } from '../../model/lake';
import { ObjectAccess, RoleBaseline } from '../../model/lake-config';

/** What CloudFormation calls a results bucket that the configuration does not name. */
export const UNNAMED_RESULTS = '*quiltathenaresultsbucket*';

/** Everything a deployed role is allowed: what the library writes, and what a Quilt stack is relied on for. */
export function declaredStatements(lake: Lake, role: LakeRole, aws: AwsEnvironment): PolicyStatement[] {
  const access = accessOf(lake, role, aws);
  return [
    ...queryStatements(access, aws),
    ...bucketStatements(access, access.buckets, aws),
    ...(role.baseline === RoleBaseline.QUILT ? quiltBaseline(access, aws) : []),
  ];
}

function accessOf(lake: Lake, role: LakeRole, aws: AwsEnvironment): RoleAccess {
  return {
    databaseName: lake.database.name,
    workgroupName: role.workgroup.name,
    results: {
      bucketArn: `arn:${aws.partition}:s3:::${lake.results.bucketName ?? UNNAMED_RESULTS}`,
      prefix: role.resultsPrefix,
      kmsKey: lake.results.kmsKey,
    },
    buckets: role.read.map((name) => ({
      name,
      write: role.write.includes(name),
      kmsKey: lake.buckets.find((bucket) => bucket.name === name)?.kmsKey,
    })),
    queriesOnly: role.objects === ObjectAccess.QUERY,
    clients: role.clients,
  };
}
