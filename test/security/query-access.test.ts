import { CLIENT_PRESETS } from '../../lib/authorization/client-presets';
import { athena, glue, s3 } from '../support/arns';
import type { Decision } from '../support/simulated-role';
import { DATA_KEY, RESULTS_KEY, salesLake } from './sales-lake';

/** What Athena does for a query of each role, and what nobody but Athena may do. */

const lake = salesLake();
const { results } = lake;
const S3_SERVICE = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };
const MANIFEST = '.quilt/packages/0123456789abcdef';

interface Row {
  readonly action: string;
  readonly on: string;
  readonly viaAthena: Decision;
  readonly directly: Decision;
  readonly context?: Record<string, string>;
}

/** Same for every role that reads `sales-raw`, whatever client lifts nothing. */
function queryRows(role: string): Row[] {
  const own = `athena-results/${role}/`;
  const onlyAthena = { viaAthena: 'Allowed', directly: 'ImplicitlyDenied' } as const;
  // The results bucket's own policy denies on top.
  const closedResults = { viaAthena: 'Allowed', directly: 'ExplicitlyDenied' } as const;
  const never = { viaAthena: 'ImplicitlyDenied', directly: 'ImplicitlyDenied' } as const;
  const neverResults = { viaAthena: 'ImplicitlyDenied', directly: 'ExplicitlyDenied' } as const;
  return [
    // Any SQL: the database, and `default` wherever a client names none; each with its ancestor, the catalog.
    { action: 'glue:GetDatabase', on: glue('catalog'), ...onlyAthena },
    { action: 'glue:GetDatabase', on: glue('database/sales_prod'), ...onlyAthena },
    { action: 'glue:GetDatabase', on: glue('database/default'), ...onlyAthena },
    { action: 'glue:GetDatabases', on: glue('catalog'), ...onlyAthena },
    { action: 'glue:GetDatabases', on: glue('database/sales_prod'), ...onlyAthena },
    // SELECT: tables and views of the bucket, with all ancestors.
    { action: 'glue:GetTable', on: glue('catalog'), ...onlyAthena },
    { action: 'glue:GetTable', on: glue('database/sales_prod'), ...onlyAthena },
    { action: 'glue:GetTable', on: glue('table/sales_prod/sales-raw_packages'), ...onlyAthena },
    { action: 'glue:GetTable', on: glue('table/sales_prod/sales-raw_manifests'), ...onlyAthena },
    { action: 'glue:GetTable', on: glue('table/sales_prod/sales-raw_packages-view'), ...onlyAthena },
    { action: 'glue:GetTable', on: glue('table/sales_prod/sales-raw_objects-view'), ...onlyAthena },
    // SHOW TABLES, and tables with partitions.
    { action: 'glue:GetTables', on: glue('table/sales_prod/sales-raw_packages'), ...onlyAthena },
    { action: 'glue:GetPartition', on: glue('table/sales_prod/sales-raw_packages'), ...onlyAthena },
    { action: 'glue:GetPartitions', on: glue('table/sales_prod/sales-raw_packages'), ...onlyAthena },
    { action: 'glue:GetPartitions', on: glue('catalog'), ...onlyAthena },
    { action: 'glue:BatchGetPartition', on: glue('table/sales_prod/sales-raw_packages'), ...onlyAthena },
    // Results: only below the role's own prefix, and by nobody but Athena.
    { action: 's3:GetBucketLocation', on: s3(results), ...onlyAthena },
    { action: 's3:ListBucket', on: s3(results), context: { 's3:prefix': own }, ...closedResults },
    { action: 's3:ListBucketMultipartUploads', on: s3(results), ...closedResults },
    { action: 's3:GetObject', on: s3(`${results}/${own}1.csv`), ...closedResults },
    { action: 's3:PutObject', on: s3(`${results}/${own}1.csv`), ...closedResults },
    { action: 's3:AbortMultipartUpload', on: s3(`${results}/${own}1.csv`), ...closedResults },
    { action: 's3:ListMultipartUploadParts', on: s3(`${results}/${own}1.csv`), ...closedResults },
    { action: 'kms:GenerateDataKey', on: RESULTS_KEY, context: S3_SERVICE, ...onlyAthena },
    { action: 'kms:Decrypt', on: RESULTS_KEY, context: S3_SERVICE, ...onlyAthena },
    { action: 'kms:Decrypt', on: RESULTS_KEY, ...never },
    // Other roles' results, results of nobody, and names that begin alike.
    { action: 's3:GetObject', on: s3(`${results}/athena-results/other/1.csv`), ...neverResults },
    { action: 's3:PutObject', on: s3(`${results}/athena-results/other/1.csv`), ...neverResults },
    { action: 's3:GetObject', on: s3(`${results}/athena-results/${role}-2/1.csv`), ...neverResults },
    { action: 's3:PutObject', on: s3(`${results}/1.csv`), ...neverResults },
    { action: 's3:ListBucket', on: s3(results), context: { 's3:prefix': 'athena-results/' }, ...neverResults },
    { action: 's3:DeleteObject', on: s3(`${results}/${own}1.csv`), ...neverResults },
    // Other buckets, a name that begins alike among them; other databases; `default` has a name and no tables.
    { action: 's3:GetObject', on: s3(`sales-raw-2/${MANIFEST}`), ...never },
    { action: 's3:ListBucket', on: s3('sales-raw-2'), ...never },
    { action: 'glue:GetTable', on: glue('table/sales_prod/sales-raw-2_packages'), ...never },
    { action: 'glue:GetTable', on: glue('table/default/sales-raw_packages'), ...never },
    { action: 'glue:GetTable', on: glue('table/default/anything'), ...never },
    { action: 'glue:GetTable', on: glue('database/default'), ...never },
    { action: 'glue:GetDatabase', on: glue('database/payroll'), ...never },
    { action: 'glue:GetTable', on: glue('table/payroll/sales-raw_packages'), ...never },
    // Changing anything.
    { action: 'glue:CreateTable', on: glue('table/sales_prod/sales-raw_packages'), ...never },
    { action: 'glue:UpdateTable', on: glue('table/sales_prod/sales-raw_packages-view'), ...never },
    { action: 'glue:DeleteTable', on: glue('table/sales_prod/sales-raw_packages'), ...never },
    { action: 'glue:BatchCreatePartition', on: glue('table/sales_prod/sales-raw_packages'), ...never },
    { action: 'glue:CreateDatabase', on: glue('database/default'), ...never },
    { action: 's3:PutObject', on: s3('sales-raw/elsewhere.csv'), ...never },
    { action: 's3:DeleteObject', on: s3(`sales-raw/${MANIFEST}`), ...never },
    { action: 's3:PutObject', on: s3('attacker-bucket/loot.csv'), ...never },
    { action: 's3:PutBucketPolicy', on: s3(results), ...never },
    // Lake Formation lets nobody scope, and this lake has nothing under it.
    { action: 'lakeformation:GetDataAccess', on: '*', ...never },
    { action: 'lakeformation:PutDataLakeSettings', on: '*', ...never },
    { action: 'lakeformation:GrantPermissions', on: '*', ...never },
  ];
}

const READERS = ['analyst', 'only-catalog', 'only-mcp', 'only-pyathena', 'only-jdbc', 'only-legacyJdbc'];

describe.each(READERS)('%s', (name) => {
  test.each(queryRows(name))('$action on $on: Athena $viaAthena, directly $directly', async (row) => {
    const request = { action: row.action, resource: row.on, context: row.context };
    const role = lake.role(name);
    expect(await role.decide({ ...request, viaAthena: true })).toBe(row.viaAthena);
    expect(await role.decide(request)).toBe(row.directly);
  });
});

test.each(CLIENT_PRESETS.map((preset) => `only-${preset.name}`))('%s: no workgroup but its own', async (name) => {
  const others = ['primary', 'QuiltUserAthena-sales-prod-analyst', 'QuiltUserAthena-sales-prod-agent'];
  for (const workgroup of [...others, `QuiltUserAthena-sales-prod-${name}-2`, 'QuiltUserAthena-other-stack']) {
    for (const action of ['StartQueryExecution', 'GetQueryResults', 'GetWorkGroup', 'ListQueryExecutions']) {
      const resource = athena(`workgroup/${workgroup}`);
      expect(await lake.role(name).decide({ action: `athena:${action}`, resource })).toBe('ImplicitlyDenied');
    }
  }
});

test.each([
  ['analyst', 's3:GetObject', 'sales-raw/photo.jpg', 'Allowed'],
  ['analyst', 's3:GetObjectVersion', 'sales-raw/photo.jpg', 'Allowed'],
  ['analyst', 's3:ListBucket', 'sales-raw', 'Allowed'],
  ['analyst', 's3:PutObject', 'sales-raw/photo.jpg', 'ImplicitlyDenied'],
  ['analyst', 's3:PutObject', 'sales-raw/.quilt/packages/1', 'ImplicitlyDenied'],
  ['analyst', 's3:GetObject', 'sales-vault/photo.jpg', 'ImplicitlyDenied'],
  ['curator', 's3:PutObject', 'sales-raw/photo.jpg', 'Allowed'],
  ['curator', 's3:DeleteObject', 'sales-raw/photo.jpg', 'Allowed'],
  ['curator', 's3:DeleteObjectVersion', 'sales-raw/photo.jpg', 'ImplicitlyDenied'],
  ['curator', 's3:AbortMultipartUpload', 'sales-raw/photo.jpg', 'Allowed'],
  ['curator', 's3:GetObject', 'sales-vault/photo.jpg', 'Allowed'],
  ['curator', 's3:PutObject', 'sales-vault/photo.jpg', 'ImplicitlyDenied'],
  ['curator', 's3:PutBucketPolicy', 'sales-raw', 'ImplicitlyDenied'],
] as const)('%s without Athena: %s on %s is %s', async (name, action, on, expected) => {
  expect(await lake.role(name).decide({ action, resource: s3(on) })).toBe(expected);
});

test.each([
  ['s3:GetBucketLocation', 'sales-raw', {}, 'Allowed', 'ImplicitlyDenied'],
  ['s3:ListBucket', 'sales-raw', { 's3:prefix': '.quilt/packages/' }, 'Allowed', 'ImplicitlyDenied'],
  ['s3:ListBucket', 'sales-raw', { 's3:prefix': '.quilt/named_packages/' }, 'Allowed', 'ImplicitlyDenied'],
  ['s3:ListBucket', 'sales-raw', { 's3:prefix': 'photos/' }, 'ImplicitlyDenied', 'ImplicitlyDenied'],
  ['s3:ListBucket', 'sales-raw', {}, 'ImplicitlyDenied', 'ImplicitlyDenied'],
  ['s3:GetObject', `sales-raw/${MANIFEST}`, {}, 'Allowed', 'ImplicitlyDenied'],
  ['s3:GetObject', 'sales-raw/.quilt/named_packages/team/name/latest', {}, 'Allowed', 'ImplicitlyDenied'],
  ['s3:GetObject', 'sales-raw/photo.jpg', {}, 'ImplicitlyDenied', 'ImplicitlyDenied'],
  ['s3:GetObject', `sales-vault/${MANIFEST}`, {}, 'Allowed', 'ImplicitlyDenied'],
  ['s3:PutObject', `sales-raw/${MANIFEST}`, {}, 'ImplicitlyDenied', 'ImplicitlyDenied'],
] as const)('agent, which only queries: %s on %s %j', async (action, on, context, viaAthena, directly) => {
  const agent = lake.role('agent');
  expect(await agent.decide({ action, resource: s3(on), context, viaAthena: true })).toBe(viaAthena);
  expect(await agent.decide({ action, resource: s3(on), context })).toBe(directly);
});

test.each([
  // Objects of a bucket with a key: decrypted through S3, by whom the bucket is declared for, and never without S3.
  ['curator', 'kms:Decrypt', DATA_KEY, S3_SERVICE, 'Allowed', 'Allowed'],
  ['curator', 'kms:Decrypt', DATA_KEY, {}, 'ImplicitlyDenied', 'ImplicitlyDenied'],
  [
    'curator',
    'kms:Decrypt',
    DATA_KEY,
    { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
    'ImplicitlyDenied',
    'ImplicitlyDenied',
  ],
  ['curator', 'kms:GenerateDataKey', DATA_KEY, S3_SERVICE, 'ImplicitlyDenied', 'ImplicitlyDenied'],
  ['agent', 'kms:Decrypt', DATA_KEY, S3_SERVICE, 'Allowed', 'ImplicitlyDenied'],
  ['analyst', 'kms:Decrypt', DATA_KEY, S3_SERVICE, 'ImplicitlyDenied', 'ImplicitlyDenied'],
  ['analyst', 'kms:Encrypt', RESULTS_KEY, S3_SERVICE, 'ImplicitlyDenied', 'ImplicitlyDenied'],
] as const)('%s: %s on %s under %j', async (name, action, on, context, viaAthena, directly) => {
  const request = { action, resource: on, context };
  expect(await lake.role(name).decide({ ...request, viaAthena: true })).toBe(viaAthena);
  expect(await lake.role(name).decide(request)).toBe(directly);
});
