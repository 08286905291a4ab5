import { glue, s3 } from '../support/arns';
import { resolvedTemplate } from '../support/resolved-template';
import { type Decision, roleWith } from '../support/simulated-role';
import { RESULTS_KEY, salesLake } from './sales-lake';

/** Two clients work without Athena in between. Each lifts that one condition, for that one role, and no more. */

const lake = salesLake();
const { results } = lake;
const OWN = 'athena-results/only-directResults/';
const S3_SERVICE = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };

type Row = [client: string, action: string, on: string, context: Record<string, string>, directly: Decision];

test.each<Row>([
  ['directGlue', 'glue:GetDatabase', glue('database/sales_prod'), {}, 'Allowed'],
  ['directGlue', 'glue:GetDatabases', glue('catalog'), {}, 'Allowed'],
  ['directGlue', 'glue:GetTable', glue('table/sales_prod/sales-raw_packages'), {}, 'Allowed'],
  ['directGlue', 'glue:GetTables', glue('table/sales_prod/sales-raw_objects-view'), {}, 'Allowed'],
  ['directGlue', 'glue:GetPartitions', glue('table/sales_prod/sales-raw_packages'), {}, 'Allowed'],
  ['directGlue', 'glue:GetTable', glue('table/sales_prod/sales-vault_packages'), {}, 'ImplicitlyDenied'],
  ['directGlue', 'glue:GetTable', glue('table/payroll/sales-raw_packages'), {}, 'ImplicitlyDenied'],
  ['directGlue', 'glue:UpdateTable', glue('table/sales_prod/sales-raw_packages'), {}, 'ImplicitlyDenied'],
  ['directGlue', 's3:GetObject', s3(`${results}/athena-results/only-directGlue/1.csv`), {}, 'ExplicitlyDenied'],
  ['directGlue', 'kms:Decrypt', RESULTS_KEY, S3_SERVICE, 'ImplicitlyDenied'],

  ['directResults', 's3:GetObject', s3(`${results}/${OWN}1.csv`), {}, 'Allowed'],
  ['directResults', 's3:GetBucketLocation', s3(results), {}, 'Allowed'],
  ['directResults', 's3:ListBucket', s3(results), { 's3:prefix': OWN }, 'Allowed'],
  ['directResults', 'kms:Decrypt', RESULTS_KEY, S3_SERVICE, 'Allowed'],
  ['directResults', 's3:PutObject', s3(`${results}/${OWN}1.csv`), {}, 'ExplicitlyDenied'],
  ['directResults', 's3:DeleteObject', s3(`${results}/${OWN}1.csv`), {}, 'ExplicitlyDenied'],
  ['directResults', 's3:AbortMultipartUpload', s3(`${results}/${OWN}1.csv`), {}, 'ExplicitlyDenied'],
  ['directResults', 's3:GetObject', s3(`${results}/athena-results/analyst/1.csv`), {}, 'ExplicitlyDenied'],
  ['directResults', 's3:GetObject', s3(`${results}/athena-results/only-directResults-2/1.csv`), {}, 'ExplicitlyDenied'],
  ['directResults', 's3:ListBucket', s3(results), { 's3:prefix': 'athena-results/analyst/' }, 'ExplicitlyDenied'],
  ['directResults', 's3:ListBucket', s3(results), {}, 'ExplicitlyDenied'],
  ['directResults', 'glue:GetTable', glue('table/sales_prod/sales-raw_packages'), {}, 'ImplicitlyDenied'],

  ['legacyJdbc', 'glue:GetCatalogImportStatus', glue('catalog'), {}, 'Allowed'],
  ['legacyJdbc', 'glue:GetDatabase', glue('catalog'), {}, 'ImplicitlyDenied'],
  ['jdbc', 'glue:GetCatalogImportStatus', glue('catalog'), {}, 'ImplicitlyDenied'],
])('client %s directly: %s on %s %j is %s', async (client, action, on, context, expected) => {
  expect(await lake.role(`only-${client}`).decide({ action, resource: on, context })).toBe(expected);
});

test('what is lifted for reading is not for writing: results are still written by Athena', async () => {
  const request = { action: 's3:PutObject', resource: s3(`${results}/${OWN}1.csv`), viaAthena: true };
  expect(await lake.role('only-directResults').decide(request)).toBe('Allowed');
});

describe('a role that IAM lets do everything', () => {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const template = resolvedTemplate(lake.stack);
  const named = (name: string) =>
    roleWith(`arn:aws:iam::123456789012:role/${name}`, [{ name: 'Everything', policy: everything }], template);

  test.each<[string, string, string, Record<string, string>, Decision]>([
    ['Administrator', 's3:GetObject', `${results}/athena-results/analyst/1.csv`, {}, 'ExplicitlyDenied'],
    ['Administrator', 's3:PutObject', `${results}/athena-results/analyst/1.csv`, {}, 'ExplicitlyDenied'],
    ['Administrator', 's3:ListBucket', results, {}, 'ExplicitlyDenied'],
    // Whoever manages the stack must be able to change or delete the policy itself.
    ['Administrator', 's3:PutBucketPolicy', results, {}, 'Allowed'],
    ['Administrator', 's3:DeleteBucketPolicy', results, {}, 'Allowed'],
    ['Administrator', 's3:GetObject', `${results}/x`, { 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
  ])('%s: %s on %s %j is %s', async (name, action, on, context, expected) => {
    expect(await named(name).decide({ action, resource: s3(on), context })).toBe(expected);
  });

  test.each([
    ['athena.amazonaws.com', 'Allowed'],
    ['cloudformation.amazonaws.com', 'Allowed'],
    ['dynamodb.amazonaws.com', 'ExplicitlyDenied'],
  ])('is let through by %s: %s', async (service, expected) => {
    const context = { 'aws:CalledVia': [service] };
    const resource = s3(`${results}/athena-results/analyst/1.csv`);
    expect(await named('Administrator').decide({ action: 's3:GetObject', resource, context })).toBe(expected);
  });

  test("the account's access analyzer is let through", async () => {
    const analyzer = named('aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer');
    expect(await analyzer.decide({ action: 's3:GetObject', resource: s3(`${results}/x`) })).toBe('Allowed');
  });
});
