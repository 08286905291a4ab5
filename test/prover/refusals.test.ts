// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables and Fn::Sub are written so
import { evaluate } from '../../lib/prover/policy/evaluate';
import type { NamedPolicy } from '../../lib/prover/policy/policy-document';
import { requestContext } from '../../lib/prover/policy/request';
import { identityStatements, resourceStatements } from '../../lib/prover/policy/statement';
import { StatementIndex } from '../../lib/prover/policy/statement-index';

const VALID = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const policy = (statement: object, rest: object = {}) =>
  ({ name: 'Query', document: { Version: '2012-10-17', Statement: [statement], ...rest } }) as NamedPolicy;

test.each([
  ['an element of no policy', { ...VALID, Resources: '*' }, /elements must be among .*, found Resources/],
  ['an unknown effect', { ...VALID, Effect: 'allow' }, /Effect must be Allow or Deny, found "allow"/],
  ['no action', { Effect: 'Allow', Resource: '*' }, /one of Action and NotAction/],
  ['both Resource and NotResource', { ...VALID, NotResource: '*' }, /one of Resource and NotResource/],
  ['an action without a service', { ...VALID, Action: 'GetObject' }, /an action is \* or service:name/],
  ['a resource that is no ARN', { ...VALID, Resource: 'sales-raw' }, /a resource is \* or an ARN of six parts/],
  ['a wildcard in a Region', { ...VALID, Resource: 'arn:aws:glue:us-*:1:catalog' }, /wildcards before the last part/],
  ['any service', { ...VALID, Resource: 'arn:aws:*:::x' }, /wildcards before the last part of an ARN.*not the service/],
  ['an open variable', { ...VALID, Resource: 'arn:aws:s3:::x/${aws:username' }, /a variable must be closed/],
  ['a variable that is no key', { ...VALID, Resource: 'arn:aws:s3:::x/${name}' }, /a variable is a condition key/],
  [
    'an unknown operator',
    { ...VALID, Condition: { StringIs: { k: 'v' } } },
    /operators must be IAM's, found "StringIs"/,
  ],
  ['ForAnyValue if it exists', { ...VALID, Condition: { 'ForAnyValue:StringEqualsIfExists': { k: 'v' } } }, /IAM's/],
  ['Null if it exists', { ...VALID, Condition: { NullIfExists: { k: 'true' } } }, /IAM's/],
  ['a Null of neither', { ...VALID, Condition: { Null: { k: 'yes' } } }, /Null takes true or false/],
  ['a Bool of neither', { ...VALID, Condition: { Bool: { k: 'yes' } } }, /true or false is expected/],
  ['no number', { ...VALID, Condition: { NumericEquals: { k: 'ten' } } }, /a number is expected/],
  ['no date', { ...VALID, Condition: { DateEquals: { k: 'tomorrow' } } }, /a date is expected/],
  ['no address', { ...VALID, Condition: { IpAddress: { k: '10.0.0' } } }, /an IP address is expected/],
  ['no range', { ...VALID, Condition: { IpAddress: { k: '10.0.0.0/33' } } }, /CIDR notation/],
  ['no ARN', { ...VALID, Condition: { ArnLike: { k: 'role/*' } } }, /an ARN has six parts/],
  [
    'a variable in a number',
    { ...VALID, Condition: { NumericEquals: { k: '${aws:EpochTime}' } } },
    /String and Arn operators only/,
  ],
  [
    'a negated variable without default',
    { ...VALID, Condition: { StringNotEquals: { k: '${aws:username}' } } },
    /must have a default/,
  ],
  ['principals of a role', { ...VALID, Principal: '*' }, /only a resource policy has principals/],
])('a policy with %s is refused', (_, statement, message) => {
  expect(() => identityStatements(policy(statement))).toThrow(message);
});

test('a policy of the older version is refused: it takes variables literally', () => {
  expect(() => identityStatements(policy(VALID, { Version: '2008-10-17' }))).toThrow(/Version must be 2012-10-17/);
});

test.each([
  ['none', VALID, /names principals, found none/],
  ['of an unknown kind', { ...VALID, Principal: { Robot: '*' } }, /principals are AWS, Service/],
  ['with a wildcard', { ...VALID, Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } }, /a principal is/],
  ['negated', { ...VALID, NotPrincipal: '*' }, /found NotPrincipal/],
])('a resource policy with principals %s is refused', (_, statement, message) => {
  expect(() => resourceStatements(policy(statement))).toThrow(message);
});

describe('a request', () => {
  const identity = new StatementIndex([
    policy({ ...VALID, Condition: { StringEquals: { 'aws:CalledVia': 'athena.amazonaws.com' } } }),
  ]);
  const request = {
    principal: 'arn:aws:iam::123456789012:role/r',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::x/y',
  };

  test('with several values of a key that is compared as if it had one is refused', () => {
    const context = requestContext({ 'aws:CalledVia': ['athena.amazonaws.com', 'other.amazonaws.com'] });
    expect(() => evaluate({ ...request, context }, { identity })).toThrow(/needs ForAllValues or ForAnyValue/);
  });

  test('of somebody who is no role is refused', () => {
    const principal = 'arn:aws:iam::123456789012:user/u';
    expect(() => evaluate({ ...request, principal, context: new Map() }, { identity })).toThrow(/must be an IAM role/);
  });
});
