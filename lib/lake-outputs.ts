import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type { Lake } from './model/lake';
import { pascalCase } from './model/names';
import type { QuiltAthena } from './quilt-athena';

/**
 * The stack's outputs: those Quilt's own stacks have, and those clients look for and do not find there, as the names of
 * workgroups and results bucket (quiltdata/benchling-webhook: spec/206-service-envars/17-resource-discovery-audit.md).
 */
export function addOutputs(quilt: QuiltAthena, lake: Lake): void {
  const stack = Stack.of(quilt);
  const output = (name: string, value: string, description: string) =>
    new CfnOutput(stack, name, { value, description });

  output('UserAthenaDatabaseName', quilt.database.databaseName, 'Database that holds the tables of the lake');
  output('AthenaResultsBucketName', quilt.results.bucket.bucketName, 'Bucket that query results go to');
  output('AthenaDataCatalogName', 'AwsDataCatalog', 'Data catalog that holds the database');
  if (lake.roles.length > 0) {
    const first = quilt.workgroup(lake.roles[0].name).workgroupName;
    output('UserAthenaWorkgroupName', first, `Workgroup of the first declared role, ${lake.roles[0].name}`);
  }
  for (const { name } of lake.roles) {
    const id = pascalCase(name);
    output(`UserAthenaWorkgroupName${id}`, quilt.workgroup(name).workgroupName, `Workgroup of ${name}`);
    const role = quilt.queryRole(name).role;
    if (role) output(`RoleArn${id}`, role.roleArn, `Role ${name}`);
  }
  const managed = lake.roles.filter((role) => role.kind === 'quiltManaged');
  if (managed.length > 0) {
    const arns = managed.flatMap((role) => quilt.queryRole(role.name).policyArns);
    output('ManagedUserRoleExtraPolicies', Fn.join(',', arns), 'Value for the Quilt stack parameter of this name');
  }
}
