import { type CustomResourceProvider, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { confirmsRemoval } from './data-removal';
import { privateBucket } from './private-bucket';

/** Properties of a `ResultsBucket`. */
export interface ResultsBucketProps {
  /**
   * Name of the bucket.
   *
   * @default - chosen by CloudFormation
   */
  readonly bucketName?: string;

  /**
   * ARN of the KMS key that results are encrypted with. The key's policy must let the account's IAM policies decide.
   *
   * @default - S3 managed encryption
   */
  readonly kmsKeyArn?: string;

  /**
   * After how long results are deleted, together with older versions and unfinished uploads. Whole days.
   *
   * @default Duration.days(1)
   */
  readonly expiration?: Duration;

  /**
   * ARNs of principals that may reach results without Athena: scanners, operators. `*` stands for any characters.
   *
   * @default - only the account's IAM Access Analyzer
   */
  readonly excludeArnsFromDeny?: string[];

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
 * Everything that touches an object. Managing the bucket is left to IAM: the CDK deploys with a role of CloudFormation's
 * own, whose calls carry no `aws:CalledVia`, and a policy that denied those could never be changed again.
 */
const OBJECT_ACTIONS = ['s3:*MultipartUpload*', 's3:*Object*', 's3:ListBucket*'];
/** The listings that name a prefix; one that names none is denied with those of other prefixes. */
const LIST_ACTIONS = ['s3:ListBucket', 's3:ListBucketVersions'];
const WRITE_ACTIONS = ['s3:*MultipartUpload*', 's3:DeleteObject*', 's3:PutObject*', 's3:RestoreObject'];

/** S3 User Guide: bucket-policies. */
const BUCKET_POLICY_LIMIT = 20_480;

const ACCESS_ANALYZER = 'aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer';

/** `ForAllValues` on a missing key is true, which is what a Deny needs (IAM: reference_policies_condition-multi-value). */
const NOT_THROUGH_ATHENA = {
  'ForAllValues:StringNotEquals': { 'aws:CalledVia': ['athena.amazonaws.com', 'cloudformation.amazonaws.com'] },
};

/**
 * The bucket that Athena writes query results to, closed to everyone who does not come through Athena.
 *
 * Results live one day. Public access is blocked, TLS required, ownership enforced. Nobody, administrators included,
 * reads or writes an object except through Athena, CloudFormation or the ARNs listed; clients that download result
 * files from S3 therefore fail, unless their role has the `directResults` client.
 *
 * @example
 * declare const scope: Construct;
 * const results = new ResultsBucket(scope, 'Results', { expiration: Duration.days(1) });
 */
export class ResultsBucket extends Construct {
  /** The bucket. */
  public readonly bucket: IBucket;

  /** The key results are encrypted with, where they are. */
  public readonly encryptionKey?: IKey;

  private readonly excluded: string[];
  private readonly directReaders: string[] = [];

  constructor(scope: Construct, id: string, props: ResultsBucketProps = {}) {
    super(scope, id);
    const expiration = props.expiration ?? Duration.days(1);
    if (!Number.isInteger(expiration.toDays({ integral: false })) || expiration.toDays() < 1) {
      throw new QuiltAthenaValidationError(
        `expiration must be a whole number of days, got ${expiration.toHumanString()}; S3 deletes by the day`,
        this.node.path,
      );
    }
    const removed = confirmsRemoval(this, props.destroy ?? false, 'the results bucket and its contents');
    this.encryptionKey = props.kmsKeyArn ? Key.fromKeyArn(this, 'Key', props.kmsKeyArn) : undefined;
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      ...privateBucket(this.encryptionKey),
      // Kept, but not when its own first deployment is rolled back: there is nothing in it then.
      removalPolicy: removed ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      autoDeleteObjects: removed,
      lifecycleRules: [
        {
          id: 'delete-query-results',
          expiration,
          noncurrentVersionExpiration: expiration,
          abortIncompleteMultipartUploadAfter: expiration,
        },
      ],
    });
    this.bucket = bucket;
    this.excluded = [
      Stack.of(this).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: ACCESS_ANALYZER }),
      ...(props.excludeArnsFromDeny ?? []),
      ...(removed ? [autoDeleteRoleArn(this)] : []),
    ];
    this.denyUnlessThroughAthena();
    this.node.addValidation({ validate: () => this.policyProblems() });
  }

  /**
   * Lets a role read its own results from S3 without Athena in between.
   *
   * What follows: whoever has the role's credentials can download every result under the prefix, and nothing else; the
   * role still writes only through Athena. The role's own policy must allow the reads too.
   *
   * @param roleArn the role
   * @param prefix the role's results prefix, ending with `/`
   */
  public allowDirectReads(roleArn: string, prefix: string): void {
    this.directReaders.push(roleArn);
    const reader = { ...NOT_THROUGH_ATHENA, ArnEquals: { 'aws:PrincipalArn': roleArn } };
    const number = this.directReaders.length;
    this.deny(`DirectReader${number}OnlyOwnPrefix`, OBJECT_ACTIONS, reader, {
      notResources: [this.bucket.bucketArn, this.bucket.arnForObjects(`${prefix}*`)],
    });
    this.deny(`DirectReader${number}ListsOnlyOwnPrefix`, LIST_ACTIONS, {
      ...reader,
      StringNotLike: { 's3:prefix': `${prefix}*` },
    });
    if (number === 1) this.denyWritesOfDirectReaders();
  }

  private denyWritesOfDirectReaders(): void {
    const readers = Lazy.list({ produce: () => this.directReaders });
    this.deny('DirectReadersOnlyRead', WRITE_ACTIONS, {
      ...NOT_THROUGH_ATHENA,
      ArnEquals: { 'aws:PrincipalArn': readers },
    });
  }

  /** Each direct reader adds to the one policy a bucket has. */
  private policyProblems(): string[] {
    const { policy } = this.bucket;
    const length = JSON.stringify(Stack.of(this).resolve(policy?.document) ?? '').length;
    if (length <= BUCKET_POLICY_LIMIT) return [];
    return [
      `a bucket policy can have ${BUCKET_POLICY_LIMIT} bytes, that of the results bucket needs about ${length} for ` +
        `${this.directReaders.length} roles with the client directResults; declare that client for fewer roles`,
    ];
  }

  /** `ArnNotLike` takes wildcards; the list is complete only when every direct reader is known. */
  private denyUnlessThroughAthena(): void {
    const excluded = Lazy.list({ produce: () => [...this.excluded, ...this.directReaders] });
    this.deny('OnlyThroughAthena', OBJECT_ACTIONS, {
      ...NOT_THROUGH_ATHENA,
      ArnNotLike: { 'aws:PrincipalArn': excluded },
    });
  }

  private deny(
    sid: string,
    actions: string[],
    conditions: Record<string, Record<string, string | string[]>>,
    where: { notResources?: string[] } = {},
  ): void {
    const resources = where.notResources ? undefined : [this.bucket.bucketArn, this.bucket.arnForObjects('*')];
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions,
        resources,
        notResources: where.notResources,
        conditions,
      }),
    );
  }
}

/** The CDK's own function that empties a bucket before it is deleted calls S3 itself. */
function autoDeleteRoleArn(scope: Construct): string {
  const provider = Stack.of(scope).node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
  return (provider as CustomResourceProvider).roleArn;
}
