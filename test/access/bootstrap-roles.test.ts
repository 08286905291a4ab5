import type { Server } from 'node:http';
import { App, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { grantsOfStack, type LakeGrants } from '../../bin/bootstrap/lake-grants';
import { checkPath, roleFinder } from '../../bin/bootstrap/role-arns';
import { bootstrap } from '../../bin/commands/bootstrap';
import { writeGrantPlan } from '../../lib/access/grant-plan-text';
import { LakeFormationGrants } from '../../lib/access/lake-formation-grants';
import { RecordsBucket } from '../../lib/access/records-bucket';
import { cloudFormationStub, failure } from '../bin/cloudformation-stub';
import { aGrantPlan, DATABASE } from './a-grant-plan';

const GRANTS_ROLE = 'arn:aws:iam::123456789012:role/lake-GrantsRole';

/** What a stack grants to a role that it imports by its name alone. */
function grantsToNamed(env?: { account: string; region: string }, names = ['analyst']): LakeGrants {
  const stack = new Stack(new App(), 'lake', { env });
  new LakeFormationGrants(stack, 'Grants', {
    plan: writeGrantPlan(
      aGrantPlan([DATABASE], { optIns: names.map((principal) => ({ principal, database: 'sales' })) }),
    ),
    principals: Object.fromEntries(
      names.map((name) => [name, Role.fromRoleName(stack, `Role-${name}`, `quilt-${name}`).roleArn]),
    ),
    tablesDigest: '-',
    records: new RecordsBucket(stack, 'Records'),
  });
  return grantsOfStack(stack) as LakeGrants;
}

test.each([
  ['of any account', undefined],
  ['of a known account', { account: '123456789012', region: 'eu-central-1' }],
])('a role that a stack %s imports by its name is known by that name', (_, env) => {
  expect(grantsToNamed(env).principals).toEqual({ analyst: { roleName: 'quilt-analyst' } });
});

test('what is only printed leaves the ARN of such a role to be filled in, and tells how to get it', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const options = { grantsRole: GRANTS_ROLE, execute: false, revoke: false, govern: false, json: false };
    await bootstrap(grantsToNamed(), options);
    const printed = log.mock.calls.map(([line]) => String(line)).join('\n');
    expect(printed).toContain('aws iam get-role --role-name quilt-analyst --query Role.Arn --output text');
    expect(printed).toContain('--principal \'{"DataLakePrincipalIdentifier":"ARN-of-role-quilt-analyst"}\'');
  } finally {
    log.mockRestore();
  }
});

describe('IAM tells the ARN of a role', () => {
  let server: Server | undefined;
  const before = { ...process.env };

  afterEach(() => {
    process.env = { ...before };
    server?.close();
  });

  async function asked(answer: { status?: number; body: string }): Promise<string> {
    const stub = await cloudFormationStub({ GetRole: answer });
    server = stub.server;
    Object.assign(process.env, { AWS_ENDPOINT_URL: stub.url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' });
    const finder = await roleFinder('eu-central-1');
    try {
      return checkPath('quilt-analyst', await finder.find('quilt-analyst'));
    } finally {
      finder.end();
    }
  }

  const role = (arn: string) => ({
    body: `<GetRoleResponse><GetRoleResult><Role><Arn>${arn}</Arn></Role></GetRoleResult></GetRoleResponse>`,
  });

  test('by its name', async () => {
    const arn = 'arn:aws-cn:iam::123456789012:role/quilt-analyst';
    expect(await asked(role(arn))).toBe(arn);
  });

  test('one with a path has to be declared by it, as the template cannot know it', async () => {
    await expect(asked(role('arn:aws:iam::123456789012:role/team/quilt-analyst'))).rejects.toThrow(
      'set arn: arn:aws:iam::123456789012:role/team/quilt-analyst in the configuration',
    );
  });

  test.each([
    ['NoSuchEntity', 'cannot look up the role quilt-analyst: no such role; create it, or correct its name'],
    ['AccessDenied', 'no such role; sign in as somebody who may call iam:GetRole, or declare the role by its arn'],
  ])('%s is told with what to do', async (code, message) => {
    await expect(asked(failure(code, 'no such role'))).rejects.toThrow(message);
  });
});

describe('a role that is gone when access is taken back', () => {
  const before = { ...process.env };
  const servers: Server[] = [];
  let log: jest.SpiedFunction<typeof console.log>;

  beforeEach(() => {
    log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  });

  afterEach(() => {
    process.env = { ...before };
    for (const server of servers.splice(0)) server.close();
    log.mockRestore();
  });

  const found = {
    body: '<GetRoleResponse><GetRoleResult><Role><Arn>arn:aws:iam::123456789012:role/quilt-analyst</Arn></Role></GetRoleResult></GetRoleResponse>',
  };

  async function ended(options: { revoke: boolean; json?: boolean }, code = 'NoSuchEntity') {
    const stub = await cloudFormationStub({
      'GetRole quilt-analyst': found,
      'GetRole quilt-gone': failure(code, 'no such role'),
      RevokePermissions: { body: '{}' },
      DeleteLakeFormationOptIn: { body: '{}' },
    });
    servers.push(stub.server);
    Object.assign(process.env, { AWS_ENDPOINT_URL: stub.url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' });
    const grants = grantsToNamed(undefined, ['analyst', 'gone']);
    const end = await bootstrap(grants, {
      ...{ grantsRole: GRANTS_ROLE, region: 'eu-central-1', execute: true, govern: false, json: false },
      ...options,
    }).then(
      () => 'all taken back',
      (error: Error) => error.message,
    );
    return { end, asked: stub.asked, printed: log.mock.calls.map(([line]) => String(line)) };
  }

  test('is told by its name, after all else is taken back, and nothing is asked for it', async () => {
    const { end, asked, printed } = await ended({ revoke: true });
    const calls = asked.filter((each) => !each.startsWith('GetRole'));
    expect(calls.filter((each) => each.startsWith('DeleteLakeFormationOptIn'))).toHaveLength(1);
    expect(calls.some((each) => each.startsWith('RevokePermissions') && each.includes(GRANTS_ROLE))).toBe(true);
    expect(calls.join()).not.toContain('quilt-gone');
    expect(printed).toHaveLength(calls.length);
    expect(end).toContain('found no role in IAM named quilt-gone (opted in on sales)');
    expect(end).toContain(`all ${calls.length} other calls are made`);
    expect(end).toContain('remove the role from the configuration');
  });

  test('is an entry of what is printed as JSON, which is still no success', async () => {
    const { end, printed } = await ended({ revoke: true, json: true });
    expect(end).toContain('quilt-gone');
    const entries = JSON.parse(printed.join('')) as { end: string }[];
    expect(entries.at(-1)).toEqual({
      role: 'quilt-gone',
      optIns: ['sales'],
      end: 'left',
      why: 'IAM has no role quilt-gone',
    });
    expect(entries.slice(0, -1).map((each) => each.end)).not.toContain('left');
  });

  test('stops what is to be granted, before the first call', async () => {
    const { end, asked } = await ended({ revoke: false });
    expect(end).toContain('cannot look up the role quilt-gone: no such role; create it');
    expect(asked.filter((each) => !each.startsWith('GetRole'))).toEqual([]);
  });

  test('is not taken for gone where IAM does not say so', async () => {
    const { end, asked } = await ended({ revoke: true }, 'AccessDenied');
    expect(end).toContain('sign in as somebody who may call iam:GetRole');
    expect(asked.filter((each) => !each.startsWith('GetRole'))).toEqual([]);
  });
});
