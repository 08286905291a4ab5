import { parseS3Location, type S3Location } from '../model/s3-location';
import { TABLE_METADATA } from './actions';
import { type Governance, isGoverned } from './authorization-world';
import { type AwsEnvironment, arnsIn } from './aws-environment';
import { databaseStatements } from './database-statements';
import type { PrincipalAccess } from './declared-access';
import type { Grant } from './grant';
import { normalisedGrants } from './normalise';
import { actionsFor } from './object-actions';
import { keyOf, nameOf, sortedSet } from './object-name';
import { allow, type Conditions, type PolicyStatement } from './policy-statement';
import { VIA_ATHENA } from './role-statements';
import { GET_DATA_ACCESS } from './rules/privilege-actions';

/** A principal's access to tables and views that its bucket policies do not cover. */
export interface ViewStatementSource extends Governance {
  readonly access: PrincipalAccess;
  /** Its grants, base and derived; those on tables that its bucket policies cover may be left out. */
  readonly grants: readonly Grant[];
  /** By `database.table`, of every table with data. */
  readonly data: ReadonlyMap<string, { readonly location: string; readonly kmsKey?: string }>;
}

/** One object with all IAM actions on it. */
interface ObjectActions {
  readonly key: string;
  readonly governed: boolean;
  readonly actions: readonly string[];
}

/**
 * The IAM half of access to views: Glue for every view and table behind it, and S3 where Lake Formation does not hand
 * out the data itself.
 */
export function viewStatements(source: ViewStatementSource, aws: AwsEnvironment): PolicyStatement[] {
  const objects = objectsOf(source);
  const arns = arnsIn(aws);
  const needsData = (o: ObjectActions) => o.actions.includes('s3:GetObject') || o.actions.includes(GET_DATA_ACCESS);
  const located = objects.flatMap((o) => {
    const data = source.data.get(o.key);
    const at = data && !o.governed && parseS3Location(data.location);
    return at ? [{ ...o, at, kmsKey: data.kmsKey }] : [];
  });
  const withAction = (action: string) => located.filter((o) => o.actions.includes(action));
  const readable = withAction('s3:GetObject');
  const at = (list: readonly { at: S3Location }[]) =>
    sortedSet(list.map((o) => arns.objects(o.at.bucket, `${o.at.prefix}*`)));
  return [
    ...databaseStatements(source.grants, source.access.principal, aws),
    ...glueStatements(objects, aws),
    allow(
      'LocateViewData',
      ['s3:GetBucketLocation'],
      sortedSet(readable.map((o) => arns.bucket(o.at.bucket))),
      VIA_ATHENA,
    ),
    ...listStatements(
      readable.map((o) => o.at),
      aws,
    ),
    allow('ReadViewData', ['s3:GetObject'], at(readable), VIA_ATHENA),
    allow(
      'WriteViewData',
      ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
      at(withAction('s3:PutObject')),
      VIA_ATHENA,
    ),
    allow('DeleteViewData', ['s3:DeleteObject'], at(withAction('s3:DeleteObject')), VIA_ATHENA),
    allow(
      'DecryptViewData',
      ['kms:Decrypt'],
      sortedSet(readable.flatMap((o) => o.kmsKey ?? [])),
      VIA_ATHENA,
      throughS3(aws),
    ),
    allow(
      'EncryptViewData',
      ['kms:GenerateDataKey'],
      sortedSet(withAction('s3:PutObject').flatMap((o) => o.kmsKey ?? [])),
      VIA_ATHENA,
      throughS3(aws),
    ),
    // No condition: which services it is called through is not documented, and no resource type (list_awslakeformation).
    allow('GetGovernedData', [GET_DATA_ACCESS], objects.some((o) => o.governed && needsData(o)) ? ['*'] : []),
  ].filter((statement) => statement.Resource.length > 0);
}

/** Everything read through views, and everything granted, with the IAM actions that takes. */
function objectsOf({ access, grants, ...world }: ViewStatementSource): ObjectActions[] {
  const { principal } = access;
  const own = normalisedGrants(grants.filter((grant) => grant.principal === principal));
  const granted = own.flatMap(({ database, table }) => (table === undefined ? [] : [keyOf({ database, table })]));
  const keys = sortedSet([...granted, ...access.reads.map(keyOf)]);
  return keys.map((key) => {
    const name = nameOf(key);
    const governed = isGoverned(world, principal, key);
    const object = { ...name, hasData: world.data.has(key) };
    const here = own.filter((g) => g.database === name.database && g.table === name.table);
    const actions = here.flatMap((g) => g.privileges.flatMap((privilege) => actionsFor(privilege, object, governed)));
    return { key, governed, actions: sortedSet([...TABLE_METADATA, ...actions]) };
  });
}

/** One statement for reading, one for each further set of actions; a table's ancestors stand beside it. */
function glueStatements(objects: readonly ObjectActions[], aws: AwsEnvironment): PolicyStatement[] {
  const arns = arnsIn(aws);
  const resources = (keys: readonly string[]) => {
    const names = keys.map(nameOf);
    return [
      arns.catalog,
      ...sortedSet(names.map((name) => arns.database(name.database))),
      ...names.map((name) => arns.table(name.database, name.table)),
    ];
  };
  const further = new Map<string, string[]>();
  for (const { key, actions } of objects) {
    const changing = actions.filter((action) => action.startsWith('glue:') && !TABLE_METADATA.includes(action));
    if (changing.length > 0) further.set(changing.join(), [...(further.get(changing.join()) ?? []), key]);
  }
  const databases = sortedSet(objects.map(({ key }) => nameOf(key).database));
  if (objects.length === 0) return [];
  return [
    allow(
      'ReadViewDatabases',
      ['glue:GetDatabase', 'glue:GetDatabases'],
      [arns.catalog, ...databases.map(arns.database)],
      VIA_ATHENA,
    ),
    allow('ReadViews', TABLE_METADATA, resources(objects.map(({ key }) => key)), VIA_ATHENA),
    ...sortedSet(further.keys()).map((actions, i) =>
      allow(`ChangeViews${i || ''}`, actions.split(','), resources(further.get(actions) ?? []), VIA_ATHENA),
    ),
  ];
}

/** By bucket, since a condition on prefixes holds for all resources of its statement. */
function listStatements(locations: readonly S3Location[], aws: AwsEnvironment): PolicyStatement[] {
  const arns = arnsIn(aws);
  return sortedSet(locations.map((l) => l.bucket)).map((bucket, i) => {
    const prefixes = sortedSet(locations.filter((l) => l.bucket === bucket).map((l) => `${l.prefix}*`));
    return allow(`ListViewData${i || ''}`, ['s3:ListBucket'], [arns.bucket(bucket)], VIA_ATHENA, {
      StringLike: { 's3:prefix': prefixes },
    });
  });
}

function throughS3(aws: AwsEnvironment): Conditions {
  return { StringEquals: { 'kms:ViaService': `s3.${aws.region}.${aws.urlSuffix}` } };
}
