import { App } from 'aws-cdk-lib';
import { describePlan, planCommand, planOf } from '../../bin/commands/plan';
import { LakeStack } from '../../bin/lake-stack';
import { type LakeFile, parseLakeFile, readLakeFile } from '../../lib/model/config-file';
import { lakeFrom } from '../../lib/model/lake';
import { resolvedTemplate } from '../support/resolved-template';

const SALES_PROD = 'examples/sales-prod/quilt-athena.yaml';
const BESIDE_QUILT = 'examples/beside-quilt/quilt-athena.yaml';

const sharded = parseLakeFile(
  `
stackName: sales-shards
buckets: [sales-raw, sales-curated]
roles:
  - name: analyst
    read: '*'
  - name: curator
    write: [sales-curated]
tables:
  shards: 2
`,
  'quilt-athena.yaml',
);

const files: [string, LakeFile][] = [
  ['a new lake', readLakeFile(SALES_PROD)],
  ['beside a Quilt stack', readLakeFile(BESIDE_QUILT)],
  ['in shards', sharded],
];

/** Runs the command; what it prints. */
async function printed(...args: string[]): Promise<string> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await planCommand().parseAsync(args, { from: 'user' });
    return log.mock.calls.map(([line]) => String(line)).join('\n');
  } finally {
    log.mockRestore();
  }
}

describe.each(files)('%s', (_, file) => {
  const plan = planOf(file);
  const { Resources } = resolvedTemplate(new LakeStack(new App(), file));
  /** Those of a type, without what Tabulator's function has for itself. */
  const ofRoles = (type: string) =>
    Object.keys(Resources).filter((id) => Resources[id].Type === type && !id.startsWith('QuiltAthenaTabulator'));

  test('the results bucket is that of the template', () => {
    expect(Resources[plan.resultsBucket].Type).toBe('AWS::S3::Bucket');
  });

  test('policies are those of the template, each of one role', () => {
    const ids = plan.roles.flatMap((role) => role.policies);
    for (const id of ids) expect([id, Resources[id]?.Type]).toEqual([id, 'AWS::IAM::ManagedPolicy']);
    expect([...ids].sort()).toEqual(ofRoles('AWS::IAM::ManagedPolicy').sort());
  });

  test('new roles are those of the template', () => {
    const roles = plan.roles.filter((role) => !role.imported).map((role) => String(role.role));
    expect([...roles].sort()).toEqual(ofRoles('AWS::IAM::Role').sort());
  });

  test('workgroups have these names and prefixes', () => {
    const workgroups = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Athena::WorkGroup');
    const byName = new Map(workgroups.map(({ Properties }) => [Properties.Name, JSON.stringify(Properties)]));
    expect([...byName.keys()].sort()).toEqual(plan.roles.map((role) => role.workgroup).sort());
    for (const role of plan.roles) expect(byName.get(role.workgroup)).toContain(`/${role.resultsPrefix}"`);
  });

  test('Tabulator is that of the template, and used by the roles that may', () => {
    const { catalog, function: handler, bucket } = plan.tabulator ?? {};
    const ids = [catalog, handler, bucket].filter((id) => id !== undefined);
    const types = ['AWS::Athena::DataCatalog', 'AWS::Lambda::Function', 'AWS::S3::Bucket'];
    expect(ids.map((id) => Resources[id].Type)).toEqual(types.slice(0, ids.length));
    const users = plan.roles.filter(({ policies }) => policies.some((id) => id.includes('AccessTabulatorPolicy')));
    expect(plan.roles.filter((role) => role.tabulator)).toEqual(users);
  });

  test('tables are those of the template, where they are created here', () => {
    const tables = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Glue::Table');
    const names = tables.map(({ Properties }) => (Properties.TableInput as { Name: string }).Name);
    const owned = plan.buckets.filter((bucket) => bucket.owned).flatMap((bucket) => bucket.tables);
    expect([...owned].sort()).toEqual(names.sort());
  });
});

test('the JSON has the shape that scripts rely on', async () => {
  const plan: unknown = JSON.parse(await printed('--config', SALES_PROD, '--json'));
  const strings = (...values: string[]) => values;
  expect(plan).toMatchObject({
    stack: 'sales-prod',
    databases: { user: 'sales_prod' },
    resultsBucket: expect.stringMatching(/^QuiltAthenaResultsBucket/),
    buckets: [
      {
        name: 'quilt-sandbox-bucket',
        layouts: ['classic'],
        owned: true,
        tables: strings(
          'quilt-sandbox-bucket_packages',
          'quilt-sandbox-bucket_manifests',
          'quilt-sandbox-bucket_packages-view',
          'quilt-sandbox-bucket_objects-view',
        ),
      },
      { name: 'sales.reports-2026' },
    ],
    tabulator: {
      catalog: expect.stringMatching(/^QuiltAthenaTabulatorCatalog/),
      function: expect.stringMatching(/^QuiltAthenaTabulatorFunction/),
      bucket: expect.stringMatching(/^QuiltAthenaTabulatorSpillBucket/),
    },
    roles: [
      {
        name: 'analyst',
        role: expect.stringMatching(/^QuiltAthenaanalystAccessRole/),
        imported: false,
        read: ['quilt-sandbox-bucket', 'sales.reports-2026'],
        write: [],
        workgroup: 'QuiltUserAthena-sales-prod-analyst',
        resultsPrefix: 'athena-results/analyst/',
        spillPrefix: 'spill/analyst/',
        tabulator: true,
        policies: ['Query', 'Data', 'Tabulator'].map((name) => expect.stringContaining(`${name}Policy`)),
      },
      { name: 'scientist', tabulator: false, read: ['quilt-sandbox-bucket'], write: ['quilt-sandbox-bucket'] },
      { name: 'agent', objects: 'query', clients: ['mcp', 'pyathena'], bytesScannedCutoff: 10_000_000_000 },
    ],
  });
});

test('roles that exist are told by what they are known as', () => {
  const { databases, roles, buckets } = planOf(readLakeFile(BESIDE_QUILT));
  expect(databases).toEqual({ user: 'userathenadatabase-mbq1ihawbzb7' });
  expect(buckets.map((bucket) => bucket.owned)).toEqual([false, false]);
  expect(roles.map(({ name, role, imported }) => ({ name, role, imported }))).toEqual([
    {
      name: 'ReadWriteQuiltV2-sales-prod',
      role: 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales-prod',
      imported: true,
    },
    { name: 'quilt-sales-analysts', role: 'quilt-sales-analysts', imported: true },
    { name: 'sandbox-readers', role: null, imported: true },
  ]);
});

test('policies in nested stacks follow the nested stack', () => {
  const [analyst] = planOf(sharded).roles;
  expect(analyst.policies).toEqual([
    expect.stringMatching(/^QuiltAthenaanalystAccessQueryPolicy[0-9A-F]{8}$/),
    expect.stringMatching(/^QuiltAthenaanalystAccessDataNestedStack\w+\.DataPolicy$/),
  ]);
});

test.each([SALES_PROD, BESIDE_QUILT])('%s as people read it', async (config) => {
  expect(await printed('--config', config)).toMatchSnapshot();
});

test('of many buckets, people are told the first and how many', () => {
  const buckets = Array.from({ length: 40 }, (_, i) => ({ name: `sales-${10 + i}` }));
  const file: LakeFile = {
    stackName: 'sales-prod',
    tags: {},
    config: { buckets, roles: [{ name: 'analyst', read: ['*'] }] },
  };
  const text = describePlan(planOf(file), lakeFrom(file.stackName, file.config));
  expect(text).toContain('  sales-10 sales-11 sales-12 and 37 more  ');
});

test('what is printed is what is described', async () => {
  const file = readLakeFile(SALES_PROD);
  expect(await printed('-c', SALES_PROD)).toBe(describePlan(planOf(file), lakeFrom(file.stackName, file.config)));
});

test('a file that is not there is told with its name', async () => {
  await expect(printed('--config', 'nowhere.yaml')).rejects.toThrow(/nowhere\.yaml/);
});

describe('--matrix', () => {
  test('tells what each role may do with each object', async () => {
    const lines = (await printed('-c', SALES_PROD, '--matrix')).split('\n');
    expect(lines[0]).toMatch(/^ROLE +KIND +OBJECT +OPERATIONS +ONLY$/);
    expect(lines).toContainEqual(expect.stringMatching(/^analyst +tables +sales_prod\.\S+_\* +read +through Athena$/));
    expect(lines).toContainEqual(
      expect.stringMatching(/^analyst +workgroups +QuiltUserAthena-sales-prod-analyst +.*run queries/),
    );
  });

  test.each([SALES_PROD, BESIDE_QUILT])('with --json is the plan, and what access.json has: %s', async (file) => {
    const { access, ...plan } = JSON.parse(await printed('-c', file, '--matrix', '--json'));
    expect(plan).toEqual(JSON.parse(await printed('-c', file, '--json')));
    expect(Object.keys(access)).toEqual(plan.roles.map(({ name }: { name: string }) => name).sort());
  });
});

test('it tells what verifies', () => {
  const file = parseLakeFile(
    'stackName: lake\nbuckets: [sales-raw]\nroles: [{ name: analyst, read: "*" }]\nverification: { onFailure: warn, schedule: rate(1 day) }\n',
    'quilt-athena.yaml',
  );
  expect(describePlan(planOf(file), lakeFrom('lake', file.config))).toContain(
    'verified  after each deployment (tells), and rate(1 day)',
  );
});
