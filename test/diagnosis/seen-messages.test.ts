import { diagnose } from '../../lib/diagnosis/diagnose';

/** Messages as people published them, each with where. */
const SEEN: [where: string, message: string, chain: string[], action: string | null][] = [
  [
    'quiltdata/quilt-mcp-server#76',
    'User: arn:aws:sts::850787717197:assumed-role/ReadWriteQuiltV2-sales-prod/[email protected]\nis not authorized to perform: glue:GetDatabase on resource: arn:aws:glue:us-east-1:850787717197:database/default',
    ['E01'],
    'glue:GetDatabase',
  ],
  [
    'OvertureMaps/data#205',
    '..Admin is not authorized to perform: glue:GetDatabases on resource: arn:aws:glue:us-east-2:913550007193:catalog because no resource-based policy allows the glue:GetDatabases action (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException..."',
    ['E04'],
    'glue:GetDatabases',
  ],
  [
    'dacort/metabase-athena-driver#105',
    'Jun 22 14:32:00.128 DEBUG 699 com.simba.athena.athena.api.AJClient.checkGlueSupport: An exception was caught during AWS Glue availability detection operation. Detail: com.simba.athena.amazonaws.services.glue.model.AccessDeniedException: User: arn:aws:sts::xxxxx:assumed-role/metabase/a499 is not authorized to perform: glue:GetCatalogImportStatus on resource: arn:aws:glue:eu-west-1:xxxxx:catalog because no identity-based policy allows the glue:GetCatalogImportStatus action (Service: AWSGlue; Status Code: 400; Error Code: AccessDeniedException; Request ID: e8fb; Proxy: null)',
    ['E05'],
    'glue:GetCatalogImportStatus',
  ],
  [
    'apache/kyuubi#4952',
    'Caused by: software.amazon.awssdk.services.glue.model.AccessDeniedException: User: arn:aws:iam::xxxxx:user/vault-token is not authorized to perform: glue:GetDatabase on resource: arn:aws:glue:us-east-1:xxxxx:database/default because no identity-based policy allows the glue:GetDatabase action (Service: Glue, Status Code: 400, Request ID: 3f81, Extended Request ID: null)',
    ['E05'],
    'glue:GetDatabase',
  ],
  [
    'awsdocs/amazon-athena-user-guide#81',
    '> FAILED!\n>\n>[Simba][Athena] (1040) An error has been thrown from the AWS Athena client. Error Message: FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. MetaException(message:User: AWS_IAM_User_ARN is not authorized to perform: glue:GetDatabases on resource: arn:aws:glue:\\*:\\*:catalog because no identity-based policy allows the glue:GetDatabases action (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException; Request ID: <Request Id>; Proxy: null)) [Execution ID: <Execution Id>]',
    ['E03', 'E04'],
    'glue:GetDatabases',
  ],
  [
    'dbeaver/dbeaver#18786',
    'com.simba.athena.amazonaws.services.athena.model.MetadataException: User: arn:aws:sts::Account A:assumed-role/authorizedrole/authorizeduser is not authorized to perform: glue:GetTables on resource: arn:aws:glue:us-east-1:Account B:database/xxxxxxx because no resource-based policy allows the glue:GetTables action (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException; Request ID: a568; Proxy: null) (Service: AmazonAthena; Status Code: 400; Error Code: MetadataException; Request ID: e2a2; Proxy: xxxx)',
    ['E04'],
    'glue:GetTables',
  ],
  [
    'LBHackney-IT/Data-Platform#2008',
    'botocore.errorfactory.AccessDeniedException: An error occurred (AccessDeniedException) when calling the DeleteTable operation: User: arn:aws:sts::120038763019:assumed-role/dataplatform/0eb3 is not authorized to perform: glue:DeleteTable on resource: arn:aws:glue:eu-west-2:120038763019:catalog because no identity-based policy allows the glue:DeleteTable action',
    ['E05'],
    'glue:DeleteTable',
  ],
  [
    'LBHackney-IT/Data-Platform#2008, the other',
    'botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the GetWorkGroup operation: You are not authorized to perform: athena:GetWorkGroup on the resource. After your AWS administrator or you have updated your permissions, please try again.',
    ['E22'],
    'athena:GetWorkGroup',
  ],
  [
    'aws-samples/experimental-programmatic-access-ccft#5',
    'FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. MetaException(message:Insufficient Lake Formation permission(s): Required Create Database on Catalog (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException; Request ID: 14419262; Proxy: null))\nThis query ran against the "carbon_emissions" database, unless qualified by the query.',
    ['E03', 'E07'],
    null,
  ],
  [
    'apache/superset#15894',
    'awsathena error: Insufficient permissions to execute the query. Insufficient Lake Formation permission(s) on table',
    ['E06', 'E07'],
    null,
  ],
  [
    'duo-labs/cloudtracker#63',
    'Query entered state FAILED with reason HIVE_CURSOR_ERROR: Please reduce your request rate.',
    ['E35'],
    null,
  ],
  [
    'delta-io/delta#298',
    'Caused by: com.amazon.ws.emr.hadoop.fs.shaded.com.amazonaws.services.s3.model.AmazonS3Exception: Slow Down (Service: Amazon S3; Status Code: 503; Error Code: 503 Slow Down; Request ID: AA3A)',
    ['E35'],
    null,
  ],
  [
    'trinodb/trino#15267',
    'ERROR SplitRunner-821-67 Error processing Split {path=s3a://REDACTED/table/0001/part-0.parquet, start=0}: HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3a://REDACTED/table/0001/part-0.parquet (offset=0, length=9688): com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: GWPG)',
    ['E38'],
    null,
  ],
  [
    'mozilla/redash#938',
    'Error running query: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 5B11DF4645EDCBE0; S3 Extended Request ID: FYsQ=)',
    ['E19'],
    null,
  ],
];

test.each(SEEN)('%s', (_, message, chain, action) => {
  const found = diagnose(message);
  expect({ chain: found.chain, action: found.action }).toEqual({ chain, action });
});

test('what a role is not authorized to do, in a sentence about it, is no failure', () => {
  expect(diagnose('When the role is not authorized to perform: glue:GetTable you will see an error.').id).toBe('none');
});

test('throttles that were tried again do not hide the denial on another line', () => {
  const log =
    'WARN retry 1: ThrottlingException: Rate exceeded\nERROR User: arn:aws:sts::123456789012:assumed-role/r/s is not authorized to perform: glue:GetTable on resource: arn:aws:glue:us-east-1:123456789012:table/db/t';
  expect(diagnose(log)).toMatchObject({ id: 'E04', also: ['E35'] });
});
