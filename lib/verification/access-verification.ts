import { createHash } from 'node:crypto';
import { CustomResource, Duration, Fn, Stack } from 'aws-cdk-lib';
import type { Rule } from 'aws-cdk-lib/aws-events';
import { Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { environmentOf } from '../access/environment-of';
import { handlerFolder } from '../access/handler-folder';
import { patientProvider, SERVICE_TIMEOUT } from '../access/patient-provider';
import { textAsset } from '../access/text-asset';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { VerificationFailureAction } from '../model/verification-config';
import type { AccessVerificationProps } from './access-verification-props';
import { addLaterRuns } from './later-verification';
import { METRIC_NAMESPACE } from './metrics';
import type { VerificationPlan } from './verification-plan';
import { readVerificationPlan } from './verification-plan-text';
import {
  lookingStatements,
  noticeStatements,
  roleStatements,
  type VerifierStatement,
  workgroupStatements,
} from './verifier-statements';

/** A part of a run; the framework waits at most 15 minutes for it. */
const PART_TIMEOUT = Duration.minutes(5);
const LATER_TIMEOUT = Duration.minutes(15);
/** So many ARNs of roles or workgroups fit into a managed policy of 6,144 characters, at their longest names. */
const NAMES_PER_POLICY = 24;
/** File name extension of plans, by which the bucket of assets tells them from everything else in it. */
const PLAN_EXTENSION = '.verification';

/**
 * Verifies that access is as declared, at the end of each deployment and on schedule.
 *
 * It asks IAM's policy simulator, Lake Formation and the Glue catalog, and runs queries as the roles themselves: what
 * they must be able to do, and what they must not. It changes nothing. The verifier's role reads metadata, and may
 * assume the roles it verifies; a role that was there before has to trust it, or its queries stay unverified.
 *
 * The report is kept as JSON in the records bucket. In accounts where Lake Formation decides, an administrator makes the
 * verifier's role a read-only administrator, as others are shown only part of the grants.
 *
 * @example
 * declare const scope: Construct;
 * declare const records: RecordsBucket;
 * declare const plan: string;
 * new AccessVerification(scope, 'Verification', {
 *   plan,
 *   roles: { analyst: 'arn:aws:iam::123456789012:role/analyst' },
 *   resultsBucketName: 'lake-results',
 *   records,
 *   onFailure: VerificationFailureAction.WARN,
 * });
 */
export class AccessVerification extends Construct {
  /** The role that looks, and assumes the roles it verifies. */
  public readonly verifierRole: Role;

  /** The function that begins a run. */
  public readonly onEventHandler: LambdaFunction;

  /** The function that verifies, part by part. */
  public readonly isCompleteHandler: LambdaFunction;

  /** The function that verifies later; only with a schedule. */
  public readonly laterHandler?: LambdaFunction;

  /** The framework that calls the first two. */
  public readonly provider: Provider;

  /** The custom resource. */
  public readonly resource: CustomResource;

  /** Where it is told what has changed since the last run; only with a schedule. */
  public readonly topic?: Topic;

  /** Where the report of the last verification is: the key of a JSON file in the records bucket, as `s3://…`. */
  public readonly reportUri: string;

  /** What has it verify later. */
  public readonly rules: Rule[];

  private readonly policies: ManagedPolicy[] = [];

  constructor(scope: Construct, id: string, props: AccessVerificationProps) {
    super(scope, id);
    const plan = this.checkedPlan(props);
    const asset = textAsset(this, 'Plan', props.plan, PLAN_EXTENSION);
    const logs = new LogGroup(this, 'Logs', { retention: RetentionDays.THREE_MONTHS });
    this.verifierRole = new Role(this, 'VerifierRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Verifies that access to the lake is as declared; changes nothing; assumed by its functions alone',
    });
    this.reportUri = `s3://${props.records.bucket.bucketName}/${recordsKeyOf(Stack.of(this), 'report.json')}`;
    const databases = databasesOf(plan);
    this.topic = props.schedule ? new Topic(this, 'Changes', { enforceSSL: true }) : undefined;
    this.allow(props, plan, asset, logs);
    this.onEventHandler = this.handler('OnEvent', 'onEvent', logs, PART_TIMEOUT, props);
    this.isCompleteHandler = this.handler('IsComplete', 'isComplete', logs, PART_TIMEOUT, props);
    this.provider = patientProvider(this, this.onEventHandler, this.isCompleteHandler);
    this.resource = this.newResource(props, asset);
    this.laterHandler = props.schedule && this.handler('Later', 'later', logs, LATER_TIMEOUT, props);
    this.rules =
      props.schedule && this.laterHandler
        ? addLaterRuns(this, this.laterHandler, { schedule: props.schedule, databases, maxEventAge: Duration.hours(1) })
        : [];
  }

  private checkedPlan(props: AccessVerificationProps): VerificationPlan {
    const { plan: text, roles, keys = {} } = props;
    const plan = readVerificationPlan(text);
    const asked = [...text.matchAll(/\{\{(role|key):([^{}]+)\}\}/g)].map(([, kind, name]) => ({ kind, name }));
    const needed = [...asked, ...plan.roles.map(({ role }) => ({ kind: 'role', name: role }))];
    const ofTabulator = { tabulatorFunction: 'tabulatorFunctionArn', spillBucket: 'spillBucketName' } as const;
    for (const [name, property] of Object.entries(ofTabulator)) {
      if (!text.includes(`{{${name}}}`) || props[property]) continue;
      throw new QuiltAthenaValidationError(
        `the plan is about Tabulator, and needs ${property}, found none; set it`,
        this.node.path,
      );
    }
    const missing = needed.find(({ kind, name }) => !(name in (kind === 'role' ? roles : keys)));
    if (!missing) return plan;
    const known = Object.keys(missing.kind === 'role' ? roles : keys).join(', ') || 'none';
    throw new QuiltAthenaValidationError(
      `every ${missing.kind} of the plan needs an ARN, found none for ${JSON.stringify(missing.name)} among ${known}; add it to ${missing.kind}s`,
      this.node.path,
    );
  }

  private allow(props: AccessVerificationProps, plan: VerificationPlan, asset: Asset, logs: LogGroup): void {
    const looking = lookingStatements(environmentOf(this), {
      databases: databasesOf(plan),
      stackId: Stack.of(this).stackId,
      plans: asset.bucket.arnForObjects(`*${PLAN_EXTENSION}`),
    });
    this.policy('LookingPolicy', [
      ...looking.map(cdkStatement),
      ...(this.topic ? noticeStatements(this.topic.topicArn, METRIC_NAMESPACE).map(cdkStatement) : []),
      ...props.records.statementsFor(recordsKeyOf(Stack.of(this), '*')),
      new PolicyStatement({
        sid: 'WriteLog',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logs.logGroupArn],
      }),
    ]);
    const arns = Object.entries(props.roles)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, arn]) => arn);
    this.policiesOf('RolesPolicy', arns, roleStatements);
    const workgroups = plan.roles.map(({ workgroup }) => workgroup);
    this.policiesOf('WorkgroupsPolicy', workgroups, (names) => workgroupStatements(environmentOf(this), names));
  }

  private policiesOf(id: string, names: readonly string[], of: (part: readonly string[]) => VerifierStatement[]): void {
    for (let i = 0; i < names.length; i += NAMES_PER_POLICY) {
      const part = names.slice(i, i + NAMES_PER_POLICY);
      this.policy(`${id}${i / NAMES_PER_POLICY || ''}`, of(part).map(cdkStatement));
    }
  }

  private policy(id: string, statements: PolicyStatement[]): void {
    this.policies.push(new ManagedPolicy(this, id, { roles: [this.verifierRole], statements }));
  }

  private handler(
    id: string,
    name: string,
    logGroup: LogGroup,
    timeout: Duration,
    { records }: AccessVerificationProps,
  ): LambdaFunction {
    return new LambdaFunction(this, id, {
      runtime: Runtime.NODEJS_22_X,
      code: Code.fromAsset(handlerFolder('verify')),
      handler: `index.${name}`,
      role: this.verifierRole,
      description: `Verification of access to ${Stack.of(this).stackName}: ${name}`,
      timeout,
      memorySize: 1024,
      logGroup,
      environment: {
        VERIFIER_ROLE_ARN: this.verifierRole.roleArn,
        RECORDS_BUCKET: records.bucket.bucketName,
        STACK_ID: Stack.of(this).stackId,
        ...(this.topic ? { TOPIC_ARN: this.topic.topicArn } : {}),
      },
    });
  }

  private newResource(props: AccessVerificationProps, plan: Asset): CustomResource {
    const { partition, region, account, urlSuffix } = environmentOf(this);
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: this.provider.serviceToken,
      resourceType: 'Custom::QuiltAccessVerification',
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        PlanBucket: plan.s3BucketName,
        PlanKey: plan.s3ObjectKey,
        PlanDigest: createHash('sha256').update(props.plan).digest('hex'),
        Partition: partition,
        Region: region,
        Account: account,
        UrlSuffix: urlSuffix,
        ResultsBucket: props.resultsBucketName,
        TabulatorFunction: props.tabulatorFunctionArn,
        SpillBucket: props.spillBucketName,
        Roles: props.roles,
        Keys: props.keys ?? {},
        OnFailure: props.onFailure ?? VerificationFailureAction.FAIL,
      },
    });
    resource.node.addDependency(props.records, ...this.policies, ...(props.dependencies ?? []));
    return resource;
  }
}

/** Key of what the functions keep of a stack, as they work it out from the stack's id. */
function recordsKeyOf(stack: Stack, file: string): string {
  const [name, id] = [1, 2].map((i) => Fn.select(i, Fn.split('/', stack.stackId)));
  return Fn.join('', ['verification/', name, '-', id, `/${file}`]);
}

function cdkStatement({ sid, effect, actions, resources, conditions }: VerifierStatement): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: effect === 'Allow' ? Effect.ALLOW : Effect.DENY,
    actions: [...actions],
    resources: [...resources],
    conditions,
  });
}

function databasesOf(plan: VerificationPlan): string[] {
  const views = plan.views.flatMap((view) => [view.database, ...view.bases.map(({ database }) => database)]);
  const queried = plan.roles.flatMap(({ database, queries }) => [
    database,
    ...queries.flatMap(({ about }) => about?.database ?? []),
  ]);
  const governed = plan.lakeFormation?.governed.map(({ database }) => database) ?? [];
  return [...new Set([...views, ...queried, ...governed])].filter((name) => name !== 'default').sort();
}
