import type { AwsEnvironment } from '../../authorization/aws-environment';
import { mergedPreset } from '../../authorization/client-presets';
import { athenaResourceOf } from './athena-resources';
import type { Constraint } from './constraint';
import {
  calls,
  DATABASE,
  type DeclaredCalls,
  glue,
  TABLE,
  THROUGH_ATHENA,
  throughS3,
  WRITE_RESULTS,
} from './declared-calls';
import type { DeclaredRole } from './declared-lake';
import { tabulatorCalls } from './declared-tabulator';
import { definerCalls, governedData, viewCalls } from './declared-views';

const LIST = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketVersions'];
const READ = ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging'];
const WRITE = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectTagging',
  's3:RestoreObject',
];
/** Where Quilt's tables are stored, in each bucket. */
const TABLE_FILES = ['.quilt/named_packages/*', '.quilt/packages/*'];

/** Everything a role was declared to do. */
export function declaredCalls(role: DeclaredRole, aws: AwsEnvironment): readonly DeclaredCalls[] {
  const client = mergedPreset(role.clients);
  const metadata = client.directMetadata ? [] : [THROUGH_ATHENA];
  const all = [
    ...athenaCalls(role, client.athena, aws),
    calls('ask Glue directly', client.glueOnCatalog, [glue(aws, 'catalog')]),
    calls(
      'find databases',
      DATABASE,
      ['catalog', `database/${role.databaseName}`, 'database/default'].map((r) => glue(aws, r)),
      metadata,
    ),
    ...resultsCalls(role, client.directResults ? [] : [THROUGH_ATHENA], aws),
    ...tableCalls(role, metadata, aws),
    ...objectCalls(role, aws),
    ...(role.governed ? [governedData()] : []),
    ...viewCalls(role.objects, aws),
    ...(role.tabulator ? tabulatorCalls(role.tabulator, client.athena.filter(isOfCatalog), aws) : []),
    ...(role.defines ? [definerCalls(role.arn)] : []),
  ];
  return all.filter(({ actions, resources }) => actions.length > 0 && resources.length > 0);
}

const isOfCatalog = (action: string) => athenaResourceOf(action) === 'dataCatalog';

function athenaCalls(role: DeclaredRole, actions: readonly string[], aws: AwsEnvironment): DeclaredCalls[] {
  const athena = `arn:${aws.partition}:athena:${aws.region}:${aws.account}`;
  const of = (kind: string) => actions.filter((action) => athenaResourceOf(action) === kind);
  return [
    calls('use its workgroup', of('workgroup'), [`${athena}:workgroup/${role.workgroupName}`]),
    calls('list workgroups and catalogs', of('none'), ['*']),
    // Both spellings that clients send (pyathena-dev/PyAthena: pyathena/connection.py); capitals count in ARNs.
    calls(
      'browse the catalog',
      of('dataCatalog'),
      ['AwsDataCatalog', 'awsdatacatalog'].map((n) => `${athena}:datacatalog/${n}`),
    ),
  ];
}

function resultsCalls({ results }: DeclaredRole, reading: Constraint[], aws: AwsEnvironment): DeclaredCalls[] {
  const { bucketArn, prefix, kmsKey } = results;
  const own: Constraint = { key: 'aws:resourceaccount', values: [aws.account] };
  const writing = [THROUGH_ATHENA, own];
  const objects = [`${bucketArn}/${prefix}*`];
  return [
    calls('locate its results', ['s3:GetBucketLocation'], [bucketArn], [...reading, own]),
    calls(
      'list its results',
      ['s3:ListBucket'],
      [bucketArn],
      [...reading, own, { key: 's3:prefix', values: [`${prefix}*`] }],
    ),
    calls('list uploads of results', ['s3:ListBucketMultipartUploads'], [bucketArn], writing),
    calls('read its results', ['s3:GetObject'], objects, [...reading, own]),
    calls('write its results', WRITE_RESULTS, objects, writing),
    calls('use the key of results', ['kms:Decrypt', 'kms:GenerateDataKey'], kmsKey ? [kmsKey] : [], [
      ...reading,
      throughS3(aws),
    ]),
  ];
}

function tableCalls(role: DeclaredRole, metadata: Constraint[], aws: AwsEnvironment): DeclaredCalls[] {
  if (role.buckets.length === 0) return [];
  const tables = role.buckets.map(({ name }) => `table/${role.databaseName}/${name}_*`);
  // Whoever may ask for a table needs the action on what holds it (AWS Glue Developer Guide: glue-specifying-resource-arns).
  const resources = ['catalog', `database/${role.databaseName}`, ...tables].map((resource) => glue(aws, resource));
  return [calls('look up tables', TABLE, resources, metadata)];
}

/** Files that Lake Formation hands out take no right of their own. */
function objectCalls(role: DeclaredRole, aws: AwsEnvironment): DeclaredCalls[] {
  if (role.queriesOnly && role.governed) return [];
  return [...(role.queriesOnly ? queriedObjects(role, aws) : directObjects(role, aws)), ...keyCalls(role, aws)];
}

function directObjects({ buckets }: DeclaredRole, { partition }: AwsEnvironment): DeclaredCalls[] {
  const bucket = ({ name }: { name: string }) => `arn:${partition}:s3:::${name}`;
  const objects = (list: DeclaredRole['buckets']) => list.map((b) => `${bucket(b)}/*`);
  return [
    calls('list objects', LIST, buckets.map(bucket)),
    calls('read objects', READ, objects(buckets)),
    calls('write objects', WRITE, objects(buckets.filter(({ write }) => write))),
  ];
}

function queriedObjects({ buckets }: DeclaredRole, { partition }: AwsEnvironment): DeclaredCalls[] {
  const names = buckets.map(({ name }) => `arn:${partition}:s3:::${name}`);
  const files = names.flatMap((bucket) => TABLE_FILES.map((prefix) => `${bucket}/${prefix}`));
  return [
    calls('locate buckets', ['s3:GetBucketLocation'], names, [THROUGH_ATHENA]),
    calls('list files of tables', ['s3:ListBucket'], names, [
      THROUGH_ATHENA,
      { key: 's3:prefix', values: TABLE_FILES },
    ]),
    calls('read files of tables', ['s3:GetObject'], files, [THROUGH_ATHENA]),
  ];
}

function keyCalls({ buckets, queriesOnly }: DeclaredRole, aws: AwsEnvironment): DeclaredCalls[] {
  const only = queriesOnly ? [THROUGH_ATHENA, throughS3(aws)] : [throughS3(aws)];
  const keys = (list: DeclaredRole['buckets']) => [...new Set(list.flatMap(({ kmsKey }) => kmsKey ?? []))];
  return [
    calls('decrypt objects', ['kms:Decrypt'], keys(buckets), only),
    calls('encrypt objects', ['kms:GenerateDataKey'], keys(buckets.filter(({ write }) => write)), only),
  ];
}
