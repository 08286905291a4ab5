import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { REMOVE_DATA_CONTEXT } from '../../lib/query/data-removal';
import { ResultsBucket, type ResultsBucketProps } from '../../lib/query/results-bucket';
import { key } from '../support/arns';

function stackWith(props: ResultsBucketProps = {}, context: Record<string, unknown> = {}) {
  const stack = new Stack(new App({ context }), 'lake');
  const results = new ResultsBucket(stack, 'Results', props);
  return { stack, results, template: () => Template.fromStack(stack) };
}

const RESULTS = 'AWS::S3::Bucket';
const POLICY = 'AWS::S3::BucketPolicy';
const OUTSIDE_ATHENA = {
  'ForAllValues:StringNotEquals': { 'aws:CalledVia': ['athena.amazonaws.com', 'cloudformation.amazonaws.com'] },
};

/** The statement of the bucket's policy with that id. */
function statement(template: Template, sid: string) {
  const [policy] = Object.values(template.findResources(POLICY));
  const found = policy.Properties.PolicyDocument.Statement.filter((each: { Sid?: string }) => each.Sid === sid);
  expect(found).toHaveLength(1);
  return found[0];
}

describe('by default', () => {
  const { template } = stackWith();

  test.each([
    [
      'public access is blocked in all four ways',
      {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    ],
    ['no ACL decides', { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }],
    [
      'objects are encrypted with keys of S3',
      {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    ],
    [
      'results, older versions and unfinished uploads are gone after a day',
      {
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'delete-query-results',
              Status: 'Enabled',
              ExpirationInDays: 1,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
              Prefix: Match.absent(),
            },
          ],
        },
      },
    ],
    ['CloudFormation picks the name', { BucketName: Match.absent() }],
  ])('%s', (_, properties) => {
    template().hasResourceProperties(RESULTS, properties);
  });

  test('it outlives its stack', () => {
    const [bucket] = Object.values(template().findResources(RESULTS));
    expect(bucket.DeletionPolicy).toMatch(/^Retain/);
    expect(bucket.UpdateReplacePolicy).toBe('Retain');
    template().resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  });

  test('requests without TLS are denied', () => {
    template().hasResourceProperties(POLICY, {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  test('objects are denied to everybody but Athena, CloudFormation and the access analyzer', () => {
    const deny = statement(template(), 'OnlyThroughAthena');
    expect(deny).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Condition: OUTSIDE_ATHENA });
    const excluded = JSON.stringify(deny.Condition.ArnNotLike['aws:PrincipalArn']);
    expect(excluded).toContain('role/aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer');
    expect(deny.Resource).toHaveLength(2);
  });

  test('managing the bucket itself is left to IAM: else nobody could change this policy', () => {
    const { Action } = statement(template(), 'OnlyThroughAthena');
    const covers = (action: string) =>
      (Action as string[]).some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action));
    for (const action of [
      'GetObject',
      'GetObjectVersion',
      'PutObject',
      'DeleteObject',
      'ListBucket',
      'ListBucketVersions',
    ]) {
      expect([action, covers(`s3:${action}`)]).toEqual([action, true]);
    }
    for (const action of [
      'AbortMultipartUpload',
      'ListMultipartUploadParts',
      'ListBucketMultipartUploads',
      'PutObjectAcl',
    ]) {
      expect([action, covers(`s3:${action}`)]).toEqual([action, true]);
    }
    for (const action of ['PutBucketPolicy', 'DeleteBucketPolicy', 'PutLifecycleConfiguration', 'DeleteBucket']) {
      expect([action, covers(`s3:${action}`)]).toEqual([action, false]);
    }
  });

  test('nothing is warned of', () => {
    Annotations.fromStack(stackWith().stack).hasNoWarning('*', Match.anyValue());
  });
});

test.each<[string, ResultsBucketProps, (template: Template) => void]>([
  [
    'bucketName',
    { bucketName: 'sales-results' },
    (template) => template.hasResourceProperties(RESULTS, { BucketName: 'sales-results' }),
  ],
  [
    'kmsKeyArn: bucket key on, so that a query does not call KMS per object',
    { kmsKeyArn: key('1') },
    (template) =>
      template.hasResourceProperties(RESULTS, {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key('1') },
            },
          ],
        },
      }),
  ],
  [
    'expiration',
    { expiration: Duration.hours(72) },
    (template) =>
      template.hasResourceProperties(RESULTS, {
        LifecycleConfiguration: {
          Rules: [
            {
              ExpirationInDays: 3,
              NoncurrentVersionExpiration: { NoncurrentDays: 3 },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
            },
          ],
        },
      }),
  ],
  [
    'excludeArnsFromDeny: beside the access analyzer',
    { excludeArnsFromDeny: ['arn:aws:iam::123456789012:role/scanner-*'] },
    (template) => {
      const excluded = statement(template, 'OnlyThroughAthena').Condition.ArnNotLike['aws:PrincipalArn'];
      expect(excluded).toHaveLength(2);
      expect(excluded[1]).toBe('arn:aws:iam::123456789012:role/scanner-*');
    },
  ],
])('%s', (_, props, check) => {
  const { template } = stackWith(props);
  expect(template().toJSON()).not.toEqual(stackWith().template().toJSON());
  check(template());
});

describe('deleting the bucket takes two keys', () => {
  const kept = (template: Template) => {
    const [bucket] = Object.values(template.findResources(RESULTS));
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    return /^Retain/.test(bucket.DeletionPolicy);
  };

  test.each([
    ['neither', {}, {}],
    ['the context key alone', {}, { [REMOVE_DATA_CONTEXT]: true }],
    ['destroy: false with the context key', { destroy: false }, { [REMOVE_DATA_CONTEXT]: true }],
    ['destroy alone', { destroy: true }, {}],
    ['destroy, and the context key says false', { destroy: true }, { [REMOVE_DATA_CONTEXT]: false }],
    ['destroy, and the context key says something else', { destroy: true }, { [REMOVE_DATA_CONTEXT]: 'yes' }],
  ])('%s: it is kept', (_, props, context) => {
    expect(kept(stackWith(props, context).template())).toBe(true);
  });

  test('destroy alone is warned of, with what is missing', () => {
    const { stack } = stackWith({ destroy: true });
    Annotations.fromStack(stack).hasWarning(
      '/lake/Results',
      Match.stringLikeRegexp(
        'the results bucket and its contents will be kept: to delete it, set the context key cdk-quilt-athena/removeDataOnDestroy to true as well',
      ),
    );
  });

  test.each([true, 'true'])('both, the context key %j: it is emptied and deleted', (value) => {
    const { stack, template } = stackWith({ destroy: true }, { [REMOVE_DATA_CONTEXT]: value });
    template().hasResource(RESULTS, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    template().resourceCountIs('Custom::S3AutoDeleteObjects', 1);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('the function that empties it reaches the objects', () => {
    const { template } = stackWith({ destroy: true }, { [REMOVE_DATA_CONTEXT]: true });
    const excluded = statement(template(), 'OnlyThroughAthena').Condition.ArnNotLike['aws:PrincipalArn'];
    const [role] = Object.keys(template().findResources('AWS::IAM::Role'));
    expect(excluded).toContainEqual({ 'Fn::GetAtt': [role, 'Arn'] });
  });
});

describe('direct reads', () => {
  const readers = ['arn:aws:iam::123456789012:role/one', 'arn:aws:iam::123456789012:role/two'];

  test('each reader is let through to its own prefix, for reading alone', () => {
    const { results, template } = stackWith();
    results.allowDirectReads(readers[0], 'athena-results/one/');
    results.allowDirectReads(readers[1], 'athena-results/two/');
    const policy = template();
    const excluded = statement(policy, 'OnlyThroughAthena').Condition.ArnNotLike['aws:PrincipalArn'];
    expect(excluded).toEqual([expect.anything(), ...readers]);
    expect(statement(policy, 'DirectReader1OnlyOwnPrefix').Condition.ArnEquals).toEqual({
      'aws:PrincipalArn': readers[0],
    });
    expect(JSON.stringify(statement(policy, 'DirectReader1OnlyOwnPrefix').NotResource)).toContain(
      '/athena-results/one/*',
    );
    expect(JSON.stringify(statement(policy, 'DirectReader2OnlyOwnPrefix').NotResource)).toContain(
      '/athena-results/two/*',
    );
    expect(statement(policy, 'DirectReader2ListsOnlyOwnPrefix').Condition.StringNotLike).toEqual({
      's3:prefix': 'athena-results/two/*',
    });
    expect(statement(policy, 'DirectReadersOnlyRead').Condition.ArnEquals).toEqual({ 'aws:PrincipalArn': readers });
  });

  test('more readers than a bucket policy holds are refused before S3 does', () => {
    const synth = (count: number) => () => {
      const { results, template } = stackWith();
      for (let i = 0; i < count; i++) results.allowDirectReads(`${readers[0]}-${i}`, `athena-results/role-${i}/`);
      const [policy] = Object.values(template().findResources(POLICY));
      return JSON.stringify(policy.Properties.PolicyDocument).length;
    };
    expect(synth(15)()).toBeLessThanOrEqual(20_480);
    expect(synth(60)).toThrow(
      /a bucket policy can have 20480 bytes, that of the results bucket needs about \d+ for 60 roles with the client directResults; declare that client for fewer roles/,
    );
  });
});

test.each([
  [Duration.hours(12), '12 hours'],
  [Duration.hours(36), '1 day 12 hours'],
  [Duration.days(0), '0 days'],
])('fails when results are to expire after %s', (expiration, shown) => {
  expect(() => stackWith({ expiration })).toThrow(
    new QuiltAthenaValidationError(
      `expiration must be a whole number of days, got ${shown}; S3 deletes by the day`,
      'lake/Results',
    ),
  );
});
