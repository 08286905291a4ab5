import { ObjectAccess, type RoleConfig } from '../../lib/model/lake-config';
import { lake, told, withRoles } from './a-lake';

const ARN = 'arn:aws:iam::123456789012:role/ReadQuiltV2-sales';

describe('buckets of a role', () => {
  test('are declared, or all', () => {
    expect(told(withRoles({ name: 'a', read: ['data-one', 'data-two'], write: ['*'] }))).toEqual([]);
  });

  test('that are not declared are refused', () => {
    expect(told(withRoles({ name: 'a', read: ['data-one', 'data-tow'], write: ['other'] }))).toEqual([
      'roles[0].read[1]: unknown bucket "data-tow"; declared: data-one, data-two; did you mean "data-two"?',
      'roles[0].write[0]: unknown bucket "other"; declared: data-one, data-two',
    ]);
  });

  test('are listed only as far as anybody reads', () => {
    const buckets = Array.from({ length: 1000 }, (_, i) => ({ name: `bucket-${i}` }));
    const shown = buckets.slice(0, 20).map((bucket) => bucket.name);
    expect(told(lake({ buckets, roles: [{ name: 'a', read: ['other'] }] }))).toEqual([
      `roles[0].read[0]: unknown bucket "other"; declared: ${shown.join(', ')}, … (1000 in all)`,
    ]);
  });

  test('are not written without being reached directly', () => {
    expect(told(withRoles({ name: 'a', write: ['data-one'], objects: ObjectAccess.QUERY }))).toEqual([
      'roles[0].objects: a role that writes must reach objects directly, found objects "query" with write ["data-one"]; write objects: direct, or leave out write',
    ]);
    expect(told(withRoles({ name: 'a', read: ['data-one'], objects: ObjectAccess.QUERY }))).toEqual([]);
  });
});

test('unknown clients are refused', () => {
  expect(told(withRoles({ name: 'a', clients: ['catalog', 'mpc'] }))).toEqual([
    'roles[0].clients[1]: unknown client "mpc"; known: catalog, mcp, pyathena, jdbc, legacyJdbc, directGlue, directResults; did you mean "mcp"?',
  ]);
});

test.each([
  ARN,
  'arn:aws-us-gov:iam::123456789012:role/quilt/sales/us-gov-west-1/Managed',
  'arn:fake-partition:iam::123456789012:role/x',
])('role ARN %s is accepted', (arn) => {
  expect(told(withRoles({ arn }))).toEqual([]);
});

test.each([
  [
    'arn:aws:sts::123456789012:assumed-role/Analyst/jane@example.com',
    'arn must be that of an IAM role, found the session "arn:aws:sts::123456789012:assumed-role/Analyst/jane@example.com"; write its role, arn:aws:iam::123456789012:role/Analyst, with the role\'s path if it has one',
  ],
  [
    'arn:aws:iam::12345:role/x',
    'arn must be that of an IAM role, arn:aws:iam::<12 digits>:role/<name>, found "arn:aws:iam::12345:role/x"; write it as IAM shows it',
  ],
  [
    'arn:aws:iam::123456789012:user/x',
    'arn must be that of an IAM role, arn:aws:iam::<12 digits>:role/<name>, found "arn:aws:iam::123456789012:user/x"; write it as IAM shows it',
  ],
  [
    'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef',
    'arn must be that of a role you may change, found "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef", which AWS manages; declare a role of your own that its users may assume',
  ],
])('role ARN %s is refused', (arn, message) => {
  expect(told(withRoles({ arn }))).toEqual([`roles[0].arn: ${message}`]);
});

test('an IAM role is declared once, unless Quilt tells its roles apart', () => {
  expect(told(withRoles({ name: 'a', arn: ARN }, { name: 'b', arn: ARN }))).toEqual([
    `roles[1].arn: an IAM role must be declared once because its policies add up, found "${ARN}" at roles[0] too; put its buckets into one role`,
  ]);
  const managed = (name: string): RoleConfig => ({ name, arn: ARN, quiltManaged: true });
  expect(told(withRoles(managed('a'), managed('b')))).toEqual([]);
});

test('a role comes from one place', () => {
  expect(told(withRoles({ name: 'a', existing: true, quiltManaged: true }))).toEqual([
    'roles[0].existing: a role is either existing or quiltManaged, found both; leave out existing where Quilt attaches the policies',
  ]);
  expect(told(withRoles({ arn: ARN, existing: true }))).toEqual([
    `roles[0].existing: existing is for a role known by name alone, found arn "${ARN}" beside it; leave out existing`,
  ]);
  expect(told(withRoles({ name: 'a', existing: true }, { name: 'b', quiltManaged: true, arn: ARN }))).toEqual([]);
});

test('direct results need to know the role', () => {
  expect(told(withRoles({ name: 'a', quiltManaged: true, clients: ['catalog', 'directResults'] }))).toEqual([
    "roles[0].clients[1]: the client directResults must know the role because the results bucket's policy names it, found quiltManaged without arn; write the arn of the IAM role that Quilt assumes",
  ]);
  expect(told(withRoles({ name: 'a', quiltManaged: true, arn: ARN, clients: ['directResults'] }))).toEqual([]);
  expect(told(withRoles({ name: 'a', clients: ['directResults'] }))).toEqual([]);
});

describe('a new role', () => {
  test.each([
    'arn:aws:iam::123456789012:root',
    'arn:aws:iam::123456789012:role/registry',
    'arn:aws-cn:iam::123456789012:user/team/jane',
  ])('may trust %s', (principal) => {
    expect(told(withRoles({ name: 'a', trustedPrincipals: [principal] }))).toEqual([]);
  });

  const advice = 'write for example arn:aws:iam::123456789012:role/<name>';
  test.each([
    ['*', `a trusted principal must be the ARN of an IAM role, user or account root, without *, found "*"; ${advice}`],
    [
      'arn:aws:iam::123456789012:role/*',
      `a trusted principal must be the ARN of an IAM role, user or account root, without *, found "arn:aws:iam::123456789012:role/*"; ${advice}`,
    ],
    [
      'lambda.amazonaws.com',
      `a trusted principal must be the ARN of an IAM role, user or account root, without *, found "lambda.amazonaws.com"; ${advice}`,
    ],
    [
      'arn:aws:sts::123456789012:assumed-role/A/b',
      'a trusted principal must be an IAM role, user or account root, found the session "arn:aws:sts::123456789012:assumed-role/A/b"; write its role, arn:aws:iam::123456789012:role/A, with the role\'s path if it has one',
    ],
  ])('does not trust %s', (principal, message) => {
    expect(told(withRoles({ name: 'a', trustedPrincipals: [principal] }))).toEqual([
      `roles[0].trustedPrincipals[0]: ${message}`,
    ]);
  });

  test('is bounded by a managed policy', () => {
    const bounded = (permissionsBoundary: string) => told(withRoles({ name: 'a', permissionsBoundary }));
    expect(bounded('arn:aws:iam::123456789012:policy/team/boundary')).toEqual([]);
    expect(bounded('arn:aws:iam::aws:policy/PowerUserAccess')).toEqual([]);
    expect(bounded('boundary')).toEqual([
      'roles[0].permissionsBoundary: permissionsBoundary must be the ARN of a managed policy, arn:aws:iam::<12 digits>:policy/<name>, found "boundary"; write it as IAM shows it',
    ]);
  });

  test.each<[string, RoleConfig]>([
    ['arn', { arn: ARN }],
    ['existing', { name: 'a', existing: true }],
    ['quiltManaged', { name: 'a', quiltManaged: true, arn: ARN }],
  ])('alone has trust and a boundary, not one beside %s', (origin, role) => {
    const set = { trustedPrincipals: [ARN], permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' };
    const end = `is for new roles, found it beside ${origin}; leave it out, as nothing but policies is added to a role that exists`;
    expect(told(withRoles({ ...role, ...set }))).toEqual([
      `roles[0].trustedPrincipals: trustedPrincipals ${end}`,
      `roles[0].permissionsBoundary: permissionsBoundary ${end}`,
    ]);
  });
});
