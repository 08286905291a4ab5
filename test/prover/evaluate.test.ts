import { evaluate, type PolicySet } from '../../lib/prover/policy/evaluate';
import type { PrincipalElement, StatementElement } from '../../lib/prover/policy/policy-document';
import { requestContext } from '../../lib/prover/policy/request';
import { resourceStatements } from '../../lib/prover/policy/statement';
import { StatementIndex } from '../../lib/prover/policy/statement-index';

const ROLE = 'arn:aws:iam::123456789012:role/analyst';
const OBJECT = 'arn:aws:s3:::sales-raw/a';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';

const policy = (Effect: StatementElement['Effect'], more: Partial<StatementElement> = {}) => ({
  name: 'P',
  document: { Version: '2012-10-17', Statement: { Effect, Action: '*', Resource: '*', ...more } } as const,
});
const allow = new StatementIndex([policy('Allow')]);
const deny = new StatementIndex([policy('Deny')]);
const nothing = new StatementIndex([]);
const given = (Principal: PrincipalElement, Effect: StatementElement['Effect'] = 'Allow') =>
  resourceStatements(policy(Effect, { Principal }));
const asRole = given({ AWS: ROLE });
const asAccount = given({ AWS: '123456789012' });

const decide = (policies: PolicySet, resource = OBJECT, resourceAccount?: string) =>
  evaluate(
    {
      principal: ROLE,
      action: resource === KEY ? 'kms:Decrypt' : 's3:GetObject',
      resource,
      resourceAccount,
      context: requestContext({}),
    },
    policies,
  ).decision;

test.each<[string, PolicySet, string]>([
  ['nothing', { identity: nothing }, 'implicitDeny'],
  ['the role', { identity: allow }, 'allowed'],
  [
    'the role, which is denied too',
    { identity: new StatementIndex([policy('Allow'), policy('Deny')]) },
    'explicitDeny',
  ],
  ['the resource alone', { identity: nothing, resource: asRole }, 'allowed'],
  ['the resource to the account only', { identity: nothing, resource: asAccount }, 'implicitDeny'],
  ['the role, the resource denies', { identity: allow, resource: given('*', 'Deny') }, 'explicitDeny'],
  [
    'the role, the resource denies a service',
    { identity: allow, resource: given({ Service: 'x.amazonaws.com' }, 'Deny') },
    'allowed',
  ],
  ['the role within its boundary', { identity: allow, boundary: allow }, 'allowed'],
  ['the role beyond its boundary', { identity: allow, boundary: nothing }, 'implicitDeny'],
  ['the role, the boundary denies', { identity: allow, boundary: deny }, 'explicitDeny'],
  ['the boundary alone', { identity: nothing, boundary: allow }, 'implicitDeny'],
  ['the role beyond its session', { identity: allow, session: nothing }, 'implicitDeny'],
  ['the role within both', { identity: allow, boundary: allow, session: allow }, 'allowed'],
  ['the resource, beyond the boundary', { identity: nothing, boundary: nothing, resource: asRole }, 'implicitDeny'],
])('an object of the same account, allowed by %s: %s', (_, policies, expected) => {
  expect(decide(policies)).toBe(expected);
});

test.each<[string, PolicySet, string]>([
  ['the role', { identity: allow }, 'implicitDeny'],
  ['the resource', { identity: nothing, resource: asRole }, 'implicitDeny'],
  ['both', { identity: allow, resource: asRole }, 'allowed'],
  ['the role, and the resource to its account', { identity: allow, resource: asAccount }, 'allowed'],
])('an object of another account, allowed by %s: %s', (_, policies, expected) => {
  expect(decide(policies, OBJECT, '210987654321')).toBe(expected);
});

test.each<[string, PolicySet, string]>([
  ['the role', { identity: allow }, 'implicitDeny'],
  ['the role, and the key to the account', { identity: allow, resource: asAccount }, 'allowed'],
  ['the key to the account', { identity: nothing, resource: asAccount }, 'implicitDeny'],
  ['the key to the role', { identity: nothing, resource: asRole }, 'allowed'],
])('a key, allowed by %s: %s', (_, policies, expected) => {
  expect(decide(policies, KEY)).toBe(expected);
});

test('a verdict names the statement that decided', () => {
  const one = new StatementIndex([policy('Allow', { Sid: 'ReadObjects', Resource: 'arn:aws:s3:::sales-raw/*' })]);
  const request = { principal: ROLE, action: 's3:getobject', resource: OBJECT, context: requestContext({}) };
  expect(evaluate(request, { identity: one }).by?.id).toBe('P/ReadObjects');
});
