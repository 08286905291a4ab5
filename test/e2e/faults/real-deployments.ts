import { CreateDatabaseCommand, CreateTableCommand } from '@aws-sdk/client-glue';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, type Stage } from '../stage';
import { BUCKET, REFERENCE, retyped } from './faults-in-iam';
import type { FaultRow } from './play-faults';
import type { VerifiedLake } from './verified-lake';

const { database, table, bucket } = REFERENCE;

/** A lake in which IAM decides: an encrypted bucket, a table of somebody else, a view over each. */
export const iamLake = (key: string) => ({
  stackName: 'proven-iam',
  buckets: [{ name: BUCKET, kmsKey: key }],
  roles: [
    { name: 'analyst', read: '*' },
    { name: 'auditor', read: [], clients: ['pyathena'] },
  ],
  externalTables: [
    {
      database,
      name: table,
      location: `s3://${bucket}/genes/`,
      columns: [{ gene_id: 'string' }, { length: 'bigint' }],
    },
  ],
  grants: [{ role: 'analyst', database, table, privileges: ['SELECT'] }],
  views: [
    { name: 'gene_names', sql: `SELECT gene_id FROM ${database}.${table}`, select: ['analyst'] },
    { name: 'batches', sql: `SELECT pkg_name FROM "${BUCKET}_packages-view"`, select: ['analyst'] },
  ],
  verification: {
    schedule: 'rate(1 day)',
    positive: [{ role: 'analyst', sql: `SELECT count(*) FROM ${database}.${table}` }],
    negative: [{ role: 'auditor', sql: `SELECT gene_id FROM ${database}.${table}` }],
  },
});

/** The table of somebody else, with a column of another type than is declared. */
export async function wrongReference({ glue, s3 }: VerifiedLake): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: 'genes/a.json', Body: '{"gene_id":"BRCA1","length":81188}\n' }),
  );
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }));
  const StorageDescriptor = {
    Columns: [
      { Name: 'gene_id', Type: 'int' },
      { Name: 'length', Type: 'bigint' },
    ],
    Location: `s3://${bucket}/genes/`,
    InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    OutputFormat: 'org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat',
    SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
  };
  const TableInput = { Name: table, TableType: 'EXTERNAL_TABLE', StorageDescriptor };
  await glue.send(new CreateTableCommand({ DatabaseName: database, TableInput }));
}

const STALE = /the view is stale[^;\n]*/;

/** A first deployment that fails: it is rolled back, and leaves nothing. */
export async function failingCreate(stage: Stage, lake: VerifiedLake, config: string): Promise<FaultRow> {
  await wrongReference(lake);
  const output = await stage.refused(
    'cdk deploy over a table of other columns than declared: rolled back',
    () => stage.cdk.deploy(config),
    'access is not as declared',
    'column gene_id was string and is int',
    'deploy again, after correcting the table or the view',
  );
  const things = stage.file('failed.json', '');
  await stage.does('take down what had been created', 'stack_things.py', 'created', things, lake.stackName);
  await stage.checks('stack_things.py', 'gone', things);
  await retyped(lake.glue, database, table, 'gene_id', 'string');
  return row('first deployment over a table of other columns', output);
}

/** An update that fails: the stack is rolled back to what was before. */
export async function failingUpdate(stage: Stage, lake: VerifiedLake, changed: string): Promise<FaultRow> {
  const undo = await retyped(lake.glue, database, table, 'gene_id', 'bigint');
  const output = await stage.refused(
    'cdk deploy with one view more, a table having changed meanwhile: rolled back',
    () => stage.cdk.deploy(changed),
    'access is not as declared',
    'column gene_id was string and is bigint',
  );
  await stage.account.step('the stack is as before', async () => {
    const status = await lake.status();
    expect(status === 'UPDATE_ROLLBACK_COMPLETE', status);
  });
  await undo();
  return row('update while a table under a view has changed', output);
}

function row(fault: string, output: string): FaultRow {
  const detected = STALE.exec(output)?.[0];
  return {
    fault: `cdk deploy: ${fault}`,
    ...(detected && { detected }),
    fix: 'deploy again, after correcting the table or the view',
  };
}
