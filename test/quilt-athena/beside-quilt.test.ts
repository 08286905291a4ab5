import { Match, Template } from 'aws-cdk-lib/assertions';
import { type LakeConfig, type RoleConfig, TablesOwner } from '../../lib/model/lake-config';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { athena, glue, s3 } from '../support/arns';
import { lakeStack } from '../support/lake-stack';
import { type ResolvedTemplate, resolvedTemplate } from '../support/resolved-template';

/** Large lakes, on machines that others use as well. */
jest.setTimeout(60_000);

const DATABASE = 'userathenadatabase-mbq1ihawbzb7';
const QUILT_ROLE = 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales-prod';

function beside(roles: RoleConfig[], buckets = ['sales-raw', 'sales-curated']): LakeConfig {
  return {
    database: { name: DATABASE, existing: true },
    buckets: buckets.map((name) => ({ name })),
    roles,
    savedQueries: false,
  };
}

interface Statement {
  readonly Sid: string;
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: unknown;
}

/** All statements of a template's managed policies, by their id. */
function statements(template: ResolvedTemplate): Map<string, Statement> {
  const policies = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
  const all = policies.flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);
  return new Map(all.map((statement) => [statement.Sid, statement]));
}

describe('a role of the Quilt stack, by its ARN', () => {
  const { stack } = lakeStack(beside([{ arn: QUILT_ROLE, read: ['*'], write: ['sales-curated'] }]));
  const template = Template.fromStack(stack);
  const added = statements(resolvedTemplate(stack));

  test.each([
    'AWS::Glue::Database',
    'AWS::Glue::Table',
    'AWS::IAM::Role',
    'AWS::IAM::Policy',
    'AWS::Lambda::Function',
    'Custom::S3AutoDeleteObjects',
  ])('no %s is created', (type) => {
    template.resourceCountIs(type, 0);
  });

  test('what is created is its workgroup, the results bucket and managed policies attached to it by name', () => {
    const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(
      ({ Type }) => Type,
    );
    expect(new Set(types)).toEqual(
      new Set(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::Athena::WorkGroup', 'AWS::IAM::ManagedPolicy']),
    );
    template.allResourcesProperties('AWS::IAM::ManagedPolicy', { Roles: ['ReadWriteQuiltV2-sales-prod'] });
  });

  // What UserAthenaNonManagedRolePolicy of Quilt's template 1.62.1 lacks (quiltdata/knowledge-base:
  // iam-policy-qa/template.cft:2235-2290) of what queries need.
  const viaAthena = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] } };
  const tables = [
    glue('catalog'),
    glue(`database/${DATABASE}`),
    glue(`table/${DATABASE}/sales-curated_*`),
    glue(`table/${DATABASE}/sales-raw_*`),
  ];

  test.each<[string, string[], string[], unknown]>([
    ['ReadDatabases', ['glue:GetDatabase', 'glue:GetDatabases'], [glue('database/default')], viaAthena],
    ['ReadTables', ['glue:BatchGetPartition', 'glue:GetPartition', 'glue:GetPartitions'], tables, viaAthena],
    [
      'BrowseCatalog',
      ['athena:GetDataCatalog', 'athena:GetDatabase', 'athena:GetTableMetadata', 'athena:ListTableMetadata'],
      [athena('datacatalog/AwsDataCatalog'), athena('datacatalog/awsdatacatalog')],
      undefined,
    ],
    ['ListObjects', ['s3:GetBucketLocation'], [s3('sales-curated'), s3('sales-raw')], undefined],
    ['WriteObjects', ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], [s3('sales-curated/*')], undefined],
  ])('%s: what Quilt lacks, and that alone', (sid, actions, resources, condition) => {
    const { Action, Resource, Condition } = added.get(sid) as Statement;
    expect({ Action, Resource: [...Resource].sort(), Condition }).toEqual({
      Action: actions,
      Resource: [...resources].sort(),
      Condition: condition,
    });
  });

  test('its own workgroup and results prefix, which Quilt knows nothing of', () => {
    const workgroup = athena('workgroup/QuiltUserAthena-sales-prod-ReadWriteQuiltV2-sales-prod');
    expect(added.get('UseOwnWorkgroup')?.Resource).toEqual([workgroup]);
    const own = /\/athena-results\/ReadWriteQuiltV2-sales-prod\/\*$/;
    expect(added.get('WriteOwnResults')?.Resource).toEqual([expect.stringMatching(own)]);
  });

  test('nothing else is added', () => {
    expect([...added.keys()].sort()).toEqual([
      'BrowseCatalog',
      'ListObjects',
      'ListOwnResults',
      'ListUploads',
      'LocateResults',
      'ReadDatabases',
      'ReadOwnResults',
      'ReadTables',
      'UseOwnWorkgroup',
      'WriteObjects',
      'WriteOwnResults',
    ]);
  });
});

test('a role by its name gets managed policies, and everything in them: it is not known to be of Quilt', () => {
  const { stack } = lakeStack(beside([{ name: 'DataScience', existing: true, read: ['sales-raw'] }]));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Role', 0);
  template.allResourcesProperties('AWS::IAM::ManagedPolicy', { Roles: ['DataScience'] });
  const added = statements(resolvedTemplate(stack));
  expect(added.get('ReadObjects')?.Resource).toEqual([s3('sales-raw/*')]);
  expect(added.get('ReadTables')?.Action).toContain('glue:GetTable');
  expect(added.get('ListAthena')?.Action).toEqual(['athena:ListDataCatalogs', 'athena:ListWorkGroups']);
});

test('tables can be created in the database of somebody else, which stays theirs', () => {
  const { stack } = lakeStack({
    ...beside([{ arn: QUILT_ROLE, read: ['*'] }]),
    buckets: [{ name: 'sales-raw', tables: TablesOwner.CREATE }],
  });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Glue::Database', 0);
  template.resourceCountIs('AWS::Glue::Table', 4);
  template.allResourcesProperties('AWS::Glue::Table', { DatabaseName: DATABASE });
});

describe('a role that Quilt manages', () => {
  const { stack, quilt } = lakeStack(beside([{ name: 'readers', quiltManaged: true, read: ['*'] }]));
  const template = Template.fromStack(stack);

  test('its policies are attached to nothing', () => {
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.allResourcesProperties('AWS::IAM::ManagedPolicy', { Roles: Match.absent() });
    expect(quilt.queryRole('readers').role).toBeUndefined();
  });

  test('an output has their ARNs as the Quilt stack’s parameter takes them', () => {
    const policies = quilt.queryRole('readers').policies.map((policy) => ({ Ref: stack.resolve(policy.logicalId) }));
    expect(policies).toHaveLength(2);
    template.hasOutput('ManagedUserRoleExtraPolicies', { Value: { 'Fn::Join': [',', policies] } });
  });
});

test('without such a role there is no such output', () => {
  const { stack } = lakeStack(beside([{ arn: QUILT_ROLE, read: ['*'] }]));
  expect(Template.fromStack(stack).findOutputs('ManagedUserRoleExtraPolicies')).toEqual({});
});

describe('policies of all roles that Quilt manages go into one parameter of five', () => {
  const managed = (name: string): RoleConfig => ({ name, quiltManaged: true, read: ['*'] });
  const many = (count: number) => Array.from({ length: count }, (_, i) => `quilt-customer-data-${10000 + i}`);

  test('two roles with two policies each fit', () => {
    expect(() => lakeStack(beside([managed('a'), managed('b')]))).not.toThrow();
  });

  test('three roles with two policies each do not, and the error counts them', () => {
    const synth = () => lakeStack(beside([managed('a'), managed('b'), managed('c')]));
    expect(synth).toThrow(
      new QuiltAthenaValidationError(
        "Quilt's parameter ManagedUserRoleExtraPolicies takes 5 policies for all managed roles together, found 6 " +
          '(a 2, b 2, c 2); declare fewer quiltManaged roles or fewer buckets for them, or give arn of custom roles instead',
        'sales-prod/QuiltAthena',
      ),
    );
  });

  test('one role whose buckets fit into four policies beside the first takes all five', () => {
    const { quilt } = lakeStack(beside([managed('a')], many(60)));
    expect(quilt.queryRole('a').policies.length).toBeLessThanOrEqual(5);
  });

  test('one role with more buckets than that fails by itself', () => {
    expect(() => lakeStack(beside([managed('a')], many(400)))).toThrow(
      /Quilt attaches at most 5 managed policies, this one needs \d+ for 400 buckets: divide its buckets among several roles$/,
    );
  });
});
