import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { type LakeConfig, ObjectAccess } from '../../lib/model/lake-config';
import { allCallers, folderOf, parseCallers } from '../../lib/tabulator/definition/callers';
import { type ConnectorConfig, parseConnectorConfig } from '../../lib/tabulator/definition/connector-config';
import type { OpenQuery } from '../../lib/tabulator/open-query';
import { TabulatorConnector } from '../../lib/tabulator/tabulator-connector';
import { key } from '../support/arns';
import { lakeStack } from '../support/lake-stack';
import { ACCOUNT, type ResolvedResource, resolvedTemplate } from '../support/resolved-template';
import { GENES } from './a-tabulator-lake';

const LAKE: LakeConfig = {
  buckets: [{ name: 'data-one', kmsKey: key('1'), tabulator: { genes: GENES } }, { name: 'data-two' }],
  roles: [
    { name: 'analyst', read: ['*'], tabulator: true },
    { name: 'agent', read: ['data-one'], objects: ObjectAccess.QUERY, clients: ['mcp'], tabulator: true },
    { name: 'visitor', read: ['*'] },
  ],
};

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

function resourcesOf(config: LakeConfig): Record<string, ResolvedResource> {
  return resolvedTemplate(lakeStack(config).stack).Resources;
}

function statementsOf({ Properties }: ResolvedResource): Statement[] {
  return (Properties.PolicyDocument as { Statement: Statement[] }).Statement;
}

function ofType(config: LakeConfig, type: string, id = /Tabulator/): ResolvedResource[] {
  return Object.entries(resourcesOf(config))
    .filter(([name, { Type }]) => Type === type && id.test(name))
    .map(([, resource]) => resource);
}

function policyOf(config: LakeConfig, id: RegExp): Statement[] {
  return ofType(config, 'AWS::IAM::ManagedPolicy', id).flatMap(statementsOf);
}

/** The file that the function reads, as it is uploaded. */
function connectorConfigOf(stack: Stack): ConnectorConfig {
  const asset = stack.node.findAll().find(({ node }) => node.path.endsWith('/Tabulator/Config')) as Asset;
  const { outdir } = App.of(stack) as App;
  return parseConnectorConfig(readFileSync(path.resolve(outdir, asset.assetPath), 'utf8'));
}

const listed = (value: string | string[]) => [value].flat();

test('the data catalog of Quilt names leads to the function', () => {
  const [catalog] = ofType(LAKE, 'AWS::Athena::DataCatalog');
  expect(catalog.Properties).toMatchObject({
    Name: 'quilt-sales-prod-tabulator',
    Type: 'LAMBDA',
    Parameters: { function: expect.stringContaining('TabulatorFunction') },
  });
});

test('the function knows its tables, its callers and where to spill', () => {
  const [{ Properties }] = ofType(LAKE, 'AWS::Lambda::Function');
  expect(Properties).toMatchObject({ MemorySize: 2048, Timeout: 900, Handler: 'index.handler', Runtime: 'nodejs22.x' });
  const { Variables } = Properties.Environment as { Variables: Record<string, string> };
  expect(Variables).toMatchObject({
    TABULATOR_CONFIG: expect.stringMatching(/^s3:\/\/cdk-.*\.tabulator$/),
    CALLER_CHECK: 'true',
    SPILL_PREFIX: 'spill/',
    SPILL_BUCKET: expect.stringContaining('spill'),
  });
  const callers = parseCallers(Variables.TABULATOR_CALLERS);
  const names = Object.keys(callers.roles);
  expect(names.map((name) => folderOf(callers, { account: ACCOUNT, name }))).toEqual(['agent', 'analyst']);
  expect(names.every((name) => /AccessRole/.test(name))).toBe(true);
});

test('the function reads the buckets it serves, and no other', () => {
  const statements = policyOf(LAKE, /^QuiltAthenaTabulatorPolicy/);
  const reading = statements.filter(({ Action }) => listed(Action).some((one) => /^s3:(Get|List)|kms:/.test(one)));
  expect(reading.flatMap(({ Resource }) => listed(Resource)).sort()).toEqual([
    'arn:aws:kms:us-east-1:123456789012:key/1',
    'arn:aws:s3:::cdk-hnb659fds-assets-123456789012-us-east-1/*.tabulator',
    'arn:aws:s3:::data-one',
    'arn:aws:s3:::data-one/*',
  ]);
  expect(statements.filter(({ Action }) => listed(Action).includes('s3:PutObject'))).toEqual([
    expect.objectContaining({ Resource: expect.stringMatching(/spillbucket.*\/spill\/\*$/) }),
  ]);
});

test.each(['analyst', 'agent'])('%s invokes through Athena, and reads its own spilled rows only', (role) => {
  const statements = policyOf(LAKE, new RegExp(`${role}AccessTabulator`));
  const of = (action: string) => statements.filter(({ Action }) => listed(Action).includes(action));
  const throughAthena = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] } };
  expect(of('lambda:InvokeFunction')).toEqual([expect.objectContaining({ Condition: throughAthena })]);
  // Calls to Athena come from the caller itself and carry no aws:CalledVia.
  expect(of('athena:GetDataCatalog')[0].Condition).toBeUndefined();
  expect(of('s3:GetObject').flatMap(({ Resource }) => listed(Resource))).toEqual([
    expect.stringMatching(new RegExp(`/spill/${role}/\\*$`)),
  ]);
  expect(of('s3:ListBucket')[0].Condition).toMatchObject({ StringLike: { 's3:prefix': `spill/${role}/*` } });
});

test('a role that was not let use it gets nothing of it', () => {
  const all = policyOf(LAKE, /visitorAccess/);
  expect(all.flatMap(({ Action }) => listed(Action)).filter((one) => one.startsWith('lambda:'))).toEqual([]);
  expect(JSON.stringify(all)).not.toMatch(/tabulator|spill/i);
});

test('nobody comes to spilled rows but through Athena and as the function, and nobody without TLS', () => {
  const [policy] = ofType(LAKE, 'AWS::S3::BucketPolicy');
  const denials = statementsOf(policy).filter(({ Effect }) => Effect === 'Deny');
  expect(denials.map(({ Condition }) => Condition)).toEqual([
    { Bool: { 'aws:SecureTransport': 'false' } },
    {
      'ForAllValues:StringNotEquals': { 'aws:CalledVia': ['athena.amazonaws.com', 'cloudformation.amazonaws.com'] },
      ArnNotEquals: { 'lambda:SourceFunctionArn': expect.stringContaining('TabulatorFunction') },
      ArnNotLike: { 'aws:PrincipalArn': [expect.stringContaining('AWSServiceRoleForAccessAnalyzer')] },
    },
  ]);
  const [bucket] = ofType(LAKE, 'AWS::S3::Bucket');
  expect(bucket.Properties.LifecycleConfiguration).toMatchObject({ Rules: [{ ExpirationInDays: 1 }] });
});

test('settings reach the function', () => {
  const tabulator = { memorySize: 3008, timeoutSeconds: 300, callerCheck: false };
  const [{ Properties }] = ofType({ ...LAKE, tabulator }, 'AWS::Lambda::Function');
  expect(Properties).toMatchObject({
    MemorySize: 3008,
    Timeout: 300,
    Environment: { Variables: { CALLER_CHECK: 'false' } },
  });
});

// The way out should Athena tell the function an identity that it cannot read.
test('a function that does not check who asks spills for all roles to one place, which they may read', () => {
  const unchecked = { ...LAKE, tabulator: { callerCheck: false } };
  const [connector] = ofType(unchecked, 'AWS::Lambda::Function');
  expect(JSON.stringify(connector)).toContain('TABULATOR_CALLERS');
  expect(JSON.stringify(connector)).not.toMatch(/analyst|agent/);
  const readable = (config: LakeConfig) =>
    ofType(config, 'AWS::IAM::ManagedPolicy')
      .flatMap(statementsOf)
      .filter(({ Sid }) => Sid === 'ReadOwnSpill')
      .map(({ Resource }) => /spill\/.*/.exec(String(Resource))?.[0]);
  expect(readable(LAKE).sort()).toEqual(['spill/agent/*', 'spill/analyst/*']);
  expect(readable(unchecked)).toEqual(['spill/open-query/*', 'spill/open-query/*']);
  expect(lakeStack(unchecked).quilt.node.validate()).toEqual([]);
});

test('a key of results encrypts spilled rows, too', () => {
  const config = { ...LAKE, results: { kmsKey: key('2') } };
  expect(JSON.stringify(ofType(config, 'AWS::S3::Bucket'))).toContain(key('2'));
  const own = policyOf(config, /^QuiltAthenaTabulatorPolicy/).find(({ Sid }) => Sid === 'EncryptSpill');
  expect(own).toMatchObject({ Resource: key('2'), Action: ['kms:Decrypt', 'kms:GenerateDataKey'] });
});

test('the open query has a workgroup, a place for results and a policy that nobody has', () => {
  const config = { ...LAKE, tabulator: { openQuery: true } };
  const [workgroup] = ofType(config, 'AWS::Athena::WorkGroup');
  expect(workgroup.Properties).toMatchObject({
    Name: 'QuiltTabulatorOpenQuery-sales-prod',
    WorkGroupConfiguration: {
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 1024 ** 4,
      ResultConfiguration: { OutputLocation: expect.stringMatching(/\/athena-results\/open-query\/$/) },
    },
  });
  const [policy] = ofType(config, 'AWS::IAM::ManagedPolicy', /TabulatorOpenQuery/);
  expect(policy.Properties).not.toHaveProperty('Roles');
  const resources = statementsOf(policy).flatMap(({ Resource }) => listed(Resource));
  expect(resources).toContainEqual(expect.stringMatching(/\/spill\/open-query\/\*$/));
  expect(resources).toContainEqual(expect.stringMatching(/:function:|TabulatorFunction/));
  expect(resources.filter((one) => /data-one|:table\//.test(one))).toEqual([]);
  expect(ofType(LAKE, 'AWS::Athena::WorkGroup', /OpenQuery/)).toEqual([]);
});

test('a policy of the open query that gives more than queries of the tables fails the synthesis', () => {
  const { quilt } = lakeStack({ ...LAKE, tabulator: { openQuery: true } });
  expect(quilt.node.validate()).toEqual([]);
  const { policy } = quilt.node.findChild('TabulatorOpenQuery') as OpenQuery;
  const more = { Sid: 'More', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data-one/*' };
  policy.addPropertyOverride('PolicyDocument.Statement.0', more);
  const violations = quilt.node.validate();
  expect(violations).toContainEqual(expect.stringMatching(/role open-query may do what was declared only, but .*More/));
  expect(violations).toContainEqual(expect.stringMatching(/role open-query must be able to/));
});

test("a Quilt stack's Tabulator is used, and nothing of it is made", () => {
  const existing = {
    name: 'quilt-prod-tabulator',
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:tabulator',
    spillBucket: 'prod-tabulator',
  };
  const config: LakeConfig = {
    buckets: [{ name: 'data-one' }],
    roles: [{ name: 'analyst', read: ['*'], tabulator: true }],
    tabulator: { existing },
  };
  const types = Object.values(resourcesOf(config)).map(({ Type }) => Type);
  expect(types).not.toContain('AWS::Athena::DataCatalog');
  expect(types).not.toContain('AWS::Lambda::Function');
  const resources = policyOf(config, /analystAccessTabulator/).flatMap(({ Resource }) => listed(Resource));
  expect(resources).toEqual([
    'arn:aws:athena:us-east-1:123456789012:datacatalog/quilt-prod-tabulator',
    'arn:aws:lambda:us-east-1:123456789012:function:tabulator',
    'arn:aws:s3:::prod-tabulator',
    'arn:aws:s3:::prod-tabulator',
    'arn:aws:s3:::prod-tabulator/spill/open-query/*',
  ]);
});

test('a lake without such tables has nothing of it', () => {
  const plain = { buckets: [{ name: 'data-one' }], roles: [{ name: 'analyst', read: ['*'] }] };
  expect(Object.keys(resourcesOf(plain)).filter((id) => /Tabulator/.test(id))).toEqual([]);
});

test('more roles than the environment has room for are refused', () => {
  const roles = Array.from({ length: 60 }, (_, i) => ({ name: `analyst-${i}`, read: ['*'], tabulator: true }));
  expect(() => lakeStack({ ...LAKE, roles })).toThrow(
    /of roles that this stack makes, about 4\d may use Tabulator, .* found 60; .* declare them by arn/,
  );
});

test('roles whose names are known are listed beside the tables, hundreds of them', () => {
  const stack = new Stack(new App(), 'stack', { env: { account: ACCOUNT, region: 'us-east-1' } });
  const made = new Role(stack, 'Made', { assumedBy: new AccountRootPrincipal() });
  const known = Array.from({ length: 400 }, (_, i): [string, string] => [`analyst-${i}`, `Existing${i}`]);
  new TabulatorConnector(stack, 'Tabulator', {
    catalogName: 'tables',
    tables: { 'data-one': { genes: GENES } },
    callers: { ...Object.fromEntries(known), made: made.roleName },
  });
  const [{ Properties }] = Object.values(resolvedTemplate(stack).Resources).filter(
    ({ Type }) => Type === 'AWS::Lambda::Function',
  );
  const { Variables } = Properties.Environment as { Variables: Record<string, string> };
  expect(JSON.stringify(Variables).length).toBeLessThan(1000);
  const callers = allCallers(parseCallers(Variables.TABULATOR_CALLERS), connectorConfigOf(stack).callers);
  expect(folderOf(callers, { account: ACCOUNT, name: 'Existing399' })).toBe('analyst-399');
  expect(Object.values(callers.roles).filter((folder) => folder === 'made')).toHaveLength(1);
});

test('the construct by itself tells what is wrong with a table', () => {
  const stack = new Stack(new App(), 'stack');
  const genes = { ...GENES, parser: { format: 'xlsx' } };
  expect(
    () => new TabulatorConnector(stack, 'Tabulator', { catalogName: 'tables', tables: { 'data-one': { genes } } }),
  ).toThrow(/stack\/Tabulator: tables\.data-one\.genes\.parser\.format: unknown format "xlsx"/);
});
