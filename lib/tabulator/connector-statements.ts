import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { environmentOf } from '../access/environment-of';
import { arnsIn } from '../authorization/aws-environment';
import type { SpillBucket } from './spill-bucket';

/** File name extension of a connector's configuration, by which the bucket of assets tells it from everything else in it. */
export const CONFIG_EXTENSION = '.tabulator';

/** What a connector reads and writes. */
export interface ConnectorReach {
  /** The buckets it serves: names, sorted. */
  readonly buckets: readonly string[];
  /** Keys that encrypt their objects. */
  readonly keys: readonly string[];
  readonly config: Asset;
  readonly spill: SpillBucket;
  readonly spillPrefix: string;
  readonly logs: LogGroup;
}

/** All that a connector's function may do: read the buckets it serves, and no other; write what it spills. */
export function connectorStatements(reach: ConnectorReach): PolicyStatement[] {
  const { buckets, keys, config, spill, spillPrefix, logs } = reach;
  const aws = environmentOf(logs);
  const arns = arnsIn(aws);
  const allow = (sid: string, actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions });
  const throughS3 = { StringEquals: { 'kms:ViaService': `s3.${aws.region}.${aws.urlSuffix}` } };
  const spillKey = spill.encryptionKey?.keyArn;
  return [
    allow('FindPackages', ['s3:GetBucketLocation', 's3:ListBucket'], buckets.map(arns.bucket)),
    allow(
      'ReadPackages',
      ['s3:GetObject', 's3:GetObjectVersion'],
      buckets.map((name) => arns.objects(name)),
    ),
    ...(keys.length > 0 ? [allow('DecryptPackages', ['kms:Decrypt'], [...keys], throughS3)] : []),
    // Older configurations, too: a deployment that fails is taken back to the one before it.
    allow('ReadConfiguration', ['s3:GetObject'], [config.bucket.arnForObjects(`*${CONFIG_EXTENSION}`)]),
    allow('Spill', ['s3:AbortMultipartUpload', 's3:PutObject'], [spill.bucket.arnForObjects(`${spillPrefix}*`)]),
    ...(spillKey ? [allow('EncryptSpill', ['kms:Decrypt', 'kms:GenerateDataKey'], [spillKey], throughS3)] : []),
    allow('WriteLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
  ];
}
