import { Aspects, type CfnResource } from 'aws-cdk-lib';
import { CfnManagedPolicy, ManagedPolicy, PermissionsBoundary, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { ProvenStack } from './a-proven-lake';

/** What the proof must say after a change: role, call, statement. */
test.each<[string, (stack: ProvenStack) => void, RegExp]>([
  [
    'a statement taken out',
    (stack) => stack.change('analyst', 'Data', 'ReadTables', () => undefined),
    /role analyst must be able to look up tables: glue:BatchGetPartition on arn:aws:glue:us-east-1:123456789012:catalog through Athena, but no statement allows it/,
  ],
  [
    'an action taken out',
    (stack) =>
      stack.change('analyst', 'Query', 'UseOwnWorkgroup', (s) => ({
        ...s,
        Action: s.Action.filter((action) => action !== 'athena:StartQueryExecution'),
      })),
    /role analyst must be able to use its workgroup: athena:StartQueryExecution on \S+:workgroup\/QuiltUserAthena-sales-prod-analyst directly/,
  ],
  [
    'database/default taken out',
    (stack) =>
      stack.change('analyst', 'Query', 'ReadDatabases', (s) => ({
        ...s,
        Resource: s.Resource.filter((resource) => !JSON.stringify(resource).includes('database/default')),
      })),
    /role analyst must be able to find databases: glue:GetDatabase on \S+:database\/default through Athena, but no statement/,
  ],
  [
    'the grant on the key of results taken out',
    (stack) => stack.change('analyst', 'Query', 'UseResultsKey', () => undefined),
    /role analyst must be able to use the key of results: kms:Decrypt on arn:aws:kms:us-east-1:123456789012:key\/results/,
  ],
  [
    'a resource widened',
    (stack) => stack.change('analyst', 'Data', 'ReadObjects', (s) => ({ ...s, Resource: ['*'] })),
    /role analyst may do what was declared only, but \w+\/ReadObjects allows s3:GetObject on \*, which reaches results of curator, bucket sales-vault, a bucket outside the lake;/,
  ],
  [
    'the results of another role',
    (stack) =>
      stack.change('analyst', 'Query', 'ReadOwnResults', (s) => ({
        ...s,
        Resource: JSON.parse(JSON.stringify(s.Resource).replace('athena-results/analyst', 'athena-results/curator')),
      })),
    /\w+\/ReadOwnResults allows s3:GetObject on \S+athena-results\/curator\/\*, which reaches results of curator;/,
  ],
  [
    's3:* in the default policy of a role',
    (stack) => {
      stack.role('analyst').addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
    },
    /role analyst may do what was declared only, but \w*DefaultPolicy\w*\/1 allows s3:\* on \*/,
  ],
  [
    'a policy that names a role',
    (stack) => {
      const statements = [new PolicyStatement({ sid: 'More', actions: ['glue:DeleteTable'], resources: ['*'] })];
      new Policy(stack, 'Extra', { roles: [stack.role('curator')], statements });
    },
    /role curator may do what was declared only, but Extra\w+\/More allows glue:DeleteTable on \*/,
  ],
  [
    "a policy of AWS's",
    (stack) => stack.role('analyst').addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')),
    /role analyst may have policies that this stack writes only, but arn:aws:iam::aws:policy\/AdministratorAccess is attached/,
  ],
  [
    'a boundary of an aspect',
    (stack) => {
      const statements = [new PolicyStatement({ actions: ['athena:*'], resources: ['*'] })];
      PermissionsBoundary.of(stack).apply(new ManagedPolicy(stack, 'Boundary', { statements }));
    },
    /role analyst must be able to find databases: \S+ on \S+ through Athena, but its permissions boundary does not allow it/,
  ],
  [
    'an aspect that widens policies',
    (stack) => {
      const visit = (node: IConstruct) => {
        if (node instanceof CfnManagedPolicy) node.addPropertyOverride('PolicyDocument.Statement.0.Action', '*');
      };
      Aspects.of(stack).add({ visit });
    },
    /role analyst may do what was declared only, but \w+\/UseOwnWorkgroup allows \* on \S+, which reaches an administrative action/,
  ],
  [
    'a results bucket without its Deny',
    (stack) => {
      const policy = stack.quilt.results.bucket.policy?.node.defaultChild as CfnResource;
      const kept = stack.resolve(stack.quilt.results.bucket.policy?.document).Statement.slice(0, 1);
      policy.addPropertyOverride('PolicyDocument.Statement', kept);
    },
    /the results bucket must refuse s3:GetObject on \S+ without Athena, but lets role any other through/,
  ],
  [
    'a policy that nobody can tell the effect of',
    (stack) => {
      const { list, replace } = stack.statements('analyst', 'Query');
      replace([
        ...list,
        { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: { StringIs: { a: 'b' } } },
      ]);
    },
    /role analyst must have policies that can be evaluated, but \w+\/\d+: condition operators must be IAM's, found "StringIs"/,
  ],
])('%s fails the synthesis', (_, change, message) => {
  const stack = new ProvenStack();
  change(stack);
  expect(stack.failure()).toMatch(message);
});

test('the calls that fail for one reason are told once', () => {
  const stack = new ProvenStack();
  stack.change('analyst', 'Data', 'ReadTables', () => undefined);
  const lines = stack
    .failure()
    .split('\n')
    .filter((line) => line.includes('role analyst'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/\(and 14 more calls for the same reason\)$/);
});
