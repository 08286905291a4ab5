import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { type LakeConfig, ObjectAccess, RoleBaseline, TablesOwner } from '../../lib/model/lake-config';
import { REMOVE_DATA_CONTEXT } from '../../lib/query/data-removal';
import { QuiltAthena, type QuiltAthenaProps } from '../../lib/quilt-athena';
import { key } from '../support/arns';

/** Every property of a declared lake does something, and what is declared is never overridden. */

const PLAIN: LakeConfig = {
  buckets: [{ name: 'sales-raw' }, { name: 'sales-curated' }],
  roles: [{ name: 'analyst', read: ['sales-raw'] }, { name: 'loader' }],
};

function templateOf(props: QuiltAthenaProps, context: Record<string, unknown> = {}): Template {
  const stack = new Stack(new App({ context }), 'sales-prod', {
    env: { account: '123456789012', region: 'us-east-1' },
  });
  new QuiltAthena(stack, 'QuiltAthena', props);
  return Template.fromStack(stack);
}

const withRole = (role: Partial<LakeConfig['roles'][number]>): LakeConfig => ({
  ...PLAIN,
  roles: [{ ...PLAIN.roles[0], ...role }, PLAIN.roles[1]],
});
const withBucket = (bucket: Partial<LakeConfig['buckets'][number]>): LakeConfig => ({
  ...PLAIN,
  buckets: [{ ...PLAIN.buckets[0], ...bucket }, PLAIN.buckets[1]],
});
const workgroupNamed = (name: string, properties: Record<string, unknown>) => (template: Template) =>
  template.hasResourceProperties('AWS::Athena::WorkGroup', {
    Name: `QuiltUserAthena-sales-prod-${name}`,
    ...properties,
  });
const policyWith = (statement: Record<string, unknown>) => (template: Template) =>
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(statement)]) },
  });
const count = (type: string, expected: number) => (template: Template) => template.resourceCountIs(type, expected);

const plain = JSON.stringify(templateOf(PLAIN).toJSON());

test.each<[string, QuiltAthenaProps, (template: Template) => void]>([
  [
    'lakeName',
    { ...PLAIN, lakeName: 'sales' },
    (template) => {
      template.hasResourceProperties('AWS::Athena::WorkGroup', { Name: 'QuiltUserAthena-sales-analyst' });
      template.hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: 'sales' } });
    },
  ],
  [
    'database.name',
    { ...PLAIN, database: { name: 'lake' } },
    (template) => template.hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: 'lake' } }),
  ],
  [
    'database.existing',
    { ...PLAIN, database: { name: 'lake', existing: true } },
    (template) => {
      count('AWS::Glue::Database', 0)(template);
      count('AWS::Glue::Table', 0)(template);
    },
  ],
  ['buckets', { ...PLAIN, buckets: [...PLAIN.buckets, { name: 'sales-new' }] }, count('AWS::Glue::Table', 12)],
  [
    'buckets[].kmsKey',
    withBucket({ kmsKey: key('1') }),
    policyWith({ Sid: 'DecryptObjects', Action: ['kms:Decrypt'], Resource: [key('1')] }),
  ],
  ['buckets[].tables', withBucket({ tables: TablesOwner.EXISTING }), count('AWS::Glue::Table', 4)],
  ['roles', { ...PLAIN, roles: [...PLAIN.roles, { name: 'third' }] }, count('AWS::Athena::WorkGroup', 3)],
  ['roles[].name', withRole({ name: 'scientist' }), workgroupNamed('scientist', {})],
  [
    'roles[].arn',
    withRole({ name: undefined, arn: 'arn:aws:iam::123456789012:role/quilt/DataScience' }),
    workgroupNamed('DataScience', {}),
  ],
  ['roles[].existing', withRole({ existing: true }), count('AWS::IAM::Role', 1)],
  ['roles[].quiltManaged', withRole({ quiltManaged: true }), count('AWS::IAM::Role', 1)],
  [
    'roles[].baseline',
    withRole({ baseline: RoleBaseline.QUILT }),
    policyWith({ Sid: 'ReadDatabases', Resource: [Match.anyValue()] }),
  ],
  [
    'roles[].read',
    withRole({ read: ['*'] }),
    policyWith({ Sid: 'ReadObjects', Resource: Match.arrayEquals([Match.anyValue(), Match.anyValue()]) }),
  ],
  ['roles[].write', withRole({ write: ['sales-raw'] }), policyWith({ Sid: 'WriteObjects' })],
  ['roles[].objects', withRole({ objects: ObjectAccess.QUERY }), policyWith({ Sid: 'ReadTableFiles' })],
  ['roles[].clients', withRole({ clients: ['legacyJdbc'] }), policyWith({ Sid: 'AskGlueDirectly' })],
  [
    'roles[].workgroup.bytesScannedCutoff',
    withRole({ workgroup: { bytesScannedCutoff: 50_000_000_000 } }),
    workgroupNamed('analyst', { WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 50_000_000_000 } }),
  ],
  [
    'roles[].workgroup.engineVersion',
    withRole({ workgroup: { engineVersion: 'AUTO' } }),
    workgroupNamed('analyst', { WorkGroupConfiguration: { EngineVersion: { SelectedEngineVersion: 'AUTO' } } }),
  ],
  [
    'roles[].workgroup.requesterPays',
    withRole({ workgroup: { requesterPays: true } }),
    workgroupNamed('analyst', { WorkGroupConfiguration: { RequesterPaysEnabled: true } }),
  ],
  [
    'roles[].trustedPrincipals',
    withRole({ trustedPrincipals: ['arn:aws:iam::123456789012:role/registry'] }),
    (template) =>
      template.hasResourceProperties('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Principal: { AWS: 'arn:aws:iam::123456789012:role/registry' } }),
          ]),
        },
      }),
  ],
  [
    'roles[].permissionsBoundary',
    withRole({ permissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary' }),
    (template) =>
      template.hasResourceProperties('AWS::IAM::Role', {
        PermissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
      }),
  ],
  [
    'results.bucketName',
    { ...PLAIN, results: { bucketName: 'sales-results' } },
    (template) => template.hasResourceProperties('AWS::S3::Bucket', { BucketName: 'sales-results' }),
  ],
  [
    'results.kmsKey',
    { ...PLAIN, results: { kmsKey: key('2') } },
    policyWith({ Sid: 'UseResultsKey', Resource: [key('2')] }),
  ],
  [
    'results.expirationDays',
    { ...PLAIN, results: { expirationDays: 7 } },
    (template) =>
      template.hasResourceProperties('AWS::S3::Bucket', {
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 7 })] },
      }),
  ],
  [
    'results.excludeArnsFromDeny',
    { ...PLAIN, results: { excludeArnsFromDeny: ['arn:aws:iam::123456789012:role/scanner-*'] } },
    (template) =>
      expect(JSON.stringify(template.findResources('AWS::S3::BucketPolicy'))).toContain(
        'arn:aws:iam::123456789012:role/scanner-*',
      ),
  ],
  [
    'workgroups',
    { ...PLAIN, workgroups: { bytesScannedCutoff: 20_000_000 } },
    workgroupNamed('loader', { WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 20_000_000 } }),
  ],
  ['savedQueries', { ...PLAIN, savedQueries: false }, count('AWS::Athena::NamedQuery', 0)],
  [
    'tables.shards',
    { ...PLAIN, tables: { shards: 1 } },
    (template) => {
      count('AWS::Glue::Table', 0)(template);
      // One shard of tables, the analyst's data policies, the saved queries.
      count('AWS::CloudFormation::Stack', 3)(template);
    },
  ],
])('%s', (_, props, check) => {
  const template = templateOf(props);
  expect(JSON.stringify(template.toJSON())).not.toBe(plain);
  check(template);
});

test.each<[string, LakeConfig, (template: Template) => void]>([
  [
    'results.destroy',
    { ...PLAIN, results: { destroy: true } },
    (template) => template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' }),
  ],
  [
    'workgroups.recursiveDelete',
    { ...PLAIN, workgroups: { recursiveDelete: true } },
    (template) => template.allResourcesProperties('AWS::Athena::WorkGroup', { RecursiveDeleteOption: true }),
  ],
])('%s takes the context key too', (_, config, check) => {
  expect(JSON.stringify(templateOf(config).toJSON())).toBe(plain);
  check(templateOf(config, { [REMOVE_DATA_CONTEXT]: true }));
});

describe('false, 0 and [] are what they say', () => {
  test.each<[string, LakeConfig]>([
    ['database.existing', { ...PLAIN, database: { existing: false } }],
    ['roles[].existing', withRole({ existing: false })],
    ['roles[].quiltManaged', withRole({ quiltManaged: false })],
    ['roles[].workgroup.requesterPays', withRole({ workgroup: { requesterPays: false } })],
    ['roles[].workgroup.recursiveDelete', withRole({ workgroup: { recursiveDelete: false } })],
    ['results.destroy', { ...PLAIN, results: { destroy: false } }],
    ['results.excludeArnsFromDeny', { ...PLAIN, results: { excludeArnsFromDeny: [] } }],
    ['tables.shards', { ...PLAIN, tables: { shards: 0 } }],
    ['savedQueries: true', { ...PLAIN, savedQueries: true }],
  ])('%s: as if left out', (_, config) => {
    expect(JSON.stringify(templateOf(config).toJSON())).toBe(plain);
  });

  test('a role overrides what the lake says for all, with false and 0 as well', () => {
    const template = templateOf({
      ...withRole({ workgroup: { requesterPays: false, bytesScannedCutoff: 0 } }),
      workgroups: { requesterPays: true, bytesScannedCutoff: 20_000_000, engineVersion: 'AUTO' },
    });
    workgroupNamed('analyst', {
      WorkGroupConfiguration: {
        RequesterPaysEnabled: false,
        BytesScannedCutoffPerQuery: Match.absent(),
        EngineVersion: { SelectedEngineVersion: 'AUTO' },
      },
    })(template);
    workgroupNamed('loader', {
      WorkGroupConfiguration: { RequesterPaysEnabled: true, BytesScannedCutoffPerQuery: 20_000_000 },
    })(template);
  });

  test('no clients: nothing but metadata through Athena and the own results', () => {
    const policies = JSON.stringify(
      templateOf(withRole({ clients: [] })).findResources('AWS::IAM::ManagedPolicy', {
        Properties: { Roles: [{ Ref: Match.stringLikeRegexp('analyst') }] },
      }),
    );
    expect(policies).not.toContain('athena:StartQueryExecution');
    expect(policies).toContain('glue:GetTable');
  });
});
