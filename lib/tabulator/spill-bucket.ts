import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { privateBucket } from '../query/private-bucket';

/** Objects only: the bucket's own management stays the stack's, whose calls come through no service that is told. */
const OBJECT_ACTIONS = ['s3:*MultipartUpload*', 's3:*Object*', 's3:ListBucket*'];

const ACCESS_ANALYZER = 'aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer';
const LIFE = Duration.days(1);

/** Properties of a `SpillBucket`. */
export interface SpillBucketProps {
  /** ARN of the KMS key that rows are encrypted with. @default - S3 managed encryption */
  readonly kmsKeyArn?: string;
}

/**
 * The bucket that a connector puts rows into that do not fit into its answer, for Athena to read on behalf of who asks.
 *
 * Rows live one day. Public access is blocked, TLS required. Nobody reads or writes an object except through Athena or
 * CloudFormation, or as the functions named by `openTo`.
 *
 * @example
 * declare const scope: Construct;
 * declare const functionArn: string;
 * const spill = new SpillBucket(scope, 'Spill');
 * spill.openTo(functionArn);
 */
export class SpillBucket extends Construct {
  /** The bucket. */
  public readonly bucket: IBucket;

  /** The key rows are encrypted with, where they are. */
  public readonly encryptionKey?: IKey;

  constructor(scope: Construct, id: string, props: SpillBucketProps = {}) {
    super(scope, id);
    this.encryptionKey = props.kmsKeyArn ? Key.fromKeyArn(this, 'Key', props.kmsKeyArn) : undefined;
    this.bucket = new Bucket(this, 'Bucket', {
      ...privateBucket(this.encryptionKey),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [{ id: 'delete-spilled-rows', expiration: LIFE, abortIncompleteMultipartUploadAfter: LIFE }],
    });
  }

  /**
   * Closes the bucket to all but Athena, CloudFormation, and one function.
   *
   * @param functionArn the function that spills
   */
  public openTo(functionArn: string): void {
    const analyzer = Stack.of(this).formatArn({
      service: 'iam',
      region: '',
      resource: 'role',
      resourceName: ACCESS_ANALYZER,
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyThroughAthena',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: OBJECT_ACTIONS,
        resources: [this.bucket.bucketArn, this.bucket.arnForObjects('*')],
        conditions: {
          // True on a missing key, which is what a Deny needs (IAM: reference_policies_condition-multi-value).
          'ForAllValues:StringNotEquals': { 'aws:CalledVia': ['athena.amazonaws.com', 'cloudformation.amazonaws.com'] },
          // In every call a function makes with its role (Lambda: permissions-source-function-arn).
          ArnNotEquals: { 'lambda:SourceFunctionArn': functionArn },
          ArnNotLike: { 'aws:PrincipalArn': [analyzer] },
        },
      }),
    );
  }
}
