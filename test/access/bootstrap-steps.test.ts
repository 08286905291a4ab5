import { App, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { bootstrapSteps, revokingSteps } from '../../bin/bootstrap/bootstrap-steps';
import { grantsOfStack } from '../../bin/bootstrap/lake-grants';
import { commandOf } from '../../lib/access/administrator-step';
import { writeGrantPlan } from '../../lib/access/grant-plan-text';
import { LakeFormationGrants } from '../../lib/access/lake-formation-grants';
import { RecordsBucket } from '../../lib/access/records-bucket';
import { aGrantPlan, DATABASE, TABLE } from './a-grant-plan';

const ROLE = 'arn:aws:iam::123456789012:role/lake-GrantsRole';
const PLAN = aGrantPlan([DATABASE, TABLE, { ...DATABASE, database: 'default' }], {
  governed: [{ database: 'sales' }, { database: 'sales', table: 'orders' }],
  locations: ['s3://bucket/.quilt/packages/'],
  optIns: [{ principal: 'analyst', database: 'sales' }],
});
const steps = (govern = false) =>
  bootstrapSteps({ plan: PLAN, grantsRole: ROLE, arnOf: (name) => `arn:aws:iam::123456789012:role/${name}`, govern });
const brief = (list: ReturnType<typeof steps>) =>
  list.map((step) => commandOf(step).replace(/^aws lakeformation /, ''));

test('an administrator gives authority over databases and default, registers locations, and opts roles in', () => {
  const role = `'{"DataLakePrincipalIdentifier":"${ROLE}"}'`;
  const all = '--permissions ALL --permissions-with-grant-option ALL';
  expect(brief(steps())).toEqual([
    `grant-permissions --principal ${role} --resource '{"Database":{"Name":"sales"}}' ${all}`,
    `grant-permissions --principal ${role} --resource '{"Table":{"DatabaseName":"sales","TableWildcard":{}}}' ${all}`,
    `grant-permissions --principal ${role} --resource '{"Database":{"Name":"default"}}' --permissions DESCRIBE --permissions-with-grant-option DESCRIBE`,
    'register-resource --resource-arn arn:aws:s3:::bucket/.quilt/packages --use-service-linked-role --hybrid-access-enabled',
    `create-lake-formation-opt-in --principal '{"DataLakePrincipalIdentifier":"arn:aws:iam::123456789012:role/analyst"}' --resource '{"Database":{"Name":"sales"}}'`,
  ]);
});

test('objects are taken away from IAM only when asked for', () => {
  expect(steps().some(({ operation }) => operation === 'revoke-permissions')).toBe(false);
  const taken = brief(steps(true)).filter((command) => command.includes('IAM_ALLOWED_PRINCIPALS'));
  expect(taken).toEqual([expect.stringContaining('"Name":"sales"'), expect.stringContaining('"Name":"orders"')]);
});

test('taken back are opt-ins and authority, last one first; locations and the group of IAM are left alone', () => {
  expect(revokingSteps(steps(true)).map(({ operation }) => operation)).toEqual([
    'delete-lake-formation-opt-in',
    'revoke-permissions',
    'revoke-permissions',
    'revoke-permissions',
  ]);
  expect(brief(revokingSteps(steps(true))).join('\n')).not.toContain('IAM_ALLOWED_PRINCIPALS');
});

test('words that a shell would take apart are quoted', () => {
  const command = commandOf({ operation: 'grant-permissions', input: { Name: "o'clock; rm" }, why: '' });
  expect(command).toBe(`aws lakeformation grant-permissions --name 'o'\\''clock; rm'`);
});

test('what a stack grants is read from the stack, with roles of its own by their logical ids', () => {
  const stack = new Stack(new App(), 'lake', { env: { account: '123456789012', region: 'eu-central-1' } });
  const role = new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() });
  new LakeFormationGrants(stack, 'Grants', {
    plan: writeGrantPlan(aGrantPlan([DATABASE, { ...TABLE, principal: 'existing' }])),
    principals: { analyst: role.roleArn, existing: 'arn:aws:iam::123456789012:role/existing' },
    tablesDigest: '-',
    records: new RecordsBucket(stack, 'Records'),
  });
  const found = grantsOfStack(stack);
  expect(found).toMatchObject({
    stack: 'lake',
    principals: {
      analyst: { logicalId: expect.stringMatching(/^Analyst/) },
      existing: { arn: 'arn:aws:iam::123456789012:role/existing' },
    },
    grantsRole: expect.stringMatching(/^GrantsGrantsRole/),
  });
  expect(grantsOfStack(new Stack(new App(), 'without'))).toBeUndefined();
});
