import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuthorizationRegime, type LakeConfig, VerificationFailureAction } from '../../lib/model/lake-config';
import { QuiltAthena } from '../../lib/quilt-athena';

/** Lakes that are verified: what is added, what everything is waited for, what stays as it was. */

const RESOURCE = 'Custom::QuiltAccessVerification';
const LAKE: LakeConfig = {
  buckets: [{ name: 'reads' }],
  roles: [{ name: 'analyst', read: ['*'] }],
  views: [{ name: 'names', sql: 'SELECT pkg_name FROM "reads_packages-view"', select: ['analyst'] }],
};
const GOVERNED = { regime: AuthorizationRegime.LAKE_FORMATION };

function lake(config: Partial<LakeConfig> = {}) {
  const stack = new Stack(new App(), 'lake', { env: { account: '123456789012', region: 'us-east-1' } });
  const quilt = new QuiltAthena(stack, 'QuiltAthena', { ...LAKE, ...config });
  return { stack, quilt, template: Template.fromStack(stack) };
}

const resourcesOf = (template: Template): Record<string, { Type: string; DependsOn?: string[] }> =>
  template.toJSON().Resources;

test('without a word about it nothing is verified by deployments', () => {
  const { quilt, template } = lake();
  expect(quilt.verification).toBeUndefined();
  template.resourceCountIs(RESOURCE, 0);
  template.resourceCountIs('AWS::Lambda::Function', 0);
});

test.each([
  ['IAM', {}],
  ['Lake Formation', { authorization: GOVERNED }],
])('where %s decides, verification changes nothing about the rest of a lake', (_, config) => {
  const before = resourcesOf(lake(config).template);
  const after = resourcesOf(lake({ ...config, verification: {} }).template);
  expect(Object.keys(before).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]))).toEqual([]);
});

test('it comes after databases, tables, views, workgroups, policies and grants', () => {
  const resources = resourcesOf(lake({ authorization: GOVERNED, verification: {} }).template);
  const [[, verification]] = Object.entries(resources).filter(([, { Type }]) => Type === RESOURCE);
  const waitsFor = (type: string) =>
    Object.keys(resources).filter((id) => resources[id].Type === type && !id.includes('Verification'));
  for (const type of [
    'AWS::Glue::Database',
    'AWS::Glue::Table',
    'AWS::Athena::WorkGroup',
    'Custom::QuiltLakeFormationGrants',
    'AWS::S3::BucketPolicy',
  ]) {
    expect(waitsFor(type).length).toBeGreaterThan(0);
    expect(verification.DependsOn).toEqual(expect.arrayContaining(waitsFor(type)));
  }
  const ofRoles = Object.keys(resources).filter((id) => /^QuiltAthenaanalystAccess.*Policy/.test(id));
  expect(ofRoles.length).toBeGreaterThan(1);
  expect(verification.DependsOn).toEqual(expect.arrayContaining(ofRoles));
});

test('grants and verification keep their records in one bucket', () => {
  const { template } = lake({ authorization: GOVERNED, verification: {} });
  const buckets = Object.keys(template.findResources('AWS::S3::Bucket')).filter((id) => id.includes('Records'));
  expect(buckets).toHaveLength(1);
});

test('it is told which roles, keys and results, and where its report is', () => {
  const { template } = lake({ verification: { onFailure: VerificationFailureAction.WARN } });
  template.hasResourceProperties(RESOURCE, {
    OnFailure: 'warn',
    Roles: { analyst: { 'Fn::GetAtt': [Match.stringLikeRegexp('^QuiltAthenaanalystAccessRole'), 'Arn'] } },
    ResultsBucket: { Ref: Match.stringLikeRegexp('^QuiltAthenaResults') },
  });
  template.hasOutput('VerificationReport', {});
  template.hasOutput('VerifierRoleArn', {});
});

test('a role that Quilt manages is verified if its ARN is declared', () => {
  const arn = 'arn:aws:iam::123456789012:role/quilt/managed';
  const roles = [{ name: 'managed', quiltManaged: true, read: ['*'] }];
  const views: LakeConfig['views'] = [];
  lake({ roles: [{ ...roles[0], arn }], views, verification: {} }).template.hasResourceProperties(RESOURCE, {
    Roles: { managed: arn },
  });
  lake({ roles, views, verification: {} }).template.hasResourceProperties(RESOURCE, { Roles: {} });
});

test('later runs come on schedule, and tell whom to tell', () => {
  const { template } = lake({ verification: { schedule: 'rate(1 day)', notify: ['a@example.com'] } });
  template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' });
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'a@example.com' });
  template.hasOutput('VerificationTopicArn', {});
});

test('hundreds of buckets in shards are verified as well', () => {
  const buckets = Array.from({ length: 120 }, (_, i) => ({ name: `bucket-${i}` }));
  const { template } = lake({ buckets, views: [], tables: { shards: 3 }, verification: {} });
  const [verification] = Object.values(resourcesOf(template)).filter(({ Type }) => Type === RESOURCE);
  const shards = Object.keys(template.findResources('AWS::CloudFormation::Stack'));
  expect(verification.DependsOn).toEqual(expect.arrayContaining(shards.filter((id) => !id.includes('SavedQueries'))));
});
