import { createHash } from 'node:crypto';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct, type IDependable } from 'constructs';
import { GrantsBootstrap } from '../model/lake-config';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { readGrantPlan } from './grant-plan-text';
import { grantAuthority } from './grants-authority';
import { grantsRoleStatements, journalKeyOf, PLAN_EXTENSION } from './grants-role-statements';
import { handlerFolder } from './handler-folder';
import { patientProvider, SERVICE_TIMEOUT } from './patient-provider';
import type { RecordsBucket } from './records-bucket';
import { textAsset } from './text-asset';

/** Properties of `LakeFormationGrants`. */
export interface LakeFormationGrantsProps {
  /** The grants and what they depend on, as the text that `writeGrantPlan` makes of a grant plan. */
  readonly plan: string;

  /** ARN of every role in the plan, by its short name there. */
  readonly principals: Record<string, string>;

  /** Digest of the definitions of tables and views: a table that is replaced loses its grants, so they are looked at again. */
  readonly tablesDigest: string;

  /** Where the function keeps what it granted. */
  readonly records: RecordsBucket;

  /**
   * Who lets the grants role grant.
   *
   * @default GrantsBootstrap.ADMINISTRATOR
   */
  readonly bootstrap?: GrantsBootstrap;

  /**
   * Whether the account has a database `default` that Lake Formation governs, on which the stack then lets the grants
   * role grant DESCRIBE, too. CloudFormation cannot look, and a grant on what is not there fails the deployment.
   *
   * @default false
   */
  readonly defaultDatabase?: boolean;

  /**
   * What must exist before the grants: databases, tables, views and roles.
   *
   * @default - only what the properties refer to
   */
  readonly dependencies?: IDependable[];
}

/** A part of a run; short, as a run's own time is looked at between its parts. */
const PART_TIMEOUT = Duration.minutes(3);

/**
 * The grants of a lake in Lake Formation, applied by one custom resource.
 *
 * Create grants what is missing, Update the difference, Delete revokes what this stack granted and nothing else. A
 * Create that fails takes back what it granted. Grants that were there before are never touched.
 *
 * The grants role is assumed by the function alone. It is no administrator of Lake Formation: it can grant what it holds
 * with grant option, which is `ALL` on the plan's databases and their tables, and DESCRIBE on `default`. It cannot read
 * data, register locations, or change Lake Formation's settings.
 *
 * @example
 * declare const scope: Construct;
 * declare const records: RecordsBucket;
 * declare const plan: string;
 * new LakeFormationGrants(scope, 'Grants', {
 *   plan,
 *   principals: { analyst: 'arn:aws:iam::123456789012:role/analyst' },
 *   tablesDigest: '1f0c3a',
 *   records,
 * });
 */
export class LakeFormationGrants extends Construct {
  /** The role that grants. An administrator of Lake Formation gives it its authority, see `quilt-athena bootstrap`. */
  public readonly grantsRole: Role;

  /** The function that begins a run. */
  public readonly onEventHandler: LambdaFunction;

  /** The function that does the work, part by part. */
  public readonly isCompleteHandler: LambdaFunction;

  /** The framework that calls both. */
  public readonly provider: Provider;

  /** The custom resource. */
  public readonly resource: CustomResource;

  /** The plan's text, and the ARNs of its principals: what `quilt-athena bootstrap` reads. */
  public readonly plan: string;

  /** ARN of every role in the plan, by its short name there. */
  public readonly principals: Record<string, string>;

  constructor(scope: Construct, id: string, props: LakeFormationGrantsProps) {
    super(scope, id);
    this.plan = props.plan;
    this.principals = props.principals;
    const databases = this.databases();
    const asset = textAsset(this, 'Plan', props.plan, PLAN_EXTENSION);
    const logs = new LogGroup(this, 'Logs', { retention: RetentionDays.THREE_MONTHS });
    this.grantsRole = new Role(this, 'GrantsRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Grants and revokes in Lake Formation what this stack declares; assumed by its function alone',
    });
    const policy = new Policy(this, 'GrantsPolicy', {
      roles: [this.grantsRole],
      statements: [
        ...grantsRoleStatements(Stack.of(this), databases, asset),
        ...props.records.statementsFor(journalKeyOf(Stack.of(this))),
        new PolicyStatement({
          sid: 'WriteLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logs.logGroupArn],
        }),
      ],
    });
    this.onEventHandler = this.handler('OnEvent', 'onEvent', logs);
    this.isCompleteHandler = this.handler('IsComplete', 'isComplete', logs);
    this.provider = patientProvider(this, this.onEventHandler, this.isCompleteHandler);
    this.resource = this.newResource(props, asset);
    this.resource.node.addDependency(policy);
    this.authorize(props, databases);
  }

  /** Those the grants role needs authority over, without `default`, which belongs to nobody. */
  private databases(): string[] {
    const { grants, preflight } = readGrantPlan(this.plan);
    const names = [...grants, ...preflight.governed].map(({ database }) => database);
    const unknown = [...grants, ...preflight.optIns].find(({ principal }) => !(principal in this.principals));
    if (unknown) {
      const known = Object.keys(this.principals).join(', ') || 'none';
      throw new QuiltAthenaValidationError(
        `every principal of the plan needs an ARN, found none for ${JSON.stringify(unknown.principal)} among ${known}; add it to principals`,
        this.node.path,
      );
    }
    return [...new Set(names)].filter((name) => name !== 'default').sort();
  }

  private handler(id: string, name: string, logGroup: LogGroup): LambdaFunction {
    return new LambdaFunction(this, id, {
      runtime: Runtime.NODEJS_22_X,
      code: Code.fromAsset(handlerFolder('grants')),
      handler: `index.${name}`,
      role: this.grantsRole,
      description: `Lake Formation grants of ${Stack.of(this).stackName}: ${name}`,
      timeout: PART_TIMEOUT,
      memorySize: 512,
      logGroup,
      environment: { GRANTS_ROLE_ARN: this.grantsRole.roleArn },
    });
  }

  private newResource(props: LakeFormationGrantsProps, plan: Asset): CustomResource {
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: this.provider.serviceToken,
      resourceType: 'Custom::QuiltLakeFormationGrants',
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        PlanBucket: plan.s3BucketName,
        PlanKey: plan.s3ObjectKey,
        PlanDigest: createHash('sha256').update(props.plan).digest('hex'),
        Principals: props.principals,
        CatalogId: Stack.of(this).account,
        TablesDigest: props.tablesDigest,
        RecordsBucket: props.records.bucket.bucketName,
      },
    });
    resource.node.addDependency(props.records, ...(props.dependencies ?? []));
    return resource;
  }

  private authorize(props: LakeFormationGrantsProps, databases: readonly string[]): void {
    if (props.bootstrap !== GrantsBootstrap.STACK) return;
    const authority = grantAuthority(this, this.grantsRole.roleArn, databases, props.defaultDatabase ?? false);
    for (const each of authority) each.node.addDependency(...(props.dependencies ?? []));
    this.resource.node.addDependency(...authority);
  }
}
