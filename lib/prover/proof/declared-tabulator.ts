import type { AwsEnvironment } from '../../authorization/aws-environment';
import type { Constraint } from './constraint';
import { calls, type DeclaredCalls, THROUGH_ATHENA } from './declared-calls';

/** A connector of Tabulator tables, as a role that was declared to use it meets it. */
export interface DeclaredTabulator {
  readonly catalogName: string;
  readonly functionArn: string;
  readonly spillBucket: string;
  /** Where its rows are spilled to; ends with `/`. */
  readonly spillPrefix: string;
}

/** What it takes to query the tables of a federated catalog (Athena User Guide: federated-query-iam-access). */
export function tabulatorCalls(
  { catalogName, functionArn, spillBucket, spillPrefix }: DeclaredTabulator,
  browse: readonly string[],
  { partition, region, account }: AwsEnvironment,
): DeclaredCalls[] {
  const spill = `arn:${partition}:s3:::${spillBucket}`;
  const own: Constraint = { key: 'aws:resourceaccount', values: [account] };
  const catalog = `arn:${partition}:athena:${region}:${account}:datacatalog/${catalogName}`;
  return [
    calls('use the catalog of Tabulator', [...new Set(['athena:GetDataCatalog', ...browse])], [catalog]),
    calls('have Athena ask the connector', ['lambda:InvokeFunction'], [functionArn], [THROUGH_ATHENA]),
    calls('locate spilled rows', ['s3:GetBucketLocation'], [spill], [THROUGH_ATHENA, own]),
    calls(
      'list its spilled rows',
      ['s3:ListBucket'],
      [spill],
      [THROUGH_ATHENA, own, { key: 's3:prefix', values: [`${spillPrefix}*`] }],
    ),
    calls('read its spilled rows', ['s3:GetObject'], [`${spill}/${spillPrefix}*`], [THROUGH_ATHENA, own]),
  ];
}
