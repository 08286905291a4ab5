import { diagnose } from '../../lib/diagnosis/diagnose';
import { DIRECT, denied, GLUE, S3_403, VIA_ATHENA } from './messages';

const CALLED_VIA = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] } };
const ROLE_ARN = 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales-prod';
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000001';

const iam = (message: string) =>
  diagnose(message).fix.iam.map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));

// Glue Developer Guide, glue-specifying-resource-arns: the resource and its ancestors; for deletes its descendants, too.
const OF_GLUE: [action: string, printed: string, resources: string[]][] = [
  ['glue:GetDatabases', 'catalog', ['catalog']],
  ['glue:GetDatabase', 'database/default', ['catalog', 'database/default']],
  ['glue:GetDatabase', 'database/user-athena-db', ['catalog', 'database/user-athena-db']],
  [
    'glue:GetTable',
    'table/db/sales.reports-2026_packages',
    ['catalog', 'database/db', 'table/db/sales.reports-2026_packages'],
  ],
  ['glue:GetPartitions', 'table/db/t', ['catalog', 'database/db', 'table/db/t']],
  ['glue:GetTableVersion', 'tableVersion/db/t/3', ['catalog', 'database/db', 'table/db/t']],
  ['glue:DeleteTable', 'table/db/t', ['catalog', 'database/db', 'table/db/t']],
  ['glue:DeleteDatabase', 'database/db', ['catalog', 'database/db', 'table/db/*', 'userDefinedFunction/db/*']],
];

test.each(OF_GLUE)('%s on %s: with everything above it, through Athena', (action, printed, resources) => {
  expect(iam(`${denied(action, `${GLUE}:${printed}`)} ${VIA_ATHENA}`)).toEqual([
    { Action: [action], Resource: resources.map((each) => `${GLUE}:${each}`), Condition: CALLED_VIA },
  ]);
});

test.each(OF_GLUE)('%s on %s, called by the client: without a condition', (action, printed, resources) => {
  expect(iam(`${denied(action, `${GLUE}:${printed}`)} ${DIRECT}`)).toEqual([
    { Action: [action], Resource: resources.map((each) => `${GLUE}:${each}`), Condition: undefined },
  ]);
});

test('tables of default stay closed', () => {
  expect(JSON.stringify(iam(denied('glue:GetDatabase', `${GLUE}:database/default`)))).not.toContain('table/');
});

test('partitions of AWS are kept', () => {
  const china = 'arn:aws-cn:glue:cn-north-1:123456789012';
  expect(iam(denied('glue:GetTable', `${china}:table/db/t`))[0].Resource).toEqual([
    `${china}:catalog`,
    `${china}:database/db`,
    `${china}:table/db/t`,
  ]);
});

test('an ARN that is cut gives no statement', () => {
  for (const cut of [
    'arn:aws:glue:us-east-1:1234',
    `${GLUE}:datab`.slice(0, -5),
    `${GLUE}:table/db/my-buck…`,
    `${GLUE}:table/db/my-buck...`,
  ]) {
    expect([cut, iam(denied('glue:GetTable', cut, ''))]).toEqual([cut, []]);
  }
});

test.each(['athena:StartQueryExecution', 'athena:GetQueryResults', 'athena:GetWorkGroup'])(
  '%s: on its workgroup, never called via',
  (action) => {
    const workgroup = 'arn:aws:athena:us-east-1:123456789012:workgroup/QuiltUserAthena-sales-prod-analyst';
    expect(iam(denied(action, workgroup))).toEqual([{ Action: [action], Resource: [workgroup], Condition: undefined }]);
  },
);

test.each(['athena:ListWorkGroups', 'athena:ListDataCatalogs'])('%s has no resource', (action) => {
  expect(iam(denied(action, '*'))).toEqual([{ Action: [action], Resource: ['*'], Condition: undefined }]);
});

test('a denial that names no resource gives no statement', () => {
  expect(
    iam(
      'You are not authorized to perform: athena:GetWorkGroup on the resource. After your AWS administrator or you have updated your permissions, please try again.',
    ),
  ).toEqual([]);
});

test('lakeformation:GetDataAccess: on *, without a condition', () => {
  const message = denied(
    'lakeformation:GetDataAccess',
    'arn:aws:lakeformation:us-east-1:123456789012:catalog:123456789012',
  );
  expect(iam(message)).toEqual([{ Action: ['lakeformation:GetDataAccess'], Resource: ['*'], Condition: undefined }]);
});

test('a key: through Athena and S3 of the key’s region', () => {
  expect(iam(denied('kms:GenerateDataKey', KEY))).toEqual([
    {
      Action: ['kms:GenerateDataKey'],
      Resource: [KEY],
      Condition: { ...CALLED_VIA, StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
    },
  ]);
});

test('objects and buckets are told apart', () => {
  expect(iam(denied('s3:GetObject', '"arn:aws:s3:::sales-raw/a file (1).csv"'))).toEqual([
    { Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::sales-raw/a file (1).csv'], Condition: CALLED_VIA },
  ]);
  expect(iam(denied('s3:ListBucket', '"arn:aws:s3:::sales-raw"'))[0].Resource).toEqual(['arn:aws:s3:::sales-raw']);
});

test('S3 called by the client: without a condition', () => {
  const message = `An error occurred (AccessDenied) when calling the GetObject operation: ${denied('s3:GetObject', '"arn:aws:s3:::sales-raw/k"')}`;
  expect(iam(message)).toEqual([
    { Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::sales-raw/k'], Condition: undefined },
  ]);
});

test('results are written below the role’s prefix', () => {
  expect(iam('Access denied when writing output to url: s3://results/athena-results/analyst/0a1b.csv')).toEqual([
    {
      Action: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
      Resource: ['arn:aws:s3:::results/athena-results/analyst/*'],
      Condition: CALLED_VIA,
    },
  ]);
});

test('the results bucket is located without a prefix', () => {
  expect(iam('Unable to verify/create output bucket sales-results')).toEqual([
    { Action: ['s3:GetBucketLocation'], Resource: ['arn:aws:s3:::sales-results'], Condition: CALLED_VIA },
  ]);
});

test('a table’s files are listed and read', () => {
  const read = [
    { Action: ['s3:GetBucketLocation', 's3:ListBucket'], Resource: ['arn:aws:s3:::sales-raw'], Condition: CALLED_VIA },
    { Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::sales-raw/.quilt/packages/*'], Condition: CALLED_VIA },
  ];
  expect(iam('Permission denied on S3 path: s3://sales-raw/.quilt/packages/')).toEqual(read);
  expect(
    iam(
      `HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://sales-raw/.quilt/packages/0a1b (offset=0, length=1): ${S3_403}`,
    ),
  ).toEqual(read);
  expect(iam(S3_403)).toEqual([]);
});

test('a connector is invoked through Athena', () => {
  const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:tabulator';
  expect(iam(denied('lambda:InvokeFunction', lambda))).toEqual([
    { Action: ['lambda:InvokeFunction'], Resource: [lambda], Condition: CALLED_VIA },
  ]);
});

test('inside a connector nothing is called via Athena', () => {
  const message = `Encountered an exception[x] from your LambdaFunction[tabulator] executed in context[y] with message[${denied('s3:PutObject', '"arn:aws:s3:::spill/x"')}]`;
  expect(iam(message)).toEqual([
    { Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::spill/x'], Condition: undefined },
  ]);
  expect(diagnose(message).fix.text).toContain('execution role of the connector');
});

const GRANTS: [message: string, grant: object][] = [
  ['Required Describe on named_packages', { database: 'named_packages', privileges: ['DESCRIBE'] }],
  ['Required Create Table on named_packages', { database: 'named_packages', privileges: ['CREATE_TABLE'] }],
  ['Required Create Database on Catalog', { catalog: true, privileges: ['CREATE_DATABASE'] }],
  ['Required Select on entries', { database: null, table: 'entries', privileges: ['SELECT'] }],
  ['Required Insert on sales_prod.entries', { database: 'sales_prod', table: 'entries', privileges: ['INSERT'] }],
];

test.each(GRANTS)('%s: exactly that grant', (required, grant) => {
  const { fix } = diagnose(
    `Insufficient Lake Formation permission(s): ${required} (Service: AmazonDataCatalog; Status Code: 400)`,
  );
  expect(fix.lakeFormation).toEqual([{ principal: null, ...grant }]);
  expect(fix.iam).toEqual([]);
});

test('a grant names the role, never its session, and the database of the view around it', () => {
  const { fix } = diagnose(
    `User: arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltV2-sales-prod/anna failed: Failed analyzing stored view 'awsdatacatalog.db.v': Insufficient Lake Formation permission(s): Required Select on t`,
  );
  expect(fix.lakeFormation).toEqual([{ principal: ROLE_ARN, database: 'db', table: 't', privileges: ['SELECT'] }]);
});

test('a location is granted to whoever creates tables', () => {
  const { fix } = diagnose('Insufficient Lake Formation permission(s) on s3://sales-raw/lake');
  expect(fix.lakeFormation).toEqual([
    { principal: null, location: 'arn:aws:s3:::sales-raw/lake', privileges: ['DATA_LOCATION_ACCESS'] },
  ]);
});
