import { Annotations, type IResource, Resource, Size, Stack, Token } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { Construct } from 'constructs';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { confirmsRemoval } from './data-removal';
import type { ResultsBucket } from './results-bucket';

/** An Athena workgroup: where queries run, what they may cost, where their results go. */
export interface IWorkgroup extends IResource {
  /**
   * Name of the workgroup.
   * @attribute
   */
  readonly workgroupName: string;

  /**
   * ARN of the workgroup.
   * @attribute
   */
  readonly workgroupArn: string;

  /** ARN of the bucket its results go to. */
  readonly resultsBucketArn: string;

  /** Prefix of its results in that bucket; ends with `/`. */
  readonly resultsPrefix: string;

  /** ARN of the KMS key its results are encrypted with, if any. */
  readonly resultsKeyArn?: string;
}

/** What is known of a workgroup made elsewhere. */
export interface WorkgroupAttributes {
  /** Name of the workgroup. */
  readonly workgroupName: string;
  /** ARN of the bucket its results go to. */
  readonly resultsBucketArn: string;
  /** Prefix of its results in that bucket; ends with `/`. */
  readonly resultsPrefix: string;
  /** ARN of the KMS key its results are encrypted with. @default - none */
  readonly resultsKeyArn?: string;
}

/** Version of the Athena engine. */
export class EngineVersion {
  /** Athena engine version 3 (Trino). */
  public static readonly V3 = EngineVersion.of('Athena engine version 3');

  /** Whatever Athena considers current: an upgrade can come without a deployment. */
  public static readonly AUTO = EngineVersion.of('AUTO');

  /** An engine version by the name that Athena gives it. */
  public static of(name: string): EngineVersion {
    return new EngineVersion(name);
  }

  private constructor(
    /** The name that Athena gives it. */
    public readonly name: string,
  ) {}
}

/** Properties of a `Workgroup`. */
export interface WorkgroupProps {
  /** Name of the workgroup: 1 to 128 letters, digits, `.`, `_` or `-`. */
  readonly workgroupName: string;

  /** The bucket results are written to. */
  readonly results: ResultsBucket;

  /** Prefix of the results in that bucket, ending with `/`. No other workgroup may write below it. */
  readonly resultsPrefix: string;

  /** What the workgroup is for. @default - no description */
  readonly description?: string;

  /**
   * What one query may scan before Athena cancels it; at least 10 MB (10,000,000 bytes). `Size.bytes(0)` switches the
   * limit off, with a warning: one forgotten predicate can then cost without bound.
   *
   * @default Size.tebibytes(1)
   */
  readonly bytesScannedCutoff?: Size;

  /** Athena engine. @default EngineVersion.V3 */
  readonly engineVersion?: EngineVersion;

  /** Let queries read requester-pays buckets. @default false */
  readonly requesterPays?: boolean;

  /**
   * Delete the workgroup with its history and saved queries although it was used.
   *
   * Takes effect only together with the context key `cdk-quilt-athena/removeDataOnDestroy`. Otherwise CloudFormation
   * reports "WorkGroup is not empty" and keeps it.
   *
   * @default false
   */
  readonly recursiveDelete?: boolean;
}

/** Athena's own limits (service-limits, WorkGroupConfiguration). */
const SMALLEST_CUTOFF = 10_000_000;
const NAME = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * An Athena workgroup whose settings clients cannot override.
 *
 * Results go to one prefix of a bucket whose owner is checked, encrypted; the engine is pinned, metrics are published
 * and a cutoff is on. Users need `QueryGrants.runQueries` or a `QueryRole` to use it.
 *
 * @example
 * declare const scope: Construct;
 * const workgroup = new Workgroup(scope, 'Analysts', {
 *   workgroupName: 'QuiltUserAthena-sales-prod-analyst',
 *   results: new ResultsBucket(scope, 'Results'),
 *   resultsPrefix: 'athena-results/analyst/',
 *   bytesScannedCutoff: Size.gibibytes(100),
 * });
 */
export class Workgroup extends Resource implements IWorkgroup {
  /** A workgroup made elsewhere: it is referred to and never changed. */
  public static fromWorkgroupAttributes(scope: Construct, id: string, attributes: WorkgroupAttributes): IWorkgroup {
    return new ImportedWorkgroup(scope, id, attributes);
  }

  public readonly workgroupName: string;
  public readonly workgroupArn: string;
  public readonly resultsBucketArn: string;
  public readonly resultsPrefix: string;
  public readonly resultsKeyArn?: string;

  constructor(scope: Construct, id: string, props: WorkgroupProps) {
    super(scope, id);
    this.validateName(props.workgroupName);
    this.validatePrefix(props.resultsPrefix);
    const cutoff = this.validCutoff(props.bytesScannedCutoff ?? Size.tebibytes(1));
    const { bucket, encryptionKey } = props.results;
    const resource = new CfnWorkGroup(this, 'Resource', {
      name: props.workgroupName,
      description: props.description,
      state: 'ENABLED',
      recursiveDeleteOption: confirmsRemoval(this, props.recursiveDelete ?? false, 'a used workgroup'),
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: props.requesterPays ?? false,
        bytesScannedCutoffPerQuery: cutoff,
        engineVersion: { selectedEngineVersion: (props.engineVersion ?? EngineVersion.V3).name },
        resultConfiguration: {
          outputLocation: bucket.s3UrlForObject(props.resultsPrefix),
          expectedBucketOwner: Stack.of(this).account,
          encryptionConfiguration: encryptionKey
            ? { encryptionOption: 'SSE_KMS', kmsKey: encryptionKey.keyArn }
            : { encryptionOption: 'SSE_S3' },
        },
      },
    });
    // The name is known beforehand; the reference is what makes users of the workgroup wait for it.
    this.workgroupName = resource.ref;
    this.workgroupArn = workgroupArn(this, props.workgroupName);
    this.resultsBucketArn = bucket.bucketArn;
    this.resultsPrefix = props.resultsPrefix;
    this.resultsKeyArn = encryptionKey?.keyArn;
  }

  private validateName(name: string): void {
    if (Token.isUnresolved(name) || NAME.test(name)) return;
    throw new QuiltAthenaValidationError(
      `workgroup name must be 1 to 128 letters, digits, ".", "_" or "-", got ${JSON.stringify(name)}`,
      this.node.path,
    );
  }

  private validatePrefix(prefix: string): void {
    if (Token.isUnresolved(prefix) || /^[^/].*\/$/.test(prefix)) return;
    throw new QuiltAthenaValidationError(
      `resultsPrefix must start without and end with "/", got ${JSON.stringify(prefix)}; write "athena-results/analyst/"`,
      this.node.path,
    );
  }

  private validCutoff(cutoff: Size): number | undefined {
    if (cutoff.isUnresolved()) return cutoff.toBytes();
    const bytes = cutoff.toBytes();
    if (bytes === 0) {
      Annotations.of(this).addWarningV2(
        'cdk-quilt-athena:cutoffOff',
        'one query may scan any amount of data: set bytesScannedCutoff to bound its cost',
      );
      return undefined;
    }
    if (bytes >= SMALLEST_CUTOFF) return bytes;
    throw new QuiltAthenaValidationError(
      `bytesScannedCutoff must be at least ${SMALLEST_CUTOFF} bytes (10 MB), got ${bytes}; use 0 to switch it off`,
      this.node.path,
    );
  }
}

class ImportedWorkgroup extends Resource implements IWorkgroup {
  public readonly workgroupName: string;
  public readonly workgroupArn: string;
  public readonly resultsBucketArn: string;
  public readonly resultsPrefix: string;
  public readonly resultsKeyArn?: string;

  constructor(scope: Construct, id: string, attributes: WorkgroupAttributes) {
    super(scope, id);
    this.workgroupName = attributes.workgroupName;
    this.workgroupArn = workgroupArn(this, attributes.workgroupName);
    this.resultsBucketArn = attributes.resultsBucketArn;
    this.resultsPrefix = attributes.resultsPrefix;
    this.resultsKeyArn = attributes.resultsKeyArn;
  }
}

function workgroupArn(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({ service: 'athena', resource: 'workgroup', resourceName: name });
}
