import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { initCommand } from '../../bin/commands/init';
import { readExistingStack } from '../../bin/existing-stack';
import { readLakeFile } from '../../lib/model/config-file';
import { type Answers, cloudFormationStub, described, failure, listed } from './cloudformation-stub';

const DATABASE = 'userathenadatabase-mbq1ihawbzb7';
const REGISTRY = 'arn:aws:iam::123456789012:role/sales-AmazonECSTaskExecutionRole-1A';
const SALES: Answers = {
  DescribeStacks: described(
    { UserAthenaDatabaseName: DATABASE, RegistryRoleARN: REGISTRY, QuiltWebHost: 'quilt.example.com' },
    {
      UserAthenaBytesScannedCutoff: '50000000000',
      S3BucketPolicyExcludeArnsFromDeny: 'arn:aws:iam::123456789012:role/scanner,arn:aws:iam::123456789012:role/ops-*',
    },
  ),
  ListStackResources: listed(
    { 'ReadWriteQuiltV2-sales': 'T4BucketWriteRole', 'sales-PkgEventsRole-2': 'PkgEventsRole' },
    'more',
  ),
  'ListStackResources more': listed({
    'ReadQuiltV2-sales': 'T4BucketReadRole',
    'sales-ManagedUserRole-3': 'ManagedUserRole',
  }),
};

let servers: Server[] = [];
const before = { ...process.env };

async function answering(answers: Answers): Promise<void> {
  const { url, server } = await cloudFormationStub(answers);
  servers.push(server);
  process.env.AWS_ENDPOINT_URL_CLOUDFORMATION = url;
}

beforeEach(() => {
  process.env = { ...before, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_MAX_ATTEMPTS: '1' };
  process.env.AWS_CONFIG_FILE = process.env.AWS_SHARED_CREDENTIALS_FILE = '/nonexistent';
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  delete process.env.AWS_REGION;
  process.env.AWS_DEFAULT_REGION = 'eu-central-1';
});
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
  process.env = before;
});

test('a Quilt stack tells its database, its roles and the settings that carry over', async () => {
  await answering(SALES);
  expect(await readExistingStack('sales')).toEqual({
    name: 'sales',
    account: '123456789012',
    region: 'eu-central-1',
    databaseName: DATABASE,
    registryRoleArn: REGISTRY,
    roles: [
      { arn: 'arn:aws:iam::123456789012:role/ReadQuiltV2-sales', writes: false },
      { arn: 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales', writes: true },
    ],
    managedRoleArn: 'arn:aws:iam::123456789012:role/quilt/sales/eu-central-1/sales-ManagedUserRole-3',
    bytesScannedCutoff: 50_000_000_000,
    excludeArnsFromDeny: ['arn:aws:iam::123456789012:role/scanner', 'arn:aws:iam::123456789012:role/ops-*'],
  });
});

test("a stack that limits nothing leaves the lake's own limit", async () => {
  const stack = described({ UserAthenaDatabaseName: DATABASE }, { UserAthenaBytesScannedCutoff: '0' });
  await answering({ DescribeStacks: stack, ListStackResources: listed({}) });
  expect(await readExistingStack('sales')).toMatchObject({
    bytesScannedCutoff: undefined,
    excludeArnsFromDeny: [],
    roles: [],
  });
});

describe('a stack that cannot be used', () => {
  test.each<[string, Answers, string]>([
    [
      'does not exist',
      { DescribeStacks: failure('ValidationError', 'Stack with id sales does not exist') },
      'cannot read stack "sales": there is no such stack in this account and region; look for its name with: aws cloudformation list-stacks',
    ],
    [
      'is no Quilt stack',
      { DescribeStacks: described({ B: '1', A: '2' }), ListStackResources: listed({}) },
      'a Quilt stack must have the output UserAthenaDatabaseName, found A, B in stack "sales"; name the stack that Quilt was installed with',
    ],
    [
      'has no outputs',
      { DescribeStacks: described({}), ListStackResources: listed({}) },
      'a Quilt stack must have the output UserAthenaDatabaseName, found no outputs in stack "sales"; name the stack that Quilt was installed with',
    ],
    [
      'may not be read',
      {
        DescribeStacks: SALES.DescribeStacks,
        ListStackResources: failure('AccessDenied', 'User: jane is not authorized'),
      },
      'cannot read stack "sales": User: jane is not authorized; these credentials need cloudformation:DescribeStacks and cloudformation:ListStackResources on it',
    ],
    [
      'is asked for too late',
      { DescribeStacks: failure('ExpiredToken', 'The security token included in the request is expired') },
      'cannot read stack "sales": the AWS credentials have expired; sign in again',
    ],
    [
      'is out of order',
      { DescribeStacks: failure('Throttling', 'Rate exceeded') },
      'cannot read stack "sales": Throttling: Rate exceeded',
    ],
  ])('%s', async (_, answers, message) => {
    await answering(answers);
    await expect(readExistingStack('sales')).rejects.toThrow(new Error(message));
  });

  test('is looked for without credentials', async () => {
    await answering(SALES);
    for (const key of Object.keys(process.env).filter((name) =>
      /^AWS_(ACCESS|SECRET|SESSION|PROFILE|CONTAINER|WEB)/.test(name),
    )) {
      delete process.env[key];
    }
    await expect(readExistingStack('sales')).rejects.toThrow(
      'cannot read stack "sales": no AWS credentials were found; sign in, for example with aws sso login, and set AWS_PROFILE',
    );
  });

  test('is looked for without a region', async () => {
    await answering(SALES);
    delete process.env.AWS_DEFAULT_REGION;
    await expect(readExistingStack('sales')).rejects.toThrow(
      'cannot read stack "sales": no region is chosen; give --region, or set AWS_REGION',
    );
  });
});

test('init --from-stack writes a lake beside the stack', async () => {
  await answering(SALES);
  const folder = mkdtempSync(path.join(tmpdir(), 'from-stack-'));
  const file = path.join(folder, 'quilt-athena.yaml');
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const options = ['--from-stack', 'sales', '--bucket', 'data-one', '--role', 'agent:read=data-one', '--output', file];
  await initCommand(undefined).parseAsync(options, { from: 'user' });

  expect(readLakeFile(file)).toEqual({
    stackName: 'sales-athena',
    env: { account: '123456789012', region: 'eu-central-1' },
    tags: {},
    config: {
      database: { name: DATABASE, existing: true },
      buckets: [{ name: 'data-one' }],
      roles: [
        { arn: 'arn:aws:iam::123456789012:role/ReadQuiltV2-sales', read: ['*'] },
        { arn: 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales', write: ['*'] },
        { name: 'agent', read: ['data-one'] },
      ],
      workgroups: { bytesScannedCutoff: 50_000_000_000 },
      results: {
        excludeArnsFromDeny: ['arn:aws:iam::123456789012:role/scanner', 'arn:aws:iam::123456789012:role/ops-*'],
      },
    },
  });
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(`# trustedPrincipals: [${REGISTRY}]`);
  expect(text).toContain('#   arn: arn:aws:iam::123456789012:role/quilt/sales/eu-central-1/sales-ManagedUserRole-3');
  rmSync(folder, { recursive: true });
});
