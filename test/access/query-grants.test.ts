import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, ArnPrincipal, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { type BucketGrantOptions, QueryGrants } from '../../lib/access/query-grants';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { athena, glue, key, s3 } from '../support/arns';
import { resolvedTemplate } from '../support/resolved-template';
import { stackWithWorkgroup } from './a-lake';

function grantsIn() {
  const { stack, database, workgroup } = stackWithWorkgroup();
  return { stack, grants: QueryGrants.fromWorkgroup(workgroup, database) };
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

/** What the only inline policy of a stack allows: `action on resource`, and under which condition. */
function allowed(stack: Stack): Map<string, unknown> {
  const [policy] = Object.values(resolvedTemplate(stack).Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy');
  const { Statement } = policy.Properties.PolicyDocument as { Statement: Statement[] };
  return new Map(
    Statement.flatMap(({ Action, Resource, Condition }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((on): [string, unknown] => [`${action} ${on}`, Condition])),
    ),
  );
}

const VIA_ATHENA = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } };
const viaAthena = (condition: unknown) => JSON.stringify(condition ?? {}).includes('athena.amazonaws.com');

test('running queries: in the workgroup, on the database and default, with results below its prefix', () => {
  const { stack, grants } = grantsIn();
  const grant = grants.runQueries(new Role(stack, 'Reporter', { assumedBy: new AccountRootPrincipal() }));
  expect(grant.success).toBe(true);
  const rights = allowed(stack);
  expect(rights.has(`athena:StartQueryExecution ${athena('workgroup/QuiltUserAthena-lake-analyst')}`)).toBe(true);
  expect(viaAthena(rights.get(`glue:GetDatabase ${glue('database/lake')}`))).toBe(true);
  expect(viaAthena(rights.get(`glue:GetDatabase ${glue('database/default')}`))).toBe(true);
  const results = [...rights.keys()].filter((right) => right.startsWith('s3:PutObject '));
  expect(results).toEqual([expect.stringMatching(/\/athena-results\/analyst\/\*$/)]);
  expect([...rights.keys()].filter((right) => right.startsWith('glue:GetTable '))).toEqual([]);
});

test('clients decide the calls', () => {
  const { stack, grants } = grantsIn();
  grants.runQueries(new Role(stack, 'Reporter', { assumedBy: new AccountRootPrincipal() }), ['legacyJdbc']);
  const rights = allowed(stack);
  expect(rights.has(`glue:GetCatalogImportStatus ${glue('catalog')}`)).toBe(true);
  expect(rights.has('athena:ListWorkGroups *')).toBe(false);
});

test.each<[BucketGrantOptions, string[], string[]]>([
  [{}, ['s3:GetObject', 's3:GetObjectVersion'], ['s3:PutObject', 'kms:Decrypt']],
  [{ write: true }, ['s3:GetObject', 's3:PutObject'], ['kms:Decrypt']],
  [{ write: false }, ['s3:GetObject'], ['s3:PutObject']],
  [{ kmsKey: key('1') }, ['kms:Decrypt'], ['kms:GenerateDataKey']],
  [{ kmsKey: key('1'), write: true }, ['kms:Decrypt', 'kms:GenerateDataKey'], []],
])('using a bucket, %j: %j but not %j', (options, granted, withheld) => {
  const { stack, grants } = grantsIn();
  const grant = grants.useBucket(
    new Role(stack, 'Reporter', { assumedBy: new AccountRootPrincipal() }),
    'sales-raw',
    options,
  );
  expect(grant.success).toBe(true);
  const rights = allowed(stack);
  const actions = [...rights.keys()].map((right) => right.split(' ')[0]);
  expect(actions).toEqual(expect.arrayContaining(granted));
  expect(actions.filter((action) => withheld.includes(action))).toEqual([]);
  expect(viaAthena(rights.get(`glue:GetTable ${glue('table/lake/sales-raw_*')}`))).toBe(true);
});

test('queries only: objects that tables are stored in, through Athena', () => {
  const { stack, grants } = grantsIn();
  const reporter = new Role(stack, 'Reporter', { assumedBy: new AccountRootPrincipal() });
  grants.useBucket(reporter, 'sales-raw', { queriesOnly: true });
  const rights = allowed(stack);
  expect(rights.has(`s3:GetObject ${s3('sales-raw/*')}`)).toBe(false);
  expect(rights.get(`s3:GetObject ${s3('sales-raw/.quilt/packages/*')}`)).toMatchObject(
    JSON.parse(JSON.stringify(VIA_ATHENA).replace('"athena.amazonaws.com"', '["athena.amazonaws.com"]')),
  );
});

describe('grantees', () => {
  test('a user', () => {
    const { stack, grants } = grantsIn();
    expect(grants.runQueries(new User(stack, 'Person')).success).toBe(true);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { Users: [{ Ref: Match.anyValue() }] });
  });

  test('an imported role gets a policy of this stack', () => {
    const { stack, grants } = grantsIn();
    const role = Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/Reporter');
    expect(grants.runQueries(role).success).toBe(true);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { Roles: ['Reporter'] });
  });

  test.each([
    [
      'an imported role of another account',
      (stack: Stack) => Role.fromRoleArn(stack, 'Other', 'arn:aws:iam::999999999999:role/Reporter'),
    ],
    [
      'an immutable role',
      (stack: Stack) => Role.fromRoleArn(stack, 'Fixed', 'arn:aws:iam::123456789012:role/Reporter', { mutable: false }),
    ],
    ['a service', () => new ServicePrincipal('lambda.amazonaws.com')],
    ['a principal that is but an ARN', () => new ArnPrincipal('arn:aws:iam::123456789012:role/Reporter')],
  ])('%s: nothing can be added to it', (_, grantee) => {
    const { stack, grants } = grantsIn();
    grants.runQueries(grantee(stack));
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });
});

test('a bucket of another construct, whose name only a deployment knows', () => {
  const { stack, grants } = grantsIn();
  const bucket = new Bucket(stack, 'Data');
  grants.useBucket(new Role(stack, 'Reporter', { assumedBy: new AccountRootPrincipal() }), bucket.bucketName);
  const { Ref }: { Ref: string } = stack.resolve(bucket.bucketName);
  expect(allowed(stack).has(`s3:GetObject ${s3(`${Ref.toLowerCase()}/*`)}`)).toBe(true);
});

describe('fails when', () => {
  const reporter = (stack: Stack) => new Role(stack, 'Reporter', { assumedBy: new AccountRootPrincipal() });

  test('a client is unknown', () => {
    const { stack, grants } = grantsIn();
    expect(() => grants.runQueries(reporter(stack), ['mpc'])).toThrow(
      new QuiltAthenaValidationError(
        'unknown client "mpc"; known: catalog, mcp, pyathena, jdbc, legacyJdbc, directGlue, directResults; did you mean "mcp"?',
        'lake/Workgroup',
      ),
    );
  });

  test.each(['', 'UPPER', 'with_underscore', 'a*'])('%j is no name of a bucket', (name) => {
    const { stack, grants } = grantsIn();
    expect(() => grants.useBucket(reporter(stack), name)).toThrow(QuiltAthenaValidationError);
  });
});
