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
function grantsToNamed(env?: { account: string; region: string }): LakeGrants {
  const stack = new Stack(new App(), 'lake', { env });
  new LakeFormationGrants(stack, 'Grants', {
    plan: writeGrantPlan(aGrantPlan([DATABASE], { optIns: [{ principal: 'analyst', database: 'sales' }] })),
    principals: { analyst: Role.fromRoleName(stack, 'Analyst', 'quilt-analyst').roleArn },
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
