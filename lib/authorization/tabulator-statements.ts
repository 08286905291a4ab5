import { ON_DATA_CATALOG } from './actions';
import { type AwsEnvironment, arnsIn } from './aws-environment';
import { mergedPreset } from './client-presets';
import { allow, type Conditions, type PolicyStatement } from './policy-statement';
import { VIA_ATHENA } from './role-statements';

/** A connector, as a role that may use it meets it. */
export interface TabulatorAccess {
  readonly catalogName: string;
  readonly functionArn: string;
  readonly spillBucketArn: string;
  /** Prefix of the role's own spilled rows; ends with `/`. */
  readonly spillPrefix: string;
}

/** Athena asks for it with every query of the catalog (Athena User Guide: federated-query-iam-access). */
const QUERY_CATALOG = 'athena:GetDataCatalog';

/**
 * What a role needs to query the tables of a connector.
 *
 * The function and what it spills are reached by Athena for the role, so `aws:CalledVia` says so; actions of Athena itself
 * are the caller's own, and would be denied with it (Athena User Guide: federated-query-iam-access).
 */
export function tabulatorStatements(
  { catalogName, functionArn, spillBucketArn, spillPrefix }: TabulatorAccess,
  clients: readonly string[],
  aws: AwsEnvironment,
): PolicyStatement[] {
  const own: Conditions = { StringEquals: { 'aws:ResourceAccount': aws.account } };
  const browse = mergedPreset(clients).athena.filter((action) => ON_DATA_CATALOG.has(action));
  return [
    allow('UseTabulatorCatalog', [QUERY_CATALOG, ...browse], [arnsIn(aws).dataCatalog(catalogName)]),
    allow('InvokeTabulator', ['lambda:InvokeFunction'], [functionArn], VIA_ATHENA),
    allow('LocateSpill', ['s3:GetBucketLocation'], [spillBucketArn], VIA_ATHENA, own),
    allow('ListOwnSpill', ['s3:ListBucket'], [spillBucketArn], VIA_ATHENA, own, {
      StringLike: { 's3:prefix': `${spillPrefix}*` },
    }),
    allow('ReadOwnSpill', ['s3:GetObject'], [`${spillBucketArn}/${spillPrefix}*`], VIA_ATHENA, own),
  ];
}

/** The longest that a connector's names can be: what policy lengths are measured with. */
export function worstCaseTabulator(catalogName: string, spillPrefix: string, aws: AwsEnvironment): TabulatorAccess {
  const { partition, region, account } = aws;
  return {
    catalogName,
    functionArn: `arn:${partition}:lambda:${region}:${account}:function:${'x'.repeat(64)}`,
    spillBucketArn: arnsIn(aws).bucket('x'.repeat(63)),
    spillPrefix,
  };
}
