import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { liveAccount } from '../../bin/doctor/live-account';

/** Answers by Glue target or Lake Formation path; a text is the name of an error. */
const ANSWERS: Record<string, (body: Record<string, never>) => object | string> = {
  'AWSGlue.GetDatabase': ({ Name }) => (Name === 'db' ? { Database: { Name } } : 'EntityNotFoundException'),
  'AWSGlue.GetTable': ({ Name }) =>
    Name === 'v'
      ? {
          Table: {
            Name,
            UpdateTime: 1_700_000_000,
            StorageDescriptor: { Columns: [{ Name: 'Pkg_Name', Type: 'string' }] },
            PartitionKeys: [{ Name: 'dt', Type: 'string' }],
            ViewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify({ originalSql: 'SELECT 1' })).toString('base64')} */`,
          },
        }
      : 'AccessDeniedException',
  '/ListPermissions': ({ Principal, NextToken }) =>
    (Principal as { DataLakePrincipalIdentifier: string }).DataLakePrincipalIdentifier === 'IAM_ALLOWED_PRINCIPALS'
      ? { PrincipalResourcePermissions: [] }
      : NextToken
        ? {
            PrincipalResourcePermissions: [
              {
                Permissions: ['SELECT'],
                Resource: { TableWithColumns: { DatabaseName: 'db', Name: 'v', ColumnNames: ['dt'] } },
              },
            ],
          }
        : { PrincipalResourcePermissions: [], NextToken: 'next' },
  '/GetDataLakeSettings': () => ({
    DataLakeSettings: {
      DataLakeAdmins: [{ DataLakePrincipalIdentifier: 'arn:aws:iam::123456789012:role/teams/admin' }],
    },
  }),
};

const asked: string[] = [];
const env = process.env;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const key = String(request.headers['x-amz-target'] ?? request.url);
      asked.push(key);
      const answer = ANSWERS[key]?.(JSON.parse(Buffer.concat(chunks).toString() || '{}')) ?? 'InternalServiceException';
      const failed = typeof answer === 'string';
      response.writeHead(failed ? 400 : 200, {
        'content-type': 'application/x-amz-json-1.1',
        ...(failed && { 'x-amzn-errortype': answer }),
      });
      response.end(JSON.stringify(failed ? { __type: answer, message: 'no' } : answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env = {
    ...env,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
});
afterAll(async () => {
  process.env = env;
  await new Promise((resolve) => server.close(resolve));
});

test('what AWS answers becomes found, absent or unknown, and nothing is changed', async () => {
  const account = await liveAccount('us-east-1');
  try {
    expect((await account.database('db')).state).toBe('found');
    expect(await account.database('other')).toEqual({ state: 'absent' });
    expect(await account.table('db', 'v')).toEqual({
      state: 'found',
      value: { columns: ['pkg_name', 'dt'], updated: new Date(1_700_000_000_000), sql: 'SELECT 1' },
    });
    expect(await account.table('db', 't')).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('AccessDenied'),
    });
    expect(await account.governed('db', 'v')).toEqual({ state: 'found', value: true });
    expect(await account.privileges('arn:aws:iam::123456789012:role/analyst', 'db', 'v')).toEqual({
      state: 'found',
      value: { privileges: ['SELECT'], columns: ['dt'] },
    });
    expect(await account.administrates('arn:aws:sts::123456789012:assumed-role/admin/anna')).toEqual({
      state: 'found',
      value: true,
    });
    expect(await account.administrates('arn:aws:sts::123456789012:assumed-role/analyst/anna')).toEqual({
      state: 'found',
      value: false,
    });
  } finally {
    account.close();
  }
  expect(asked.filter((key) => !/\.Get|^\/(?:List|Get)/.test(key))).toEqual([]);
});
