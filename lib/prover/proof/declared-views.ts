import type { AwsEnvironment } from '../../authorization/aws-environment';
import type { Privilege } from '../../authorization/grant';
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
import type { DeclaredObject, ObjectData } from './declared-object';

/** What a permission on a table or view changes in Glue (AWS Lake Formation Developer Guide: lf-permissions-reference). */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  ALTER: ['glue:UpdateTable'],
  DELETE: ['glue:UpdateTable'],
  DROP: ['glue:BatchDeletePartition', 'glue:DeleteTable'],
  INSERT: ['glue:BatchCreatePartition', 'glue:CreatePartition', 'glue:UpdateTable'],
};
const EVERY_CHANGE = Object.values(CHANGES).flat();

/** The same of one on a database; its tables are dropped and made with it. */
const DATABASE_CHANGES: Readonly<Record<string, readonly string[]>> = {
  ALTER: ['glue:GetDatabase', 'glue:UpdateDatabase'],
  CREATE_TABLE: ['glue:CreateTable', 'glue:GetDatabase'],
  DESCRIBE: DATABASE,
  DROP: ['glue:DeleteDatabase', 'glue:DeleteTable', 'glue:GetDatabase', 'glue:GetTable', 'glue:GetTables'],
};
const EVERY_DATABASE_CHANGE = [...Object.values(DATABASE_CHANGES).flat(), ...TABLE, ...EVERY_CHANGE];

/** Everything a role was declared to do with views, and by grants. */
export function viewCalls(objects: readonly DeclaredObject[], aws: AwsEnvironment): DeclaredCalls[] {
  const tables = objects.filter(({ table }) => table !== undefined);
  const located = tables.flatMap(({ data, governed, privileges }) =>
    data && !governed
      ? [{ ...data, may: (one: Privilege) => privileges.includes(one) || privileges.includes('ALL') }]
      : [],
  );
  const read = located.filter(({ may }) => may('SELECT'));
  const s3 = (path: string) => `arn:${aws.partition}:s3:::${path}`;
  const files = (list: readonly ObjectData[]) => [...new Set(list.map((at) => s3(`${at.bucket}/${at.prefix}*`)))];
  const buckets = [...new Set(read.map(({ bucket }) => bucket))];
  const keys = (list: readonly ObjectData[]) => [...new Set(list.flatMap(({ kmsKey }) => kmsKey ?? []))];
  const withKey = [THROUGH_ATHENA, throughS3(aws)];
  const written = located.filter(({ may }) => may('INSERT'));
  const governed = tables.some(
    (object) => object.governed && object.privileges.some((one) => ['ALL', 'DELETE', 'INSERT', 'SELECT'].includes(one)),
  );
  return [
    ...objects.filter(({ table }) => table === undefined).flatMap((object) => databaseCalls(object, aws)),
    ...tables.flatMap((object) => tableCalls(object, aws)),
    calls('locate data of views', ['s3:GetBucketLocation'], buckets.map(s3), [THROUGH_ATHENA]),
    ...buckets.map((bucket) =>
      calls('list data of views', ['s3:ListBucket'], [s3(bucket)], [THROUGH_ATHENA, within(read, bucket)]),
    ),
    calls('read data of views', ['s3:GetObject'], files(read), [THROUGH_ATHENA]),
    calls('write data of views', WRITE_RESULTS, files(written), [THROUGH_ATHENA]),
    calls('delete data of views', ['s3:DeleteObject'], files(located.filter(({ may }) => may('DELETE'))), [
      THROUGH_ATHENA,
    ]),
    calls('decrypt data of views', ['kms:Decrypt'], keys(read), withKey),
    calls('encrypt data of views', ['kms:GenerateDataKey'], keys(written), withKey),
    ...(governed ? [governedData()] : []),
  ];
}

/** Lake Formation decides what it hands out; the action has no resource type. */
export function governedData(): DeclaredCalls {
  return calls('get data from Lake Formation', ['lakeformation:GetDataAccess'], ['*']);
}

/** The definer of a view hands itself to the services that use its rights, and to no other. */
export function definerCalls(arn: string): DeclaredCalls {
  const services = ['glue.amazonaws.com', 'lakeformation.amazonaws.com'];
  return calls('define views', ['iam:PassRole'], [arn], [{ key: 'iam:passedtoservice', values: services }]);
}

function tableCalls({ database, table, privileges }: DeclaredObject, aws: AwsEnvironment): DeclaredCalls[] {
  const above = [glue(aws, 'catalog'), glue(aws, `database/${database}`)];
  const all = [...above, glue(aws, `table/${database}/${table}`)];
  const changes = new Set(privileges.flatMap((one) => (one === 'ALL' ? EVERY_CHANGE : (CHANGES[one] ?? []))));
  return [
    calls('find databases of views', DATABASE, above, [THROUGH_ATHENA]),
    calls('look up views and what they read', TABLE, all, [THROUGH_ATHENA]),
    calls('change what it was granted', [...changes], all, [THROUGH_ATHENA]),
  ];
}

/** DESCRIBE alone adds nothing: whoever may query may find databases. */
function databaseCalls({ database, privileges }: DeclaredObject, aws: AwsEnvironment): DeclaredCalls[] {
  if (privileges.every((one) => one === 'DESCRIBE')) return [];
  const actions = privileges.flatMap((one) => (one === 'ALL' ? EVERY_DATABASE_CHANGE : (DATABASE_CHANGES[one] ?? [])));
  const all = ['catalog', `database/${database}`, `table/${database}/*`];
  const dropped = privileges.some((one) => one === 'ALL' || one === 'DROP')
    ? [`userDefinedFunction/${database}/*`]
    : [];
  const resources = [...all, ...dropped].map((resource) => glue(aws, resource));
  return [calls('change databases', [...new Set(actions)], resources, [THROUGH_ATHENA])];
}

function within(located: readonly ObjectData[], bucket: string): Constraint {
  const prefixes = located.filter((at) => at.bucket === bucket).map(({ prefix }) => `${prefix}*`);
  return { key: 's3:prefix', values: [...new Set(prefixes)] };
}
