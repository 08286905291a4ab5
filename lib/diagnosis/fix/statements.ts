import {
  DATABASE_METADATA,
  TABLE_METADATA,
  WITHOUT_RESOURCE,
  WRITE_OBJECTS,
  WRITE_RESULTS,
} from '../../authorization/actions';
import { allow, type Conditions, type PolicyStatement } from '../../authorization/policy-statement';
import { VIA_ATHENA } from '../../authorization/role-statements';
import type { Remedy } from '../catalogue/entry';
import { awsArn } from './aws-arn';
import { glueResources } from './glue-resources';
import type { RemedyContext } from './remedy-context';
import { folderOf, ON_BUCKET, s3Place } from './s3-resources';

type Builder = (context: RemedyContext) => PolicyStatement[];

/** The IAM statements that each remedy adds, named and bound as those the library writes (`role-statements.ts`). */
export const STATEMENTS: Readonly<Record<Remedy, Builder>> = {
  athena: ({ action, resource }) => {
    if (!action) return [];
    if (WITHOUT_RESOURCE.has(action)) return [allow('ListAthena', [action], ['*'])];
    const onCatalog = /:datacatalog\//.test(resource ?? '');
    return resource ? [allow(onCatalog ? 'BrowseCatalog' : 'UseOwnWorkgroup', [action], [resource])] : [];
  },
  glue: (context) => glueStatements(context, context.viaAthena),
  glueDirect: (context) => glueStatements(context, false),
  dataAccess: ({ action }) => [allow('GetDataAccess', [action ?? 'lakeformation:GetDataAccess'], ['*'])],
  lambda: ({ resource, viaAthena }) =>
    awsArn(resource) ? [allow('InvokeConnector', ['lambda:InvokeFunction'], [resource ?? ''], ...via(viaAthena))] : [],
  kms: ({ action, resource, viaAthena }) => {
    const key = awsArn(resource);
    if (key?.service !== 'kms' || !action) return [];
    return [allow('UseKey', [action], [resource ?? ''], ...via(viaAthena), throughS3(key.region, key.partition))];
  },
  catalogKey: ({ resource }) => {
    if (awsArn(resource)?.service !== 'kms') return [];
    return [allow('UseCatalogKey', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], [resource ?? ''])];
  },
  assumeRole: ({ action, resource }) =>
    awsArn(resource)?.service === 'iam' && action ? [allow('AssumeRole', [action], [resource ?? ''])] : [],
  iamS3: ({ action, resource, viaAthena, partition }) => {
    const place = s3Place(resource);
    if (!place || !action) return [];
    const bucket = `arn:${partition}:s3:::${place.bucket}`;
    if (ON_BUCKET.has(action)) return [allow('ListObjects', [action], [bucket], ...via(viaAthena))];
    const sid = WRITE_OBJECTS.includes(action) ? 'WriteObjects' : 'ReadObjects';
    return [allow(sid, [action], [`${bucket}/${place.key || '*'}`], ...via(viaAthena))];
  },
  readObjects: ({ resource, viaAthena, partition }) => {
    const place = s3Place(resource);
    if (!place) return [];
    const bucket = `arn:${partition}:s3:::${place.bucket}`;
    return [
      allow('ListTableFiles', ['s3:GetBucketLocation', 's3:ListBucket'], [bucket], ...via(viaAthena)),
      allow('ReadTableFiles', ['s3:GetObject'], [`${bucket}/${folderOf(place.key)}*`], ...via(viaAthena)),
    ];
  },
  bucketLocation: ({ resource, viaAthena, partition }) => {
    const place = s3Place(resource);
    if (!place) return [];
    return [
      allow('LocateResults', ['s3:GetBucketLocation'], [`arn:${partition}:s3:::${place.bucket}`], ...via(viaAthena)),
    ];
  },
  writeResults: ({ resource, viaAthena, partition }) => {
    const place = s3Place(resource);
    if (!place) return [];
    const objects = `arn:${partition}:s3:::${place.bucket}/${folderOf(place.key)}*`;
    return [allow('WriteOwnResults', WRITE_RESULTS, [objects], ...via(viaAthena))];
  },
  lakeFormation: () => [],
  dataLocation: () => [],
};

const via = (athena: boolean): Conditions[] => (athena ? [VIA_ATHENA] : []);

function glueStatements({ action, resource }: RemedyContext, viaAthena: boolean): PolicyStatement[] {
  const resources = glueResources(action ?? '', resource);
  if (!action || resources.length === 0) return [];
  const sid = DATABASE_METADATA.includes(action)
    ? 'ReadDatabases'
    : TABLE_METADATA.includes(action)
      ? 'ReadTables'
      : action === 'glue:GetCatalogImportStatus'
        ? 'AskGlueDirectly'
        : 'UseCatalog';
  return [allow(sid, [action], resources, ...via(viaAthena))];
}

/** The key serves S3 only, as in every statement of the library about keys. */
function throughS3(region: string, partition: string): Conditions {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { StringEquals: { 'kms:ViaService': `s3.${region}.${suffix}` } };
}
