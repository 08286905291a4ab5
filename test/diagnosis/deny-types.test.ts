import { diagnose } from '../../lib/diagnosis/diagnose';
import { denied, GLUE } from './messages';

const TABLE = `${GLUE}:table/sales_prod/sales-raw_packages`;
const POLICY = 'arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1';

// IAM User Guide: troubleshoot_access-denied
const EXPLICIT: [phrase: string, policyType: string | null, arn: string | null][] = [
  ['with an explicit deny in a service control policy', 'service control', null],
  [`with an explicit deny in a service control policy: ${POLICY}`, 'service control', POLICY],
  ['with an explicit deny in a resource control policy', 'resource control', null],
  ['with an explicit deny in a VPC endpoint policy', 'VPC endpoint', null],
  ['with an explicit deny in a permissions boundary', 'permissions boundary', null],
  [
    'with an explicit deny in a permissions boundary: arn:aws:iam::123456789012:policy/edge',
    'permissions boundary',
    'arn:aws:iam::123456789012:policy/edge',
  ],
  ['with an explicit deny in a session policy', 'session', null],
  ['with an explicit deny in a resource-based policy', 'resource-based', null],
  ['with an explicit deny in an identity-based policy', 'identity-based', null],
  [
    'with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/no',
    'identity-based',
    'arn:aws:iam::123456789012:policy/no',
  ],
  ['with an explicit deny in the role trust policy', 'role trust', null],
  ['with an explicit deny', null, null],
  ['because of an explicit deny in a service control policy', 'service control', null],
  ['(explicitly denied by a resource-based policy)', 'resource-based', null],
  ['WITH AN EXPLICIT DENY IN A SERVICE CONTROL POLICY', 'service control', null],
];

test.each(EXPLICIT)('%s: E40, and no grant is offered', (phrase, policyType, policyArn) => {
  const found = diagnose(denied('glue:GetTable', TABLE, phrase));
  expect(found).toMatchObject({
    id: 'E04',
    annotations: ['E40'],
    permission: true,
    deny: { explicit: true, policyType, policyArn },
  });
  expect(found.fix.iam).toEqual([]);
  expect(found.fix.text).toMatch(/no grant helps/);
});

const IMPLICIT: [phrase: string, policyType: string, statements: number][] = [
  ['because no session policy allows the glue:GetTable action', 'session', 1],
  ['because no permissions boundary allows the glue:GetTable action', 'permissions boundary', 1],
  ['because no permission boundary policy allows the glue:GetTable action', 'permissions boundary', 1],
  ['because no service control policy allows the glue:GetTable action', 'service control', 0],
  ['because no resource control policy allows the glue:GetTable action', 'resource control', 0],
  ['because no VPC endpoint policy allows the glue:GetTable action', 'VPC endpoint', 1],
  ['because no resource-based policy allows the glue:GetTable action', 'resource-based', 1],
];

test.each(IMPLICIT)('%s: E41', (phrase, policyType, statements) => {
  const found = diagnose(denied('glue:GetTable', TABLE, phrase));
  expect(found).toMatchObject({
    id: 'E04',
    annotations: ['E41'],
    deny: { explicit: false, policyType, policyArn: null },
  });
  expect(found.fix.iam).toHaveLength(statements);
});

test('the role’s own policies are no remark', () => {
  const found = diagnose(denied('glue:GetTable', TABLE));
  expect(found).toMatchObject({ id: 'E04', annotations: [], deny: { explicit: false, policyType: 'identity-based' } });
});

test('every kind of denial takes the remark', () => {
  for (const action of [
    's3:GetObject',
    'kms:Decrypt',
    'athena:GetWorkGroup',
    'lakeformation:GetDataAccess',
    'sts:AssumeRole',
    'lambda:InvokeFunction',
  ]) {
    expect(
      diagnose(denied(action, 'arn:aws:x:us-east-1:1:y', 'with an explicit deny in a session policy')).annotations,
    ).toEqual(['E40']);
  }
});
