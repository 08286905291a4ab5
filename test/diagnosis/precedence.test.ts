import { diagnose } from '../../lib/diagnosis/diagnose';
import { DIRECT, denied, GLUE, S3_403, VIA_ATHENA } from './messages';

const DEFAULT = `${GLUE}:database/default`;
const TABLE = `${GLUE}:table/sales_prod/sales-raw_packages`;
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000001';

const CASES: [what: string, message: string, chain: string[], permission: boolean | null][] = [
  ['default before any other database', `${denied('glue:GetDatabase', DEFAULT)} ${VIA_ATHENA}`, ['E01'], true],
  ['a database whose name begins like default', denied('glue:GetDatabase', `${DEFAULT}-lake`), ['E04'], true],
  ['a table in default is not the database', denied('glue:GetTable', `${GLUE}:table/default/t`), ['E04'], true],
  ['another action on default', denied('glue:GetDatabases', DEFAULT), ['E04'], true],
  ['Glue called by the client', `${denied('glue:GetTable', TABLE)} ${DIRECT}`, ['E05'], true],
  [
    'Glue called by boto3, which names no service',
    `botocore.errorfactory.AccessDeniedException: An error occurred (AccessDeniedException) when calling the GetTable operation: ${denied('glue:GetTable', TABLE)}`,
    ['E05'],
    true,
  ],
  [
    'Glue called by Terraform',
    `│ Error: reading Glue Catalog Table: operation error Glue: GetTable, https response error StatusCode: 400, RequestID: 1, api error AccessDeniedException: ${denied('glue:GetTable', TABLE)}`,
    ['E05'],
    true,
  ],
  [
    'Athena called by boto3',
    `An error occurred (MetadataException) when calling the GetDatabase operation: ${denied('glue:GetDatabase', `${GLUE}:database/sales_prod`)} ${VIA_ATHENA} (Service: AmazonAthena; Status Code: 400; Error Code: MetadataException; Request ID: 1; Proxy: null)`,
    ['E04'],
    true,
  ],
  [
    'three views deep',
    `line 1:15: Failed analyzing stored view 'awsdatacatalog.db.a': line 3:8: Failed analyzing stored view 'awsdatacatalog.db.b': line 2:6: Failed analyzing stored view 'awsdatacatalog.db.c': ${denied('glue:GetTable', TABLE)} ${VIA_ATHENA}`,
    ['E02', 'E02', 'E02', 'E04'],
    true,
  ],
  [
    'wrappers of all kinds',
    `HIVE_METASTORE_ERROR: Insufficient permissions to execute the query. Failed analyzing stored view 'awsdatacatalog.db.a': ${denied('glue:GetDatabase', DEFAULT)} ${VIA_ATHENA}`,
    ['E37', 'E06', 'E02', 'E01'],
    true,
  ],
  [
    'a stale inner view is not a denied one',
    "INVALID_VIEW: line 1:15: Failed analyzing stored view 'awsdatacatalog.db.outer': line 3:8: View 'awsdatacatalog.db.inner' is stale or in invalid state: column [size] of type bigint projected from query view at position 1 has a different name",
    ['E02', 'E13'],
    false,
  ],
  [
    'a base table behind a view that is not there',
    "Failed analyzing stored view 'awsdatacatalog.db.v': line 3:8: Table 'awsdatacatalog.db.t' does not exist",
    ['E02', 'E10'],
    null,
  ],
  [
    'a column behind a view',
    "Failed analyzing stored view 'awsdatacatalog.db.v': line 3:8: Column 'meta' cannot be resolved or requester is not authorized to access requested resources",
    ['E02', 'E12'],
    null,
  ],
  [
    'a grant behind a view',
    "Failed analyzing stored view 'awsdatacatalog.db.v': Insufficient Lake Formation permission(s): Required Select on t (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException)",
    ['E02', 'E07'],
    true,
  ],
  [
    'a view of unknown trouble',
    "Failed analyzing stored view 'awsdatacatalog.db.v': line 1:1: something new",
    ['E02'],
    null,
  ],
  ['S3 that asks to slow down', 'HIVE_CURSOR_ERROR: Please reduce your request rate.', ['E35'], false],
  [
    'S3 that asks to slow down, in full',
    'HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://sales-raw/k (offset=0, length=1): com.amazonaws.services.s3.model.AmazonS3Exception: Slow Down (Service: Amazon S3; Status Code: 503; Error Code: 503 Slow Down; Request ID: 8W5H)',
    ['E35'],
    false,
  ],
  [
    'S3 that asks to slow down, by its code',
    'An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.',
    ['E35'],
    false,
  ],
  [
    'Glue that asks to slow down',
    'Rate exceeded (Service: AmazonDataCatalog; Status Code: 400; Error Code: ThrottlingException)',
    ['E35'],
    false,
  ],
  [
    'too many queries',
    'An error occurred (TooManyRequestsException) when calling the StartQueryExecution operation: You have exceeded the limit for the number of queries you can run concurrently.',
    ['E35'],
    false,
  ],
  [
    'a key behind S3',
    `HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://sales-raw/k (offset=0, length=1): com.amazonaws.services.s3.model.AmazonS3Exception: ${denied('kms:Decrypt', KEY)} (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1)`,
    ['E20'],
    true,
  ],
  [
    'S3 that names the object',
    `HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://sales-raw/k (offset=0, length=1): ${denied('s3:GetObject', '"arn:aws:s3:::sales-raw/k"')} (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1)`,
    ['E44'],
    true,
  ],
  [
    'a location before a privilege',
    'Insufficient Lake Formation permission(s): Required Data Location Access on s3://sales-raw/x',
    ['E08'],
    true,
  ],
  [
    'Lake Formation that names nothing',
    'Insufficient permissions to execute the query. Insufficient Lake Formation permission(s) on table',
    ['E06', 'E07'],
    true,
  ],
  [
    'inside a connector, its role is denied',
    `GENERIC_USER_ERROR: Encountered an exception[java.lang.RuntimeException] from your LambdaFunction[arn:aws:lambda:us-east-1:123456789012:function:tabulator] executed in context[retrieving meta-data] with message[${denied('s3:PutObject', '"arn:aws:s3:::spill/x"')}]`,
    ['E25', 'E44'],
    true,
  ],
  [
    'inside a connector, S3 denies',
    `GENERIC_USER_ERROR: Encountered an exception[com.amazonaws.services.s3.model.AmazonS3Exception] from your LambdaFunction[tabulator] executed in context[S3SpillLocation{bucket='spill', key='k', directory=true}] with message[${S3_403}]`,
    ['E25', 'E19'],
    true,
  ],
  [
    'a catalog that is denied',
    denied('athena:GetDataCatalog', 'arn:aws:athena:us-east-1:123456789012:datacatalog/tab'),
    ['E23'],
    true,
  ],
  ['a catalog that is missing', "CATALOG_NOT_FOUND: line 1:15: Catalog 'tab' does not exist", ['E23'], false],
  [
    'a catalog that is missing, as the API says it',
    'InvalidRequestException: DataCatalog tab was not found',
    ['E23'],
    false,
  ],
  [
    'assuming a role with a web identity',
    'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ['E43'],
    true,
  ],
  [
    'S3 through boto3, which names nothing',
    'An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied',
    ['E44'],
    true,
  ],
  [
    'a 403 of S3 without a body',
    'botocore.exceptions.ClientError: An error occurred (403) when calling the HeadObject operation: Forbidden',
    ['E44'],
    true,
  ],
  [
    'S3 that answers a link',
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>1</RequestId><HostId>2</HostId></Error>',
    ['E44'],
    true,
  ],
  ['cut at the front', `orized to perform: glue:GetDatabase on resource: ${DEFAULT}`, ['E01'], true],
  [
    'cut at the end',
    'User: arn:aws:sts::123456789012:assumed-role/r/s is not authorized to perform: glue:GetTable on resou',
    ['E04'],
    true,
  ],
];

test.each(CASES)('%s', (_, message, chain, permission) => {
  const found = diagnose(message);
  expect({ chain: found.chain, permission: found.permission }).toEqual({ chain, permission });
  expect(found.id).toBe(chain.at(-1));
});

test('of nested views, all are told, and the one next to the cause', () => {
  const { view, viewChain } = diagnose(CASES.find(([what]) => what === 'three views deep')?.[1] ?? '');
  expect(viewChain).toEqual(['awsdatacatalog.db.a', 'awsdatacatalog.db.b', 'awsdatacatalog.db.c']);
  expect(view).toBe('awsdatacatalog.db.c');
});

test('the stale view is told, not the one around it', () => {
  const stale = diagnose(CASES.find(([what]) => what.startsWith('a stale inner view'))?.[1] ?? '');
  expect([stale.view, stale.viewChain]).toEqual([
    'awsdatacatalog.db.inner',
    ['awsdatacatalog.db.outer', 'awsdatacatalog.db.inner'],
  ]);
});

test('what is denied is taken from the message', () => {
  expect(diagnose(denied('glue:GetTable', TABLE))).toMatchObject({
    principal: 'arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltV2-sales-prod/anna@example.com',
    action: 'glue:GetTable',
    resource: TABLE,
    layer: 'glue',
    confidence: 'high',
  });
});

test.each([
  'How do I fix this?',
  'What can we do?',
  'we tried everything',
  'thanks!',
  'Regards, Anna',
  'Query Id: e5898119-fef5-4612-bcde-59f9409c5cc3',
  'because no identity-based policy allows the glue:GetTable action',
  '(Service: AmazonDataCatalog; Status Code: 400)',
])('a line after the resource is not part of it: %s', (next) => {
  expect(diagnose(`${denied('glue:GetTable', TABLE, '')}\n${next}`).resource).toBe(TABLE);
  expect(diagnose(`Hello,\n${denied('glue:GetTable', TABLE, '')}\n${next}`).resource).toBe(TABLE);
});
