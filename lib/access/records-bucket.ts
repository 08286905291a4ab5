import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { confirmsRemoval } from '../query/data-removal';
import { privateBucket } from '../query/private-bucket';

/** Properties of a `RecordsBucket`. */
export interface RecordsBucketProps {
  /**
   * ARN of the KMS key that records are encrypted with. The key's policy must let the account's IAM policies decide.
   *
   * @default - S3 managed encryption
   */
  readonly kmsKeyArn?: string;

  /**
   * How long a record stays after a newer one took its place. Whole days.
   *
   * @default Duration.days(90)
   */
  readonly keepReplaced?: Duration;

  /**
   * Delete the bucket and everything in it with the stack.
   *
   * Takes effect only together with the context key `cdk-quilt-athena/removeDataOnDestroy`, so that one forgotten
   * line deletes nothing.
   *
   * @default false
   */
  readonly destroy?: boolean;
}

/**
 * The bucket where the library's functions keep what they have to remember: what was granted by a stack, and is
 * therefore its to revoke.
 *
 * Whoever can write to it decides what the next deployment revokes, so it is for the functions alone. It holds names of
 * tables and ARNs of roles, no data. Public access is blocked, TLS required, every version kept for a while.
 *
 * @example
 * declare const scope: Construct;
 * const records = new RecordsBucket(scope, 'Records');
 */
export class RecordsBucket extends Construct {
  /** The bucket. */
  public readonly bucket: IBucket;

  /** The key records are encrypted with, where they are. */
  public readonly encryptionKey?: IKey;

  constructor(scope: Construct, id: string, props: RecordsBucketProps = {}) {
    super(scope, id);
    const removed = confirmsRemoval(this, props.destroy ?? false, 'the records bucket and its contents');
    this.encryptionKey = props.kmsKeyArn ? Key.fromKeyArn(this, 'Key', props.kmsKeyArn) : undefined;
    this.bucket = new Bucket(this, 'Bucket', {
      ...privateBucket(this.encryptionKey),
      versioned: true,
      // Kept, but not when its own first deployment is rolled back: there is nothing in it then.
      removalPolicy: removed ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      autoDeleteObjects: removed,
      lifecycleRules: [
        {
          id: 'delete-replaced-records',
          noncurrentVersionExpiration: props.keepReplaced ?? Duration.days(90),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }

  /**
   * What a function needs to keep one record.
   *
   * @param key the record's key, of which `*` stands for any characters
   */
  public statementsFor(key: string): PolicyStatement[] {
    const allow = (sid: string, actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
      new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions });
    const objects = [this.bucket.arnForObjects(key)];
    return [
      allow('KeepRecord', ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObject', 's3:PutObject'], objects),
      // Without it S3 answers that access is denied where a record is just not there yet.
      allow('FindRecord', ['s3:ListBucket', 's3:ListBucketVersions'], [this.bucket.bucketArn], {
        StringLike: { 's3:prefix': key },
      }),
      ...(this.encryptionKey
        ? [allow('UseKeyOfRecords', ['kms:Decrypt', 'kms:GenerateDataKey'], [this.encryptionKey.keyArn])]
        : []),
    ];
  }
}
