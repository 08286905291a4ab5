import { CfnParameter, CfnStack, Fn, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import { AccountRootPrincipal, CfnPolicy, ManagedPolicy, Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AuthorizationRegime, ObjectAccess, ProofFailureAction } from '../../../lib/model/lake-config';
import { QuiltAthena } from '../../../lib/quilt-athena';
import { LAKE, ProvenStack } from './a-proven-lake';

const statement = (actions: string[], resources: string[]) => new PolicyStatement({ sid: 'More', actions, resources });
const newRole = (stack: Stack, id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });

test('what is attached to other roles is of no concern, whatever it depends on', () => {
  const stack = new ProvenStack();
  const unknown = new CfnParameter(stack, 'Unknown');
  const topic = new Topic(stack, 'Topic');
  const other = newRole(stack, 'Other');
  other.addToPolicy(statement(['s3:*', 'sns:Publish'], ['*', topic.topicArn, unknown.valueAsString]));
  other.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
  const document = { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: Fn.importValue('somewhere') }] };
  new CfnPolicy(stack, 'Older', { policyName: 'older', policyDocument: document, roles: [Fn.importValue('a-role')] });
  new CfnStack(stack, 'Elsewhere', { templateUrl: 'https://example.com/template.json' });
  Tags.of(stack).add('team', 'sales');
  expect(stack.failure()).toBe('');
});

test('a role may be given what it was declared to have, again or more narrowly', () => {
  const stack = new ProvenStack();
  stack.role('curator').addToPolicy(statement(['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::sales-vault/in/*']));
  expect(stack.failure()).toBe('');
});

test('what depends on a resource that the prover cannot name is more than was declared', () => {
  const stack = new ProvenStack();
  stack.role('curator').addToPolicy(statement(['sns:Publish'], [new Topic(stack, 'Topic').topicArn]));
  expect(stack.failure()).toMatch(
    /\/More allows sns:Publish on arn:aws:unknown:::Ref-Topic\w+-\w+, which reaches an undeclared call;/,
  );
});

test('values of the declaration that only a deployment knows are proven by their place', () => {
  const stack = new Stack(new ProvenStack().node.root as never, 'unknown-values');
  const key = new Key(new Stack(stack.node.root as never, 'keys'), 'Key');
  const parameter = new CfnParameter(stack, 'KeyArn').valueAsString;
  new QuiltAthena(stack, 'QuiltAthena', {
    buckets: [
      { name: 'sales-raw', kmsKey: key.keyArn },
      { name: 'sales-vault', kmsKey: Fn.importValue('vault-key') },
    ],
    roles: [
      { name: 'analyst', read: ['*'], objects: ObjectAccess.QUERY, clients: ['mcp'] },
      { name: 'curator', arn: StringParameter.valueForStringParameter(stack, '/roles/curator'), write: ['*'] },
      { name: 'reporter', arn: Fn.importValue('reporter'), read: ['*'], clients: ['pyathena', 'directResults'] },
    ],
    results: { kmsKey: parameter, excludeArnsFromDeny: [Fn.importValue('scanner')] },
  });
  expect(() => (stack.node.root as unknown as { synth(): void }).synth()).not.toThrow();
});

test.each([
  ['cn-north-1', '210987654321'],
  ['us-gov-west-1', '210987654321'],
  ['eu-central-1', '210987654321'],
])('a lake whose place is known is proven there: %s', (region, account) => {
  const arn = `arn:${region.startsWith('cn') ? 'aws-cn' : region.startsWith('us-gov') ? 'aws-us-gov' : 'aws'}:iam::${account}:role/mine`;
  const stack = new ProvenStack(
    { ...LAKE, roles: [...LAKE.roles, { arn, read: ['*'] }] },
    { env: { region, account } },
  );
  expect(stack.failure()).toBe('');
});

test('a role of an account that the stack does not name is proven in that account', () => {
  const arn = 'arn:aws:iam::210987654321:role/mine';
  expect(new ProvenStack({ ...LAKE, roles: [{ arn, write: ['*'] }] }).failure()).toBe('');
});

test('a lake in a nested stack is proven with what is around it', () => {
  const stack = new ProvenStack();
  const nested = new NestedStack(stack, 'Nested');
  const key = new Key(stack, 'Key');
  const config = { ...LAKE, tables: { shards: 2 }, results: { kmsKey: key.keyArn } };
  const quilt = new QuiltAthena(nested, 'Inner', { ...config, lakeName: 'inner' });
  expect(stack.failure()).toBe('');
  new Policy(stack, 'Extra', {
    roles: [quilt.queryRole('analyst').role as Role],
    statements: [statement(['s3:PutObject'], ['*'])],
  });
  expect(stack.failure()).toMatch(
    /sales-prod\/Nested\/Inner\] role analyst may do .* Extra\w+\/More allows s3:PutObject/,
  );
});

test('a governed lake is proven to get its data from Lake Formation only', () => {
  const config = {
    ...LAKE,
    roles: [{ name: 'analyst', read: ['*'], objects: ObjectAccess.QUERY, clients: ['mcp'] }],
    authorization: { regime: AuthorizationRegime.LAKE_FORMATION },
  };
  const stack = new ProvenStack(config);
  expect(stack.failure()).toBe('');
  stack.change('analyst', 'Query', 'GetGovernedData', () => undefined);
  expect(stack.failure()).toMatch(/must be able to get data from Lake Formation: lakeformation:GetDataAccess on \*/);
});

describe('what is meant', () => {
  const accepting = (accept: string[]) => {
    const stack = new ProvenStack({ ...LAKE, proof: { accept } });
    new Policy(stack, 'Extra', { roles: [stack.role('analyst')], statements: [statement(['s3:PutObject'], ['*'])] });
    stack.role('curator').addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
    return stack;
  };
  const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const [, extra = ''] = /but (Extra\w+\/More) allows/.exec(accepting([]).failure()) ?? [];

  test('is accepted by the names that the failed proof gives, and everything else is not', () => {
    expect(accepting([extra, READ_ONLY]).failure()).toBe('');
    expect(accepting([extra]).failure()).toMatch(/ReadOnlyAccess is attached/);
    expect(accepting([READ_ONLY]).failure()).toContain(`${extra} allows`);
  });

  test('and is not there is told', () => {
    const stack = new ProvenStack({ ...LAKE, proof: { accept: ['Gone/1'] } });
    expect(stack.failure()).toBe('');
    expect(stack.warnings).toEqual([expect.stringContaining('found none called Gone/1; take it out')]);
  });

  test('as a whole is only warned of', () => {
    const stack = new ProvenStack({ ...LAKE, proof: { onFailure: ProofFailureAction.WARN } });
    stack.role('analyst').addToPolicy(statement(['s3:PutObject'], ['*']));
    expect(stack.failure()).toBe('');
    expect(stack.warnings).toEqual([expect.stringMatching(/role analyst may do .*\/More allows s3:PutObject on \*/)]);
  });
});
