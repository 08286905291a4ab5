/** Actions that Athena's failures name (Service Authorization Reference), to put broken lines together again. */
const ACTIONS: Readonly<Record<string, string>> = {
  athena:
    'BatchGetNamedQuery BatchGetQueryExecution CreateNamedQuery CreatePreparedStatement DeleteNamedQuery DeletePreparedStatement GetDataCatalog GetDatabase GetNamedQuery GetPreparedStatement GetQueryExecution GetQueryResults GetQueryResultsStream GetQueryRuntimeStatistics GetTableMetadata GetWorkGroup ListDataCatalogs ListDatabases ListNamedQueries ListPreparedStatements ListQueryExecutions ListTableMetadata ListWorkGroups StartQueryExecution StopQueryExecution UpdateWorkGroup',
  glue: 'BatchCreatePartition BatchDeletePartition BatchGetPartition CreateDatabase CreatePartition CreateTable DeleteDatabase DeletePartition DeleteTable GetCatalog GetCatalogImportStatus GetCatalogs GetDatabase GetDatabases GetPartition GetPartitions GetTable GetTableVersion GetTableVersions GetTables GetUserDefinedFunctions SearchTables UpdateDatabase UpdatePartition UpdateTable',
  kms: 'Decrypt DescribeKey Encrypt GenerateDataKey',
  lakeformation: 'GetDataAccess GrantPermissions ListPermissions',
  lambda: 'InvokeFunction',
  s3: 'AbortMultipartUpload DeleteObject GetBucketLocation GetObject GetObjectTagging GetObjectVersion ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts PutObject PutObjectTagging',
  sts: 'AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity TagSession',
};

const KNOWN: ReadonlySet<string> = new Set(
  Object.entries(ACTIONS).flatMap(([service, names]) => names.split(' ').map((name) => `${service}:${name}`)),
);

/** Whether the text is an action of one of these services. */
export function isKnownAction(text: string): boolean {
  return KNOWN.has(text);
}
