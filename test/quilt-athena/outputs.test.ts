import { Template } from 'aws-cdk-lib/assertions';
import type { LakeConfig } from '../../lib/model/lake-config';
import { lakeStack } from '../support/lake-stack';

const CONFIG: LakeConfig = {
  buckets: [{ name: 'sales-raw' }],
  roles: [
    { name: 'analyst', read: ['sales-raw'] },
    { name: 'read-only.bot', read: ['sales-raw'] },
    { arn: 'arn:aws:iam::123456789012:role/team/DataScience', read: ['sales-raw'] },
    { name: 'managed', quiltManaged: true, read: ['sales-raw'] },
  ],
};

function outputsOf(config: LakeConfig): Record<string, { Value: unknown; Description: string }> {
  return Template.fromStack(lakeStack(config).stack).toJSON().Outputs;
}

const outputs = outputsOf(CONFIG);
const reference = (prefix: string) => ({ Ref: expect.stringMatching(new RegExp(`^QuiltAthena${prefix}`)) });

test.each<[string, unknown]>([
  // As Quilt's own stacks have it: clients find the database by this name.
  ['UserAthenaDatabaseName', 'sales_prod'],
  // What clients look for and Quilt's stacks do not tell.
  ['AthenaResultsBucketName', reference('ResultsBucket')],
  ['AthenaDataCatalogName', 'AwsDataCatalog'],
  ['UserAthenaWorkgroupName', reference('analystWorkgroup')],
  ['UserAthenaWorkgroupNameAnalyst', reference('analystWorkgroup')],
  ['UserAthenaWorkgroupNameReadOnlyBot', reference('readonlybotWorkgroup')],
  ['UserAthenaWorkgroupNameDataScience', reference('DataScienceWorkgroup')],
  ['UserAthenaWorkgroupNameManaged', reference('managedWorkgroup')],
  ['RoleArnAnalyst', { 'Fn::GetAtt': [expect.stringMatching(/^QuiltAthenaanalystAccessRole/), 'Arn'] }],
  ['RoleArnReadOnlyBot', { 'Fn::GetAtt': [expect.stringMatching(/^QuiltAthenareadonlybotAccessRole/), 'Arn'] }],
  ['RoleArnDataScience', 'arn:aws:iam::123456789012:role/team/DataScience'],
  [
    'ManagedUserRoleExtraPolicies',
    { 'Fn::Join': [',', [reference('managedAccessQuery'), reference('managedAccessData')]] },
  ],
])('%s', (name, value) => {
  expect(outputs[name].Value).toEqual(value);
  expect(outputs[name].Description.length).toBeGreaterThan(10);
});

test('there is no other output, and none of a role that the stack knows no ARN of', () => {
  expect(Object.keys(outputs).sort()).toEqual([
    'AthenaDataCatalogName',
    'AthenaResultsBucketName',
    'ManagedUserRoleExtraPolicies',
    'RoleArnAnalyst',
    'RoleArnDataScience',
    'RoleArnReadOnlyBot',
    'UserAthenaDatabaseName',
    'UserAthenaWorkgroupName',
    'UserAthenaWorkgroupNameAnalyst',
    'UserAthenaWorkgroupNameDataScience',
    'UserAthenaWorkgroupNameManaged',
    'UserAthenaWorkgroupNameReadOnlyBot',
  ]);
});

test('beside a Quilt stack, the database is the one that stack has', () => {
  const database = { name: 'userathenadatabase-mbq1ihawbzb7', existing: true };
  expect(outputsOf({ ...CONFIG, database }).UserAthenaDatabaseName.Value).toBe('userathenadatabase-mbq1ihawbzb7');
});

test('policies in nested stacks reach the output', () => {
  const { Value } = outputsOf({ ...CONFIG, tables: { shards: 2 } }).ManagedUserRoleExtraPolicies;
  expect(JSON.stringify(Value)).toMatch(/"Fn::GetAtt":\["QuiltAthenamanagedAccessDataNestedStack\w+","Outputs\.\w+"\]/);
});

test('names are as long as CloudFormation takes for 50 roles', () => {
  const roles = Array.from({ length: 50 }, (_, i) => ({ name: `role-${i}`, read: ['sales-raw'] }));
  const names = Object.keys(outputsOf({ ...CONFIG, roles, tables: { shards: 1 } }));
  // 200 outputs a template, names of 255 letters and digits (cloudformation-limits).
  expect(names.length).toBeLessThanOrEqual(200);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9]{1,255}$/);
});
