import { Readable } from 'node:stream';
import { type DoctorPorts, doctorCommand } from '../../bin/commands/doctor';
import { messageText, standardInput } from '../../bin/doctor/message-input';
import { type AnAccount, accountReader } from '../diagnosis/an-account';

const CONFIG = 'examples/beside-quilt/quilt-athena.yaml';
const ID = '0a1b2c3d-0000-4000-8000-000000000001';
const DENIED =
  'User: arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltV2-sales-prod/anna is not authorized to perform: glue:GetDatabase on resource: arn:aws:glue:us-east-1:123456789012:database/default';
const ABSENT = "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.t' does not exist";

const env = process.env;
beforeEach(() => {
  process.env = { ...env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
});
afterAll(() => {
  process.env = env;
});

interface Outside {
  readonly input?: string | Buffer;
  readonly athena?: DoctorPorts['askAthena'];
  readonly account?: AnAccount;
}

/** Runs the command; what it prints. */
async function printed(
  args: string[],
  { input = '', athena, account = { silent: true } }: Outside = {},
): Promise<string> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const ports: DoctorPorts = {
    input: async () => Buffer.from(input),
    askAthena: athena ?? (() => Promise.reject(new Error('Athena was asked'))),
    account: async () => ({ ...accountReader(account), close: () => undefined }),
  };
  try {
    await doctorCommand(ports).parseAsync(args, { from: 'user' });
    return log.mock.calls.map(([line]) => String(line)).join('\n');
  } finally {
    log.mockRestore();
  }
}

const json = async (args: string[], outside?: Outside) => JSON.parse(await printed([...args, '--json'], outside));

test('the JSON has the shape that scripts rely on', async () => {
  expect(await json(['-'], { input: `Insufficient permissions to execute the query. ${DENIED}` })).toMatchObject({
    id: 'E01',
    chain: ['E06', 'E01'],
    permission: true,
    layer: 'glue',
    principal: 'arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltV2-sales-prod/anna',
    action: 'glue:GetDatabase',
    resource: 'arn:aws:glue:us-east-1:123456789012:database/default',
    view: null,
    cause: expect.any(String),
    fix: {
      iam: [
        {
          Sid: 'ReadDatabases',
          Effect: 'Allow',
          Action: ['glue:GetDatabase'],
          Resource: [
            'arn:aws:glue:us-east-1:123456789012:catalog',
            'arn:aws:glue:us-east-1:123456789012:database/default',
          ],
          Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] } },
        },
      ],
      lakeFormation: [],
      config: expect.any(String),
    },
    confidence: 'high',
  });
});

test('a text that is no known failure is none, and no error', async () => {
  expect(await json(['it worked yesterday'])).toMatchObject({ id: 'none', chain: [], permission: null });
  expect(await printed(['it worked yesterday'])).toMatch(/^No known failure/);
});

test('people are told what happened, why, what to paste and what to read', async () => {
  const text = await printed([DENIED, '--config', CONFIG]);
  for (const part of [
    'E01',
    'What happened',
    'Why',
    'The configuration',
    'What to do',
    '"glue:GetDatabase"',
    'Read  https://docs.aws.amazon.com/athena/',
  ]) {
    expect(text).toContain(part);
  }
});

test('with a configuration it says whether the deployment has drifted', async () => {
  const { library } = await json([DENIED, '--config', CONFIG]);
  expect(library).toMatchObject({ role: 'ReadWriteQuiltV2-sales-prod', allowed: true, drifted: true });
});

test('without a message standard input is read', async () => {
  expect(await json([], { input: DENIED })).toMatchObject({ id: 'E01' });
});

test('the message of a query is read from Athena, with its query', async () => {
  process.env.AWS_REGION = 'us-east-1';
  const athena = jest.fn(async () => ({
    QueryExecution: {
      Query: 'SELECT x FROM t',
      QueryExecutionContext: { Database: 'db' },
      Status: {
        State: 'FAILED',
        StateChangeReason:
          "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved or requester is not authorized to access requested resources",
        AthenaError: { ErrorCategory: 2, ErrorType: 1006 },
      },
    },
  }));
  const found = await json(['--query-execution-id', ID], {
    athena,
    account: { tables: { 'db.t': { columns: ['y'] } } },
  });
  expect(athena).toHaveBeenCalledWith(ID, 'us-east-1');
  expect(found).toMatchObject({ id: 'E12', permission: false });
});

test('a query that did not fail is none', async () => {
  const athena = async () => ({ QueryExecution: { Status: { State: 'SUCCEEDED' } } });
  expect(await json(['--query-execution-id', ID, '--region', 'us-east-1'], { athena })).toMatchObject({
    id: 'none',
    cause: 'the query is SUCCEEDED, and Athena tells of no failure',
  });
});

const named = (name: string, message: string) => async () => {
  throw Object.assign(new Error(message), { name });
};

test.each([
  [
    'does not exist',
    named('InvalidRequestException', `QueryExecution ${ID} was not found`),
    /there is no such query in this account and region.*check the id/,
  ],
  [
    'has no credentials',
    named('CredentialsProviderError', 'Could not load credentials from any providers'),
    /no AWS credentials were found; sign in/,
  ],
  [
    'has expired credentials',
    named('ExpiredTokenException', 'The security token included in the request is expired'),
    /not valid any more; sign in again/,
  ],
  [
    'is denied',
    named('AccessDeniedException', 'You are not authorized to perform: athena:GetQueryExecution on the resource.'),
    /athena:GetQueryExecution.*use credentials/,
  ],
])('a query that %s', async (_, athena, expected) => {
  await expect(printed(['--query-execution-id', ID, '--region', 'us-east-1'], { athena })).rejects.toThrow(expected);
});

test('a query without a region, or with an id that is none', async () => {
  await expect(printed(['--query-execution-id', ID])).rejects.toThrow(
    /no region is chosen; give --region, or set AWS_REGION/,
  );
  await expect(printed(['--query-execution-id', 'q1', '--region', 'us-east-1'])).rejects.toThrow(
    /has the form 0a1b2c3d-.*found "q1"/,
  );
});

test('a message and a query are not taken together', async () => {
  await expect(printed([DENIED, '--query-execution-id', ID])).rejects.toThrow(/found both; leave one out/);
});

test.each([
  ['an empty message', ''],
  ['blanks', ' \n\t '],
])('%s is refused, with the next step', async (_, input) => {
  await expect(printed(['-'], { input })).rejects.toThrow(/a message is needed, found an empty one; paste/);
});

test('binary data is refused', async () => {
  const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256));
  await expect(printed(['-'], { input: bytes })).rejects.toThrow(/must be text, found binary data/);
});

test('what PowerShell pipes is text', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(DENIED, 'utf16le')]);
  expect(messageText(bytes)).toBe(DENIED);
  expect(messageText(Buffer.from(`\ufeff${DENIED}`))).toBe(DENIED);
});

test('nobody waits at a terminal that nothing is piped into', async () => {
  const terminal = Object.assign(Readable.from([]), { isTTY: true }) as unknown as NodeJS.ReadStream;
  await expect(standardInput(terminal)).rejects.toThrow(/a message is needed, found none/);
});

test('two causes are told apart where credentials are given', async () => {
  process.env.AWS_PROFILE = 'sales';
  const found = await json([ABSENT, '--region', 'us-east-1'], { account: {} });
  expect(found).toMatchObject({ id: 'E10', permission: false, checks: ['db.t does not exist'] });
});

test('where none are, both causes stand, and how to go on', async () => {
  const found = await json([ABSENT]);
  expect(found).toMatchObject({ id: 'E10', permission: null, confidence: 'low' });
  expect(found.checks[0]).toMatch(/no credentials are given; set AWS_PROFILE/);
});

test('where there is no region, or nothing may be asked, both causes stand', async () => {
  process.env.AWS_ACCESS_KEY_ID = 'x';
  expect((await json([ABSENT])).checks[0]).toMatch(/no region is chosen/);
  expect((await json([ABSENT, '--offline', '--region', 'us-east-1'])).checks).toBeUndefined();
});

test('a configuration that is not there is told with its name', async () => {
  await expect(printed([DENIED, '--config', 'nowhere.yaml'])).rejects.toThrow(/nowhere\.yaml/);
});
