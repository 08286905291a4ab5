import { withConfig } from '../../lib/diagnosis/config/with-config';
import { diagnose } from '../../lib/diagnosis/diagnose';
import { parseLakeFile, readLakeFile } from '../../lib/model/config-file';
import { lakeFrom } from '../../lib/model/lake';

const FILE = parseLakeFile(
  `
stackName: sales-prod
buckets: [sales-raw, sales-curated]
roles:
  - name: analyst
    arn: arn:aws:iam::123456789012:role/teams/analyst
    read: [sales-raw]
    clients: [pyathena]
  - name: agent
    arn: arn:aws:iam::123456789012:role/agent
    read: [sales-raw]
    objects: query
    clients: [mcp]
  - name: made-here
    read: [sales-raw]
`,
  'quilt-athena.yaml',
);
const LAKE = lakeFrom(FILE.stackName, FILE.config);
const GLUE = 'arn:aws:glue:us-east-1:123456789012';

const says = (role: string, action: string, resource: string, rest = '') =>
  withConfig(
    diagnose(
      `User: arn:aws:sts::123456789012:assumed-role/${role}/session is not authorized to perform: ${action} on resource: ${resource} ${rest}`,
    ),
    LAKE,
  );

const DIRECT = '(Service: AWSGlue; Status Code: 400)';

test.each([
  ['analyst', 'glue:GetTable', `${GLUE}:table/sales_prod/sales-raw_packages-view`, ''],
  ['analyst', 'glue:GetDatabase', `${GLUE}:database/default`, ''],
  ['analyst', 'glue:GetDatabases', `${GLUE}:catalog`, ''],
  ['analyst', 's3:GetObject', '"arn:aws:s3:::sales-raw/data.csv"', ''],
  ['analyst', 'athena:GetTableMetadata', 'arn:aws:athena:us-east-1:123456789012:datacatalog/AwsDataCatalog', ''],
  ['agent', 's3:GetObject', '"arn:aws:s3:::sales-raw/.quilt/packages/0a1b"', ''],
  [
    'sales-prod-QuiltAthenamadehereAccessRole1A2B3C4D-5E6F7G8H9I',
    'glue:GetTable',
    `${GLUE}:table/sales_prod/sales-raw_packages`,
    '',
  ],
])('%s is allowed %s on %s by the library: what is deployed has drifted', (role, action, resource, rest) => {
  const { library, fix } = says(role, action, resource, rest);
  expect(library).toMatchObject({ allowed: true, drifted: true });
  expect(library?.why).toMatch(/deploy again/);
  expect(fix.config).toBeNull();
});

test.each([
  [
    'analyst',
    'glue:GetTable',
    `${GLUE}:table/sales_prod/sales-curated_packages`,
    '',
    'roles[analyst].read: add sales-curated',
  ],
  [
    'analyst',
    'glue:GetTable',
    `${GLUE}:table/sales_prod/other-bucket_objects-view`,
    '',
    'buckets: add other-bucket; roles[analyst].read: add other-bucket',
  ],
  [
    'analyst',
    'glue:GetTable',
    `${GLUE}:table/sales_prod/sales-raw_packages`,
    DIRECT,
    'roles[analyst].clients: add directGlue',
  ],
  ['analyst', 'glue:GetCatalogImportStatus', `${GLUE}:catalog`, DIRECT, 'roles[analyst].clients: add legacyJdbc'],
  ['analyst', 's3:GetObject', '"arn:aws:s3:::sales-curated/k"', '', 'roles[analyst].read: add sales-curated'],
  ['analyst', 's3:PutObject', '"arn:aws:s3:::sales-raw/k"', '', 'roles[analyst].write: add sales-raw'],
  [
    'analyst',
    's3:GetObject',
    '"arn:aws:s3:::sales-prod-quiltathenaresultsbucket1a2b-3c/athena-results/other/k"',
    '',
    'roles[analyst].clients: add directResults',
  ],
  ['agent', 's3:GetObject', '"arn:aws:s3:::sales-raw/data.csv"', '', 'roles[agent].objects: direct'],
  [
    'agent',
    'athena:ListTableMetadata',
    'arn:aws:athena:us-east-1:123456789012:datacatalog/AwsDataCatalog',
    '',
    'roles[agent].clients: add pyathena or jdbc',
  ],
  [
    'analyst',
    'athena:StartQueryExecution',
    'arn:aws:athena:us-east-1:123456789012:workgroup/primary',
    '',
    'roles[analyst] queries in the workgroup QuiltUserAthena-sales-prod-analyst, not in primary',
  ],
  [
    'analyst',
    'glue:GetDatabase',
    `${GLUE}:database/other`,
    '',
    'database.name: sales_prod is declared, the query asked for other',
  ],
  [
    'analyst',
    'kms:Decrypt',
    'arn:aws:kms:us-east-1:123456789012:key/1',
    '',
    'buckets[the bucket it encrypts].kmsKey (or results.kmsKey): arn:aws:kms:us-east-1:123456789012:key/1',
  ],
])('%s is not allowed %s on %s %s: %s', (role, action, resource, rest, line) => {
  const { library, fix } = says(role, action, resource, rest);
  expect(library).toMatchObject({ role, allowed: false, drifted: false });
  expect(fix.config).toBe(line);
});

test('a role that the configuration does not declare must be declared', () => {
  const { library, fix } = says('stranger', 'glue:GetTable', `${GLUE}:table/sales_prod/sales-raw_packages`);
  expect(library).toMatchObject({ role: null, allowed: null, drifted: null });
  expect(fix.config).toBe('roles: add - arn: arn:aws:iam::123456789012:role/stranger');
});

test('a policy above the role’s own is no drift', () => {
  const found = says(
    'analyst',
    'glue:GetTable',
    `${GLUE}:table/sales_prod/sales-raw_packages`,
    'with an explicit deny in a service control policy',
  );
  expect(found.library).toMatchObject({ allowed: true, drifted: false });
  expect(found.fix.config).toBeNull();
});

test('without a configuration the line is told in general', () => {
  const message = `User: arn:aws:sts::123456789012:assumed-role/analyst/s is not authorized to perform: glue:GetTable on resource: ${GLUE}:table/db/sales-raw_packages`;
  expect(withConfig(diagnose(message)).fix.config).toBe('roles[analyst].read: add sales-raw');
  expect(withConfig(diagnose(message)).library).toBeUndefined();
});

test('what no permission would help has no line', () => {
  for (const message of [
    'ThrottlingException: Rate exceeded',
    'WorkGroup x is not found',
    "View 'a.b' is stale; it must be re-created",
  ]) {
    expect(withConfig(diagnose(message), LAKE).fix.config).toBeNull();
  }
});

test('Quilt’s own policies count where the library relies on them', () => {
  const file = readLakeFile('examples/beside-quilt/quilt-athena.yaml');
  const table = `${GLUE}:table/userathenadatabase-mbq1ihawbzb7/quilt-sandbox-bucket_packages`;
  const message = `User: arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltV2-sales-prod/anna is not authorized to perform: glue:GetTable on resource: ${table}`;
  expect(withConfig(diagnose(message), lakeFrom(file.stackName, file.config)).library).toMatchObject({
    role: 'ReadWriteQuiltV2-sales-prod',
    allowed: true,
    drifted: true,
  });
});
