import { ATHENA_GUIDE, type CatalogueEntry, S3_GUIDE } from './entry';

/** Results that cannot be written, tables that cannot be read. */
export const STORAGE: readonly CatalogueEntry[] = [
  {
    id: 'E16',
    pattern: /Access denied when writing (?:output )?to (?:url|location):?\s*(?<url>s3:\/\/[^\s"')\]};,]+)?/i,
    errorTypes: [401, 402],
    layer: 's3',
    permission: true,
    evidence: 'production',
    cause:
      'Athena may not write the result for this role: the prefix is another role’s, the bucket’s policy denies, its owner is not the expected one, or its KMS key is closed to the role',
    fix: 'query in the role’s own workgroup; else allow the write on this prefix, and kms:GenerateDataKey and kms:Decrypt if results are encrypted with a key',
    remedy: 'writeResults',
    document: 'docs/troubleshooting.md',
  },
  {
    id: 'E17',
    pattern: /Unable to verify\/create output bucket:?\s*(?<bucket>[^\s"')\]};,]*)/i,
    layer: 's3',
    permission: true,
    evidence: 'documented',
    cause:
      's3:GetBucketLocation on the results bucket is denied, or bound to a prefix that this request does not have; or the bucket is gone or in another region',
    fix: 'allow s3:GetBucketLocation on the bucket, without a condition on s3:prefix',
    remedy: 'bucketLocation',
    document: 'docs/troubleshooting.md',
  },
  {
    id: 'E18',
    pattern: /Permission denied on S3 path:?\s*(?<url>s3a?:\/\/[^\s"')\]};,]+)?/i,
    layer: 's3',
    permission: true,
    evidence: 'documented',
    cause:
      'the role may not read the table’s files: no right on the bucket, a bucket policy that denies, or a closed KMS key',
    fix: 'allow listing the bucket and reading its objects; if the role has that, look at the bucket’s policy and key',
    remedy: 'readObjects',
    document: 'docs/troubleshooting.md',
  },
];

/** Denials that S3 itself words, most specific first. */
export const OBJECTS: readonly CatalogueEntry[] = [
  {
    id: 'E44',
    action: /^s3:/i,
    layer: 's3',
    permission: true,
    evidence: 'documented',
    cause: 'no policy of the role allows this S3 action on the printed bucket or object',
    fix: 'allow the action on it',
    remedy: 'iamS3',
    document: `${S3_GUIDE}troubleshoot-403-errors.html`,
  },
  {
    id: 'E38',
    pattern:
      /(?:HIVE_CANNOT_OPEN_SPLIT|HIVE_CURSOR_ERROR|HIVE_FILESYSTEM_ERROR)(?=.*?(?:Access ?Denied|Status Code: 403|\b403\b))(?:.{0,300}?(?<url>s3a?:\/\/[^\s"')\]};,]+))?/is,
    layer: 's3',
    permission: true,
    evidence: 'documented',
    cause:
      'some of the table’s files are closed to the role: owned by another account, encrypted with a key it may not use, or outside what it may read',
    fix: 'allow reading these objects; if the role has that, look at who owns them and which key encrypts them',
    remedy: 'readObjects',
    document: `${ATHENA_GUIDE}troubleshooting-athena.html`,
  },
  {
    id: 'E38',
    pattern: /HIVE_CANNOT_OPEN_SPLIT|HIVE_CURSOR_ERROR|HIVE_FILESYSTEM_ERROR/,
    layer: 'data',
    permission: false,
    evidence: 'documented',
    cause: 'a file of the table could not be read for what is in it, or because it is gone; nothing was denied',
    fix: 'look at the file that the message names: its format, its compression, whether it still exists',
    document: `${ATHENA_GUIDE}troubleshooting-athena.html`,
  },
  {
    id: 'E19',
    pattern:
      /(?:Access Denied|Forbidden)\.? \(Service: (?:Amazon )?S3[;,] Status Code: 403(?:[;,] Error Code: (?:AccessDenied|403 Forbidden))?/i,
    layer: 's3',
    permission: true,
    evidence: 'production',
    cause:
      'S3 denied a read of the table’s files or metadata; where s3:ListBucket is missing, a file that is not there looks the same',
    fix: 'allow the role to read the bucket’s objects and to list the bucket',
    remedy: 'readObjects',
    document: `${S3_GUIDE}troubleshoot-403-errors.html`,
  },
  {
    id: 'E44',
    // S3's answer to a direct request, for example of a presigned link (Amazon S3 API Reference: ErrorResponses).
    pattern: /<Code>AccessDenied<\/Code>(?=.*?<HostId>)/is,
    layer: 's3',
    permission: true,
    evidence: 'documented',
    cause: 'S3 denied a direct request for an object, and does not say which right was missing',
    fix: 'read query results with athena:GetQueryResults, or give the role the client directResults; for other objects, allow s3:GetObject',
    document: `${S3_GUIDE}troubleshoot-403-errors.html`,
  },
];
