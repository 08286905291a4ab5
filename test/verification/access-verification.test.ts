import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { RecordsBucket } from '../../lib/access/records-bucket';
import { VerificationFailureAction } from '../../lib/model/verification-config';
import { AccessVerification } from '../../lib/verification/access-verification';
import type { AccessVerificationProps } from '../../lib/verification/access-verification-props';
import { writeVerificationPlan } from '../../lib/verification/verification-plan-text';
import { KEY, planOf } from './a-lake';

const ROLES = {
  analyst: 'arn:aws:iam::123456789012:role/analyst',
  chemist: 'arn:aws:iam::123456789012:role/chemist',
};
const RESOURCE = 'Custom::QuiltAccessVerification';

function stackWith(props: Partial<AccessVerificationProps> = {}) {
  const stack = new Stack(new App(), 'lake', { env: { account: '123456789012', region: 'eu-central-1' } });
  const verification = new AccessVerification(stack, 'Verification', {
    plan: writeVerificationPlan(planOf()),
    roles: ROLES,
    keys: { 'sales-raw': KEY },
    resultsBucketName: 'results',
    records: new RecordsBucket(stack, 'Records'),
    ...props,
  });
  return { stack, verification, template: () => Template.fromStack(stack) };
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

function statements(template: Template): Statement[] {
  const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
  return policies.flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);
}

const DAILY = Schedule.rate(Duration.days(1));

describe('the custom resource', () => {
  test('is given where the plan is and what only the deployment knows', () => {
    const [resource] = Object.values(stackWith().template().findResources(RESOURCE));
    expect(Object.keys(resource.Properties).sort()).toEqual([
      'Account',
      'Keys',
      'OnFailure',
      'Partition',
      'PlanBucket',
      'PlanDigest',
      'PlanKey',
      'Region',
      'ResultsBucket',
      'Roles',
      'ServiceTimeout',
      'ServiceToken',
      'UrlSuffix',
    ]);
    expect(resource.Properties).toMatchObject({
      PlanKey: expect.stringMatching(/^[0-9a-f]{64}\.verification$/),
      OnFailure: 'fail',
    });
  });

  test('comes after what it verifies, and after its own policies', () => {
    const { stack } = stackWith();
    const verified = new Bucket(stack, 'Verified');
    new AccessVerification(stack, 'Second', {
      plan: writeVerificationPlan(planOf()),
      roles: ROLES,
      keys: { 'sales-raw': KEY },
      resultsBucketName: 'results',
      records: new RecordsBucket(stack, 'MoreRecords'),
      dependencies: [verified],
    });
    const resources = Object.entries(Template.fromStack(stack).findResources(RESOURCE));
    const DependsOn = resources.find(([id]) => id.startsWith('Second'))?.[1].DependsOn;
    expect(DependsOn).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Verified/),
        expect.stringMatching(/^SecondLookingPolicy/),
        expect.stringMatching(/^SecondRolesPolicy/),
      ]),
    );
  });

  test('does not fail the deployment where it is told to warn', () => {
    const { template } = stackWith({ onFailure: VerificationFailureAction.WARN });
    template().hasResourceProperties(RESOURCE, { OnFailure: 'warn' });
  });
});

describe('the role of the verifier', () => {
  test('is assumed by functions alone', () => {
    stackWith()
      .template()
      .hasResourceProperties('AWS::IAM::Role', {
        Description: Match.stringLikeRegexp('^Verifies'),
        AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'lambda.amazonaws.com' } })] },
      });
  });

  test('reads, assumes the roles that it verifies, and keeps its records: nothing else', () => {
    const allowed = statements(stackWith({ schedule: DAILY }).template()).filter(({ Effect }) => Effect === 'Allow');
    const changing = allowed
      .flatMap(({ Action, Sid }) => [Action].flat().map((action) => `${Sid} ${action}`))
      .filter((each) => !/:(Get|List|Describe|Simulate)/.test(each));
    expect(changing.sort()).toEqual([
      'KeepRecord s3:DeleteObject',
      'KeepRecord s3:DeleteObjectVersion',
      'KeepRecord s3:PutObject',
      'Measure cloudwatch:PutMetricData',
      'Tell sns:Publish',
      'VerifyRoles sts:AssumeRole',
      'WriteLog logs:CreateLogStream',
      'WriteLog logs:PutLogEvents',
    ]);
    expect(allowed.find(({ Sid }) => Sid === 'VerifyRoles')?.Resource).toEqual(Object.values(ROLES));
  });

  test('never changes access, even as a read-only administrator of Lake Formation', () => {
    const [denial] = statements(stackWith().template()).filter(({ Effect }) => Effect === 'Deny');
    expect(denial.Action).toEqual(
      expect.arrayContaining([
        'lakeformation:PutDataLakeSettings',
        'lakeformation:GrantPermissions',
        'lakeformation:GetDataAccess',
      ]),
    );
  });

  test('has policies that stay below IAM’s limit, however many roles there are', () => {
    const roles = Array.from({ length: 60 }, (_, i) => ({ name: `${'r'.repeat(60)}-${i}`, read: ['sales-raw'] }));
    const { template } = stackWith({
      plan: writeVerificationPlan(planOf({ buckets: [{ name: 'sales-raw' }], roles })),
      roles: Object.fromEntries(
        roles.map(({ name }) => [name, `arn:aws:iam::123456789012:role/${'p'.repeat(60)}/${name}`]),
      ),
    });
    const lengths = Object.values(template().findResources('AWS::IAM::ManagedPolicy')).map(
      (policy) => JSON.stringify(policy.Properties.PolicyDocument).length,
    );
    expect(Math.max(...lengths)).toBeLessThanOrEqual(6_144);
  });
});

describe('later runs', () => {
  test('are none without a schedule', () => {
    const { template } = stackWith();
    template().resourceCountIs('AWS::Events::Rule', 0);
    template().resourceCountIs('AWS::SNS::Topic', 0);
  });

  test('come on schedule, and after calls that can change access', () => {
    const { template } = stackWith({ schedule: DAILY });
    template().hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' });
    template().hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.glue'],
        detail: { eventName: Match.arrayWith(['UpdateTable']), requestParameters: { databaseName: ['sales_prod'] } },
      },
    });
    template().hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['aws.lakeformation'], detail: { eventName: Match.arrayWith(['PutDataLakeSettings']) } },
    });
  });

  test('tell a topic that takes no plain connections', () => {
    const { verification, template } = stackWith({ schedule: DAILY });
    expect(verification.topic).toBeDefined();
    template().hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });
});

test('a role or a key without an ARN is refused by name', () => {
  expect(() => stackWith({ roles: { analyst: ROLES.analyst } })).toThrow(
    'every role of the plan needs an ARN, found none for "chemist" among analyst; add it to roles',
  );
  expect(() => stackWith({ keys: {} })).toThrow('found none for "sales-raw" among none; add it to keys');
});
