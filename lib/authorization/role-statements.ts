import { tablePattern } from '../model/names';
import {
  DATABASE_METADATA,
  LIST_OBJECTS,
  LIST_RESULTS,
  LIST_UPLOADS,
  ON_DATA_CATALOG,
  READ_OBJECTS,
  READ_RESULTS,
  TABLE_METADATA,
  WITHOUT_RESOURCE,
  WRITE_OBJECTS,
  WRITE_RESULTS,
} from './actions';
import { type AwsEnvironment, arnsIn } from './aws-environment';
import { mergedPreset, readsMetadataDirectly } from './client-presets';
import { allow, type Conditions, type PolicyStatement } from './policy-statement';
import type { BucketAccess, RoleAccess } from './role-access';
import { GET_DATA_ACCESS } from './rules/privilege-actions';

/**
 * True only for calls that Athena makes with the caller's credentials. Never on an `athena:` action: those come from
 * the caller (IAM User Guide: access_forward_access_sessions).
 */
export const VIA_ATHENA: Conditions = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] } };

/**
 * The one data catalog, in both spellings that clients send: PyAthena's default is lower case, and IAM compares ARNs by
 * case (pyathena-dev/PyAthena: pyathena/connection.py; IAM User Guide: reference_policies_elements_resource).
 */
const DATA_CATALOG_NAMES = ['AwsDataCatalog', 'awsdatacatalog'];

/** Prefixes of a bucket that Quilt's tables are stored in. */
const TABLE_PREFIXES = ['.quilt/named_packages/', '.quilt/packages/'];

/** What a role needs to run queries at all, whatever it reads: independent of the number of buckets. */
export function queryStatements(access: RoleAccess, aws: AwsEnvironment): PolicyStatement[] {
  const arns = arnsIn(aws);
  const client = mergedPreset(access.clients);
  const onWorkgroup = client.athena.filter((a) => !WITHOUT_RESOURCE.has(a) && !ON_DATA_CATALOG.has(a));
  const metadata = client.directMetadata ? [] : [VIA_ATHENA];
  return [
    allow('UseOwnWorkgroup', onWorkgroup, [arns.workgroup(access.workgroupName)]),
    // These have no resource type: IAM knows no other resource for them than `*`.
    allow(
      'ListAthena',
      client.athena.filter((a) => WITHOUT_RESOURCE.has(a)),
      ['*'],
    ),
    allow(
      'BrowseCatalog',
      client.athena.filter((a) => ON_DATA_CATALOG.has(a)),
      DATA_CATALOG_NAMES.map((name) => arns.dataCatalog(name)),
    ),
    // `default`: Athena asks for it whenever a client names no database (Athena User Guide: fine-grained-access-to-glue-
    // resources). Its tables stay closed.
    allow(
      'ReadDatabases',
      DATABASE_METADATA,
      [arns.catalog, arns.database(access.databaseName), arns.database('default')],
      ...metadata,
    ),
    allow('AskGlueDirectly', client.glueOnCatalog, [arns.catalog]),
    // No condition: what it is called through is documented nowhere; no resource: IAM knows none for it
    // (Service Authorization Reference: list_awslakeformation).
    allow('GetGovernedData', access.governed ? [GET_DATA_ACCESS] : [], ['*']),
    ...resultsStatements(access, aws, client.directResults),
  ];
}

function resultsStatements(access: RoleAccess, aws: AwsEnvironment, direct: boolean): PolicyStatement[] {
  const { bucketArn, prefix, kmsKey } = access.results;
  // A bucket of another account that took over the name gets and gives nothing.
  const own: Conditions = { StringEquals: { 'aws:ResourceAccount': aws.account } };
  const reading = direct ? [own] : [VIA_ATHENA, own];
  return [
    // Apart from the listing: the request has no prefix, so a condition on it would deny.
    allow('LocateResults', ['s3:GetBucketLocation'], [bucketArn], ...reading),
    allow('ListOwnResults', LIST_RESULTS, [bucketArn], ...reading, { StringLike: { 's3:prefix': `${prefix}*` } }),
    allow('ListUploads', LIST_UPLOADS, [bucketArn], VIA_ATHENA, own),
    allow('ReadOwnResults', READ_RESULTS, [`${bucketArn}/${prefix}*`], ...reading),
    allow('WriteOwnResults', WRITE_RESULTS, [`${bucketArn}/${prefix}*`], VIA_ATHENA, own),
    ...(kmsKey
      ? [
          allow(
            'UseResultsKey',
            ['kms:Decrypt', 'kms:GenerateDataKey'],
            [kmsKey],
            ...(direct ? [] : [VIA_ATHENA]),
            throughS3(aws),
          ),
        ]
      : []),
  ];
}

/** The rights on some of a role's buckets: what one of its data policies holds. */
export function bucketStatements(
  access: RoleAccess,
  buckets: readonly BucketAccess[],
  aws: AwsEnvironment,
): PolicyStatement[] {
  const arns = arnsIn(aws);
  const metadata = readsMetadataDirectly(access.clients) ? [] : [VIA_ATHENA];
  const tables = buckets.map((b) => arns.table(access.databaseName, tablePattern(b.name)));
  return [
    allow('ReadTables', TABLE_METADATA, [arns.catalog, arns.database(access.databaseName), ...tables], ...metadata),
    ...objectStatements(access, buckets, aws),
  ];
}

/** A role that only queries needs no right on files that Lake Formation hands out. */
function objectStatements(access: RoleAccess, buckets: readonly BucketAccess[], aws: AwsEnvironment) {
  if (access.queriesOnly && access.governed) return [];
  const objects = access.queriesOnly ? queriedObjects(buckets, aws) : directObjects(buckets, aws);
  return [...objects, ...keyStatements(access, buckets, aws)];
}

function directObjects(buckets: readonly BucketAccess[], aws: AwsEnvironment): PolicyStatement[] {
  const arns = arnsIn(aws);
  const written = buckets.filter((b) => b.write);
  return [
    allow(
      'ListObjects',
      LIST_OBJECTS,
      buckets.map((b) => arns.bucket(b.name)),
    ),
    allow(
      'ReadObjects',
      READ_OBJECTS,
      buckets.map((b) => arns.objects(b.name)),
    ),
    allow(
      'WriteObjects',
      WRITE_OBJECTS,
      written.map((b) => arns.objects(b.name)),
    ),
  ];
}

function queriedObjects(buckets: readonly BucketAccess[], aws: AwsEnvironment): PolicyStatement[] {
  const arns = arnsIn(aws);
  const prefixes = TABLE_PREFIXES.map((prefix) => `${prefix}*`);
  return [
    allow(
      'LocateBuckets',
      ['s3:GetBucketLocation'],
      buckets.map((b) => arns.bucket(b.name)),
      VIA_ATHENA,
    ),
    allow(
      'ListTableFiles',
      ['s3:ListBucket'],
      buckets.map((b) => arns.bucket(b.name)),
      VIA_ATHENA,
      {
        StringLike: { 's3:prefix': prefixes },
      },
    ),
    allow(
      'ReadTableFiles',
      ['s3:GetObject'],
      buckets.flatMap((b) => prefixes.map((prefix) => arns.objects(b.name, prefix))),
      VIA_ATHENA,
    ),
  ];
}

function keyStatements(access: RoleAccess, buckets: readonly BucketAccess[], aws: AwsEnvironment): PolicyStatement[] {
  const conditions = access.queriesOnly ? [VIA_ATHENA, throughS3(aws)] : [throughS3(aws)];
  const keys = (list: readonly BucketAccess[]) => [...new Set(list.flatMap((b) => b.kmsKey ?? []))].sort();
  return [
    allow('DecryptObjects', ['kms:Decrypt'], keys(buckets), ...conditions),
    allow('EncryptObjects', ['kms:GenerateDataKey'], keys(buckets.filter((b) => b.write)), ...conditions),
  ].filter((statement) => statement.Resource.length > 0);
}

/** The key serves S3 only: nobody decrypts with it directly. */
function throughS3(aws: AwsEnvironment): Conditions {
  return { StringEquals: { 'kms:ViaService': `s3.${aws.region}.${aws.urlSuffix}` } };
}
