/**
 * Sets of IAM actions, each named for what it lets a role do. Which action takes which resource and condition key is in
 * the Service Authorization Reference: list_amazonathena, list_awsglue, list_amazons3.
 */

/** Athena actions that have no resource type, so that IAM accepts only `*` for them (list_amazonathena). */
export const WITHOUT_RESOURCE: ReadonlySet<string> = new Set(['athena:ListWorkGroups', 'athena:ListDataCatalogs']);

/** Actions whose resource is a data catalog; all other Athena actions here are a workgroup's. */
export const ON_DATA_CATALOG: ReadonlySet<string> = new Set([
  'athena:GetDataCatalog',
  'athena:GetDatabase',
  'athena:GetTableMetadata',
  'athena:ListDatabases',
  'athena:ListTableMetadata',
]);

/** What Athena asks of Glue about a database on the caller's behalf. */
export const DATABASE_METADATA = ['glue:GetDatabase', 'glue:GetDatabases'];

/** What Athena asks of Glue about a table, partitions included. */
export const TABLE_METADATA = [
  'glue:BatchGetPartition',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:GetTables',
];

/** Reading and listing a bucket's objects, versions included since package entries name one. */
export const LIST_OBJECTS = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketVersions'];
export const READ_OBJECTS = [
  's3:GetObject',
  's3:GetObjectTagging',
  's3:GetObjectVersion',
  's3:GetObjectVersionTagging',
];

/** What Quilt gives a role that writes, and what a multipart upload needs to end cleanly. */
export const WRITE_OBJECTS = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectTagging',
  's3:RestoreObject',
];

/** What Athena does in a role's results prefix on the role's behalf. */
export const READ_RESULTS = ['s3:GetObject'];
export const WRITE_RESULTS = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'];
export const LIST_RESULTS = ['s3:ListBucket'];
/** Known to IAM without a prefix (list_amazons3): a condition on one would never hold. */
export const LIST_UPLOADS = ['s3:ListBucketMultipartUploads'];
