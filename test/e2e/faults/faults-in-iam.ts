import { UpdateWorkGroupCommand, type UpdateWorkGroupCommandInput } from '@aws-sdk/client-athena';
import {
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  type GlueClient,
  type Table,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { recreated, rewritten } from './role-policies';
import type { SeededFault } from './seeded-fault';
import type { VerifiedLake } from './verified-lake';

export const BUCKET = 'proven-raw';
export const REFERENCE = { database: 'proven_reference', table: 'genes', bucket: 'proven-reference' };
const DRIFT = /detect-stack-drift/;
const ANALYST = 'analyst';

const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** As Glue takes it: what it answers has more. */
function inputOf({ Name, TableType, Parameters, PartitionKeys, StorageDescriptor, ...rest }: Table) {
  const { ViewOriginalText, ViewExpandedText } = rest;
  return {
    Name: Name ?? '',
    TableType,
    Parameters,
    PartitionKeys,
    StorageDescriptor,
    ViewOriginalText,
    ViewExpandedText,
  };
}

export async function tableInput(glue: GlueClient, database: string, name: string) {
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: database, Name: name }));
  return inputOf(Table ?? { Name: name });
}

/** Gives a column of a table another type. */
export async function retyped(glue: GlueClient, database: string, name: string, column: string, type: string) {
  const before = await tableInput(glue, database, name);
  const columns = before.StorageDescriptor?.Columns?.map((each) =>
    each.Name === column ? { ...each, Type: type } : each,
  );
  const update = (input: typeof before) =>
    glue.send(new UpdateTableCommand({ DatabaseName: database, TableInput: input }));
  await update({ ...before, StorageDescriptor: { ...before.StorageDescriptor, Columns: columns } });
  return () => update(before);
}

/** Drops a table and makes it again, as it was. */
export async function dropped(glue: GlueClient, database: string, name: string) {
  const before = await tableInput(glue, database, name);
  await glue.send(new DeleteTableCommand({ DatabaseName: database, Name: name }));
  return () => glue.send(new CreateTableCommand({ DatabaseName: database, TableInput: before }));
}

async function reconfigured(lake: VerifiedLake, changes: Partial<UpdateWorkGroupCommandInput>, back: typeof changes) {
  const update = (each: typeof changes) =>
    lake.athena.send(new UpdateWorkGroupCommand({ WorkGroup: lake.workgroup(ANALYST), ...each }));
  await update(changes);
  return () => update(back);
}

const resultsOf = (lake: VerifiedLake, role: string) => ({
  ConfigurationUpdates: {
    ResultConfigurationUpdates: {
      OutputLocation: `s3://${lake.output('AthenaResultsBucketName')}/athena-results/${role}/`,
    },
  },
});

/** What is done to a lake in which IAM decides. */
export const FAULTS_IN_IAM: readonly SeededFault[] = [
  {
    name: 'statement removed from a policy',
    seed: (lake) =>
      rewritten(lake.iam, lake.roleName(ANALYST), (statement) =>
        [statement.Action].flat().includes('glue:GetTable') ? undefined : statement,
      ),
    detected: { kind: 'call', role: ANALYST, subject: /^glue:GetTable /, found: /no policy allows it/, fix: DRIFT },
  },
  {
    name: 'database/default removed from a statement',
    seed: (lake) =>
      rewritten(lake.iam, lake.roleName(ANALYST), (statement) => ({
        ...statement,
        Resource: [statement.Resource].flat().filter((arn) => !arn.endsWith(':database/default')),
      })),
    detected: {
      kind: 'call',
      role: ANALYST,
      subject: /^glue:GetDatabase on \S+:database\/default/,
      found: /no policy allows it/,
      fix: DRIFT,
    },
  },
  {
    name: 'right on a KMS key removed',
    seed: (lake) =>
      rewritten(lake.iam, lake.roleName(ANALYST), (statement) =>
        [statement.Action].flat().includes('kms:Decrypt') ? undefined : statement,
      ),
    detected: { kind: 'call', role: ANALYST, subject: /^kms:Decrypt on /, found: /no policy allows it/, fix: DRIFT },
  },
  {
    name: 'bucket policy that denies',
    seed: async (lake) => {
      const Principal = { AWS: lake.roleArn(ANALYST) };
      const denial = { Effect: 'Deny', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/*` };
      await lake.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: policy(denial) }));
      return () => lake.s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }));
    },
    detected: { kind: 'query', role: ANALYST, found: /Permission denied on S3 path/, fix: /bucket/i },
  },
  {
    name: 'policy added by hand',
    seed: async (lake) => {
      const names = { RoleName: lake.roleName(ANALYST), PolicyName: 'ByHand' };
      const all = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
      await lake.iam.send(new PutRolePolicyCommand({ ...names, PolicyDocument: policy(all) }));
      return () => lake.iam.send(new DeleteRolePolicyCommand(names));
    },
    detected: { kind: 'call', role: ANALYST, found: /ByHand allows it/, fix: /take that policy/ },
  },
  {
    name: 'base table of a view dropped',
    seed: (lake) => dropped(lake.glue, REFERENCE.database, REFERENCE.table),
    detected: { kind: 'view', found: /view is stale: proven_reference\.genes, .* does not exist/, fix: /deploy again/ },
  },
  {
    name: 'column under a view changed its type',
    seed: (lake) => retyped(lake.glue, REFERENCE.database, REFERENCE.table, 'gene_id', 'int'),
    detected: { kind: 'view', found: /column gene_id was string and is int/, fix: /correcting the table or the view/ },
  },
  {
    name: 'column of a view changed its type',
    seed: (lake) => retyped(lake.glue, 'proven_iam', 'gene_names', 'gene_id', 'int'),
    detected: { kind: 'view', found: /the view was changed: column gene_id/, fix: /correcting the table or the view/ },
  },
  {
    name: 'role deleted and made anew',
    seed: (lake) => recreated(lake.iam, lake.roleName(ANALYST)),
    detected: { kind: 'call', role: ANALYST, found: /no policy allows it/, fix: DRIFT },
  },
  {
    name: "results of a workgroup go to another role's prefix",
    seed: (lake) => reconfigured(lake, resultsOf(lake, 'auditor'), resultsOf(lake, ANALYST)),
    detected: {
      kind: 'workgroup',
      role: ANALYST,
      found: /results go to \S+auditor\/ instead of \S+analyst\//,
      fix: DRIFT,
    },
  },
  {
    name: 'workgroup disabled',
    seed: (lake) => reconfigured(lake, { State: 'DISABLED' }, { State: 'ENABLED' }),
    detected: { kind: 'workgroup', role: ANALYST, found: /it is disabled/, fix: /--state ENABLED/ },
  },
];
