import { Fn, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import { QueryRole, type QueryRoleProps } from '../../lib/access/query-role';
import { ObjectAccess, RoleBaseline } from '../../lib/model/lake-config';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { athena, glue, key, s3 } from '../support/arns';
import { resolvedTemplate } from '../support/resolved-template';
import { stackWithWorkgroup } from './a-lake';

type Given = Omit<Partial<QueryRoleProps>, 'role' | 'results'> & {
  readonly roleArn?: string;
  readonly opensResults?: boolean;
};

function stackWith({ roleArn, opensResults, ...props }: Given = {}) {
  const { stack, database, results, workgroup } = stackWithWorkgroup();
  const role = new QueryRole(stack, 'Analyst', {
    database,
    workgroup,
    role: roleArn ? Role.fromRoleArn(stack, 'Existing', roleArn) : undefined,
    results: opensResults ? results : undefined,
    ...props,
  });
  return { stack, role, template: () => Template.fromStack(stack) };
}

interface Statement {
  readonly Sid: string;
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: Record<string, unknown>;
}

function statements(stack: Stack): Map<string, Statement> {
  const policies = Object.values(resolvedTemplate(stack).Resources).filter(
    ({ Type }) => Type === 'AWS::IAM::ManagedPolicy',
  );
  const all = policies.flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);
  return new Map(all.map((statement) => [statement.Sid, statement]));
}

const EXISTING = 'arn:aws:iam::123456789012:role/team/DataScience';

describe('a new role', () => {
  const { stack, role, template } = stackWith({ read: ['sales-raw'] });

  test('may be assumed by principals of the account that IAM allows to, and nobody else', () => {
    template().hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::123456789012:root']] } },
          },
        ],
      },
      PermissionsBoundary: Match.absent(),
      ManagedPolicyArns: Match.absent(),
      Policies: Match.absent(),
    });
  });

  test('has one policy to run queries and one for its buckets', () => {
    template().resourceCountIs('AWS::IAM::ManagedPolicy', 2);
    expect(role.policies).toHaveLength(2);
    const ids = role.policies.map((policy) => stack.resolve(policy.ref));
    expect(stack.resolve(role.policyArns)).toEqual(ids);
    template().allResourcesProperties('AWS::IAM::ManagedPolicy', {
      Roles: [{ Ref: Match.stringLikeRegexp('Analyst') }],
    });
  });
});

describe('each property', () => {
  const plain = JSON.stringify(stackWith().template().toJSON());

  test.each<[string, Given, (stack: Stack) => void]>([
    [
      'read',
      { read: ['sales-raw'] },
      (stack) => {
        expect(statements(stack).get('ReadObjects')?.Resource).toEqual([s3('sales-raw/*')]);
        expect(statements(stack).has('WriteObjects')).toBe(false);
      },
    ],
    [
      'write: what is written is read as well',
      { read: ['sales-raw'], write: ['sales-curated'] },
      (stack) => {
        expect(statements(stack).get('WriteObjects')?.Resource).toEqual([s3('sales-curated/*')]);
        expect([...(statements(stack).get('ReadObjects')?.Resource ?? [])].sort()).toEqual([
          s3('sales-curated/*'),
          s3('sales-raw/*'),
        ]);
      },
    ],
    [
      'bucketKeys: of its own buckets only',
      { read: ['sales-raw'], bucketKeys: { 'sales-raw': key('1'), other: key('2') } },
      (stack) => {
        expect(statements(stack).get('DecryptObjects')?.Resource).toEqual([key('1')]);
        expect(statements(stack).has('EncryptObjects')).toBe(false);
      },
    ],
    [
      'objects',
      { read: ['sales-raw'], objects: ObjectAccess.QUERY },
      (stack) => {
        expect(statements(stack).has('ReadObjects')).toBe(false);
        expect(statements(stack).get('ReadTableFiles')?.Resource).toEqual([
          s3('sales-raw/.quilt/named_packages/*'),
          s3('sales-raw/.quilt/packages/*'),
        ]);
      },
    ],
    [
      'clients',
      { clients: ['legacyJdbc'] },
      (stack) => {
        expect(statements(stack).get('AskGlueDirectly')?.Resource).toEqual([glue('catalog')]);
        expect(statements(stack).has('ListAthena')).toBe(false);
      },
    ],
    ['clients: none', { clients: [] }, (stack) => expect(statements(stack).has('UseOwnWorkgroup')).toBe(false)],
    [
      'baseline',
      { baseline: RoleBaseline.QUILT },
      (stack) => expect(statements(stack).get('ReadDatabases')?.Resource).toEqual([glue('database/default')]),
    ],
    [
      'role: an existing one gets policies, its path left out',
      { roleArn: EXISTING },
      (stack) => {
        const template = Template.fromStack(stack);
        template.resourceCountIs('AWS::IAM::Role', 0);
        template.allResourcesProperties('AWS::IAM::ManagedPolicy', { Roles: ['DataScience'] });
      },
    ],
    [
      'detached: policies of nobody',
      { detached: true },
      (stack) => {
        const template = Template.fromStack(stack);
        template.resourceCountIs('AWS::IAM::Role', 0);
        template.allResourcesProperties('AWS::IAM::ManagedPolicy', { Roles: Match.absent() });
      },
    ],
    [
      'trustedPrincipals',
      { trustedPrincipals: ['arn:aws:iam::123456789012:role/registry'] },
      (stack) =>
        Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
          AssumeRolePolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({ Principal: { AWS: 'arn:aws:iam::123456789012:role/registry' } }),
            ]),
          },
        }),
    ],
    [
      'permissionsBoundary',
      { permissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary' },
      (stack) =>
        Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
          PermissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
        }),
    ],
    [
      'nestedDataPolicies',
      { read: ['sales-raw'], nestedDataPolicies: true },
      (stack) => {
        const template = Template.fromStack(stack);
        template.resourceCountIs('AWS::CloudFormation::Stack', 1);
        template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
        expect(statements(stack).get('ReadObjects')?.Resource).toEqual([s3('sales-raw/*')]);
      },
    ],
    [
      'results, of a role that reads them from S3',
      { clients: ['directResults'], opensResults: true },
      (stack) =>
        Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
          PolicyDocument: {
            Statement: Match.arrayWith([Match.objectLike({ Sid: 'DirectReader1OnlyOwnPrefix' })]),
          },
        }),
    ],
  ])('%s', (_, props, check) => {
    const { stack, template } = stackWith(props);
    expect(JSON.stringify(template().toJSON())).not.toBe(plain);
    check(stack);
  });

  test('nestedDataPolicies of a role without buckets makes no empty nested stack', () => {
    stackWith({ nestedDataPolicies: true }).template().resourceCountIs('AWS::CloudFormation::Stack', 0);
  });

  test('false is what leaving it out means', () => {
    expect(JSON.stringify(stackWith({ detached: false, nestedDataPolicies: false }).template().toJSON())).toBe(plain);
  });
});

test('its policies wait for the workgroup they name', () => {
  const { stack } = stackWith();
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  const [workgroup] = Object.keys(Template.fromStack(stack).findResources('AWS::Athena::WorkGroup'));
  expect(JSON.stringify(policy.Properties.PolicyDocument)).toContain(`{"Ref":"${workgroup}"}`);
  expect(statements(stack).get('UseOwnWorkgroup')?.Resource).toEqual([
    athena('workgroup/QuiltUserAthena-lake-analyst'),
  ]);
});

test.each([
  [
    'directGlue',
    'the client directGlue lets this role read metadata of its tables from Glue without Athena in between',
  ],
  [
    'directResults',
    'the client directResults lets this role read athena-results/analyst/ from S3 without Athena in between',
  ],
])('client %s: what it lifts is told', (client, message) => {
  const { stack } = stackWith({ clients: [client], opensResults: true });
  Annotations.fromStack(stack).hasInfo('/lake/Analyst', Match.stringLikeRegexp(message));
});

const many = (count: number) => Array.from({ length: count }, (_, i) => `quilt-customer-data-${100000 + i}`);

test('a role whose policies are full to the brim is told that buckets may move between them', () => {
  const { stack, role } = stackWith({ read: many(480) });
  expect(role.policies.length).toBeLessThanOrEqual(20);
  Annotations.fromStack(stack).hasInfo(
    '/lake/Analyst',
    Match.stringLikeRegexp('managed policies are filled to the brim: adding a bucket may change several of them'),
  );
});

describe('fails when', () => {
  test.each<[string, Given, string | RegExp]>([
    [
      'it has more buckets than policies hold',
      { read: many(900) },
      /^lake\/Analyst: a role can have 20 managed policies, this one needs \d\d for 900 buckets: divide its buckets among several roles$/,
    ],
    [
      'it is detached and has more buckets than Quilt attaches policies for',
      { read: many(300), detached: true },
      /^lake\/Analyst: Quilt attaches at most 5 managed policies, this one needs \d+ for 300 buckets: divide its buckets among several roles$/,
    ],
    [
      'results are read from S3 and their bucket is not given',
      { clients: ['directResults'] },
      'lake/Analyst: the client directResults reads results from S3: give the results bucket and a role whose ARN is known',
    ],
    [
      'results are read from S3 by a role that nobody knows',
      { clients: ['directResults'], opensResults: true, detached: true },
      'lake/Analyst: the client directResults reads results from S3: give the results bucket and a role whose ARN is known',
    ],
  ])('%s', (_, props, message) => {
    expect(() => stackWith(props)).toThrow(message);
    expect(() => stackWith(props)).toThrow(QuiltAthenaValidationError);
  });

  test('a client is unknown, with those there are', () => {
    expect(() => stackWith({ clients: ['mpc'] })).toThrow(
      new QuiltAthenaValidationError(
        'unknown client "mpc"; known: catalog, mcp, pyathena, jdbc, legacyJdbc, directGlue, directResults; did you mean "mcp"?',
        'lake/Analyst',
      ),
    );
  });

  test.each(['*', '', 'UPPER', 'sales-*', 'sales_raw'])(
    '%j is declared as a bucket: its policy would be about others',
    (name) => {
      expect(() => stackWith({ read: [name] })).toThrow(QuiltAthenaValidationError);
      expect(() => stackWith({ write: [name] })).toThrow(QuiltAthenaValidationError);
    },
  );

  test('the name of a bucket is not known', () => {
    expect(() => stackWith({ read: [Fn.importValue('bucket')] })).toThrow(
      new QuiltAthenaValidationError(
        'names of buckets must be known at synth, found a token: they decide which policy holds what, so write them out',
        'lake/Analyst',
      ),
    );
  });
});
