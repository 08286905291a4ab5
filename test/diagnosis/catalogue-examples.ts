import { DIRECT, denied, type Example, GLUE, ROLE, S3_403, VIA_ATHENA } from './messages';

const TABLE = `${GLUE}:table/sales_prod/sales-raw_packages-view`;
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000001';

/** Each row of the catalogue, in the words of the services; ids and permissions by the catalogue. */
export const CATALOGUE_EXAMPLES: readonly Example[] = [
  { id: 'E01', permission: true, message: denied('glue:GetDatabase', `${GLUE}:database/default`, '') },
  { id: 'E01', permission: true, message: `${denied('glue:GetDatabase', `${GLUE}:database/default`)} ${VIA_ATHENA}` },
  {
    id: 'E04',
    chain: ['E02', 'E04'],
    permission: true,
    message: `Failed analyzing stored view 'awsdatacatalog.sales_prod.sales-raw_packages-view': ${denied('glue:GetDatabase', `${GLUE}:database/base`)} ${VIA_ATHENA}`,
  },
  {
    id: 'E04',
    chain: ['E03', 'E04'],
    permission: true,
    message: `FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. MetaException(message:${denied('glue:GetDatabases', `${GLUE}:catalog`)} ${VIA_ATHENA})`,
  },
  {
    id: 'E07',
    chain: ['E03', 'E07'],
    permission: true,
    message:
      'FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. MetaException(message:Insufficient Lake Formation permission(s): Required Create Database on Catalog (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException; Request ID: 1; Proxy: null))',
  },
  { id: 'E04', permission: true, message: `${denied('glue:GetTable', TABLE)} ${VIA_ATHENA}` },
  { id: 'E05', permission: true, message: `${denied('glue:GetTable', TABLE)} ${DIRECT}` },
  {
    id: 'E05',
    permission: true,
    message: `${denied('glue:GetDatabase', `${GLUE}:database/default`)} (Service: Glue, Status Code: 400, Request ID: 3f81, Extended Request ID: null)`,
  },
  {
    id: 'E04',
    chain: ['E06', 'E04'],
    permission: true,
    message: `Insufficient permissions to execute the query. ${denied('glue:GetTable', TABLE, '')} ${VIA_ATHENA}`,
  },
  {
    id: 'E07',
    chain: ['E06', 'E07'],
    permission: true,
    message:
      'Insufficient permissions to execute the query. Insufficient Lake Formation permission(s): Required Describe on named_packages (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException)',
  },
  {
    id: 'E06',
    chain: ['E06'],
    permission: true,
    message:
      'Insufficient permissions to execute the query. Principal does not have any privilege on specified resource',
  },
  {
    id: 'E06',
    chain: ['E06'],
    permission: false,
    message:
      'Insufficient permissions to execute the query. Please migrate your Catalog to enable access to this database',
  },
  {
    id: 'E06',
    chain: ['E06'],
    permission: true,
    message: 'Error running query: Insufficient permissions to execute the query.',
  },
  ...['Describe', 'Select', 'Alter', 'Insert', 'Delete', 'Drop', 'Create Table', 'Create Database'].map(
    (privilege) => ({
      id: 'E07',
      permission: true,
      message: `Insufficient Lake Formation permission(s): Required ${privilege} on named_packages`,
    }),
  ),
  {
    id: 'E08',
    permission: true,
    message: 'Insufficient Lake Formation permission(s) on s3://sales-raw/.quilt/packages/',
  },
  {
    id: 'E09',
    permission: true,
    message:
      'Iceberg cannot access the requested resource: java.io.UncheckedIOException: Forbidden: Insufficient Lake Formation permission(s): Required Insert on package_entry',
  },
  {
    id: 'E10',
    permission: null,
    message: "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.sales_prod.packages' does not exist",
  },
  { id: 'E11', permission: null, message: "SCHEMA_NOT_FOUND: line 1:15: Schema 'sales_prod' does not exist" },
  {
    id: 'E11',
    chain: ['E02', 'E11'],
    permission: null,
    message:
      "Failed analyzing stored view 'awsdatacatalog.my-lf-resource-link.my-lf-view': line 3:3: Schema schema_name does not exist",
  },
  {
    id: 'E12',
    permission: null,
    message:
      "COLUMN_NOT_FOUND: line 1:8: Column 'user_meta' cannot be resolved or requester is not authorized to access requested resources",
  },
  {
    id: 'E13',
    permission: false,
    message:
      "VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.sales_prod.v' is stale or in invalid state: column [size] of type bigint projected from query view at position 5 cannot be coerced to column [size] of type varchar stored in view definition",
  },
  { id: 'E13', permission: false, message: "line 1:15: View 'hive.sales_prod.v' is stale; it must be re-created" },
  { id: 'E13', permission: false, message: 'View is stale; it must be re-created' },
  { id: 'E14', permission: false, message: 'INVALID_VIEW: line 1:15: the stored query cannot be parsed' },
  {
    id: 'E14',
    permission: false,
    message: '{"AthenaError": {"ErrorCategory": 2, "ErrorType": 1107, "Retryable": false}}',
  },
  { id: 'E15', permission: false, message: 'FAILED: NullPointerException Name is null' },
  {
    id: 'E16',
    permission: true,
    message:
      'Access denied when writing output to url: s3://results/athena-results/analyst/0a1b.csv . Please ensure you are allowed to access the S3 bucket. If you are encrypting query results with KMS key, please ensure you are allowed to access your KMS key',
  },
  { id: 'E17', permission: true, message: 'Unable to verify/create output bucket sales-prod-results' },
  { id: 'E18', permission: true, message: 'Permission denied on S3 path: s3://sales-raw/.quilt/packages' },
  { id: 'E19', permission: true, message: S3_403 },
  {
    id: 'E19',
    permission: true,
    message: 'Access Denied (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: 1)',
  },
  { id: 'E20', permission: true, message: denied('kms:Decrypt', KEY) },
  { id: 'E20', permission: true, message: 'AWSKMS; Status Code: 400; Error Code: AccessDeniedException' },
  {
    id: 'E20',
    permission: true,
    message:
      'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
  },
  { id: 'E21', permission: true, message: 'Insufficient encryption key permissions for Glue API' },
  {
    id: 'E22',
    permission: true,
    message:
      'You are not authorized to perform: athena:GetWorkGroup on the resource. After your AWS administrator or you have updated your permissions, please try again.',
  },
  {
    id: 'E22',
    permission: true,
    message: denied('athena:StartQueryExecution', 'arn:aws:athena:us-east-1:123456789012:workgroup/primary'),
  },
  {
    id: 'E23',
    permission: true,
    message: denied('athena:GetDataCatalog', 'arn:aws:athena:us-east-1:123456789012:datacatalog/tabulator'),
  },
  { id: 'E23', permission: false, message: "CATALOG_NOT_FOUND: line 1:15: Catalog 'tabulator' does not exist" },
  {
    id: 'E24',
    permission: true,
    message: denied('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:123456789012:function:tabulator'),
  },
  {
    id: 'E25',
    permission: false,
    message:
      'GENERIC_USER_ERROR: Encountered an exception[java.lang.RuntimeException] from your LambdaFunction[arn:aws:lambda:us-east-1:123456789012:function:tabulator] executed in context[retrieving meta-data] with message[You do NOT own the spill bucket with the name: spill]',
  },
  {
    id: 'E25',
    permission: false,
    message:
      'GENERIC_USER_ERROR: Encountered an exception[com.amazonaws.SdkClientException] from your LambdaFunction[tabulator] executed in context[S3SpillLocation{bucket=b}] with message[Task timed out after 900.00 seconds]',
  },
  { id: 'E26', permission: false, message: 'INVALID_INPUT: WorkGroup analysts is not found.' },
  { id: 'E26', permission: false, message: 'WorkGroup analysts is disabled' },
  {
    id: 'E27',
    permission: false,
    message:
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
  },
  {
    id: 'E28',
    permission: false,
    message:
      "The Create Table As Select query failed because it was submitted with an 'external_location' property to an Athena Workgroup that enforces a centralized output location for all queries.",
  },
  {
    id: 'E29',
    permission: false,
    message: 'Multi Dialect views may only reference tables without IAMAllowedPrincipals permissions',
  },
  { id: 'E29', permission: false, message: 'Multi Dialect views may only reference Lake Formation managed tables' },
  {
    id: 'E30',
    permission: null,
    message: 'Resource does not exist or requester is not authorized to access requested permissions.',
  },
  { id: 'E31', permission: false, message: 'InvalidInputException: Grant on table wildcard is not allowed' },
  { id: 'E32', permission: false, message: 'Permissions modification is invalid.' },
  {
    id: 'E33',
    permission: false,
    message: 'Please revoke permission(s) for IAM_ALLOWED_PRINCIPALS on the table and try again',
  },
  { id: 'E33', permission: false, message: 'Illegal combination of permissions' },
  { id: 'E34', permission: false, message: 'ConcurrentModificationException: Please try again' },
  { id: 'E35', permission: false, message: 'TooManyRequestsException: Rate exceeded' },
  { id: 'E35', permission: false, message: 'ThrottlingException: Rate exceeded' },
  { id: 'E35', permission: false, message: 'Caller is temporarily not authorized to perform this action' },
  ...[1400, 1401, 1403, 1404, 1405, 1406, 1700, 1701].map((type) => ({
    id: 'E35',
    permission: false,
    message: `{"AthenaError":{"ErrorCategory":1,"ErrorType":${type},"Retryable":true}}`,
  })),
  { id: 'E36', permission: false, message: 'IDEMPOTENT_PARAMETER_MISMATCH: Idempotent parameters do not match' },
  {
    id: 'E04',
    chain: ['E37', 'E04'],
    permission: true,
    message: `HIVE_METASTORE_ERROR: com.amazonaws.services.datacatalog.model.AccessDeniedException: ${denied('glue:GetTable', TABLE)} ${VIA_ATHENA}`,
  },
  {
    id: 'E37',
    chain: ['E37'],
    permission: false,
    message: "HIVE_METASTORE_ERROR: Error: : expected at the end of 'string'",
  },
  {
    id: 'E37',
    chain: ['E37'],
    permission: false,
    message: 'HIVE_METASTORE_ERROR: Table is missing storage descriptor',
  },
  {
    id: 'E35',
    chain: ['E37', 'E35'],
    permission: false,
    message:
      'HIVE_METASTORE_ERROR: Rate exceeded (Service: AWSGlue; Status Code: 400; Error Code: ThrottlingException)',
  },
  {
    id: 'E38',
    permission: true,
    message: `HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://sales-raw/.quilt/packages/0a1b (offset=0, length=9688): com.amazonaws.services.s3.model.AmazonS3Exception: ${S3_403}`,
  },
  { id: 'E38', permission: true, message: `HIVE_CURSOR_ERROR: ${S3_403}` },
  { id: 'E38', permission: true, message: `HIVE_FILESYSTEM_ERROR: ${S3_403}` },
  {
    id: 'E38',
    permission: false,
    message: 'HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: A JSONObject text must end with',
  },
  { id: 'E39', permission: true, message: 'Relation not found or not allowed: sales_prod.v' },
  {
    id: 'E40',
    permission: true,
    message: 'with an explicit deny in a service control policy',
  },
  { id: 'E41', permission: true, message: 'because no session policy allows the glue:GetTable action' },
  {
    id: 'E42',
    permission: true,
    message: denied('lakeformation:GetDataAccess', 'arn:aws:lakeformation:us-east-1:123456789012:catalog:123456789012'),
  },
  {
    id: 'E43',
    permission: true,
    message: `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${ROLE} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/analyst`,
  },
  { id: 'E44', permission: true, message: denied('s3:ListBucket', '"arn:aws:s3:::sales-raw"') },
  { id: 'E44', permission: true, message: denied('s3:GetObject', '"arn:aws:s3:::sales-raw/data/file.csv"') },
];
