import type { AwsEnvironment } from '../authorization/aws-environment';
import { arnsIn } from '../authorization/aws-environment';

/** A statement of the verifier's policies, as data. */
export interface VerifierStatement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const EVERYTHING = ['*'];

const allow = (sid: string, actions: readonly string[], resources: readonly string[]): VerifierStatement => ({
  sid,
  effect: 'Allow',
  actions,
  resources,
});

/** Actions that look at Lake Formation; none takes a resource but `*` (Service Authorization Reference: AWS Lake Formation). */
const LOOKING = [
  'lakeformation:GetDataLakeSettings',
  'lakeformation:ListLakeFormationOptIns',
  'lakeformation:ListPermissions',
  'lakeformation:ListResources',
];

/** A read-only administrator sees every grant; with these it could make some, or read data itself. */
const NEVER = [
  'lakeformation:BatchGrantPermissions',
  'lakeformation:BatchRevokePermissions',
  'lakeformation:CreateLakeFormationOptIn',
  'lakeformation:DeleteLakeFormationOptIn',
  'lakeformation:DeregisterResource',
  'lakeformation:GetDataAccess',
  'lakeformation:GrantPermissions',
  'lakeformation:PutDataLakeSettings',
  'lakeformation:RegisterResource',
  'lakeformation:RevokePermissions',
];

/** What there is to look at. */
export interface LookedAt {
  readonly databases: readonly string[];
  readonly stackId: string;
  /** ARN of the plans, with a wildcard. */
  readonly plans: string;
}

/** What the verifier may look at, beside keeping its records: nothing here changes anything. */
export function lookingStatements(aws: AwsEnvironment, { databases, stackId, plans }: LookedAt): VerifierStatement[] {
  const arns = arnsIn(aws);
  return [
    allow('LookIntoLakeFormation', LOOKING, EVERYTHING),
    { sid: 'NeverChangeAccess', effect: 'Deny', actions: NEVER, resources: EVERYTHING },
    allow(
      'LookIntoCatalog',
      ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables'],
      [
        arns.catalog,
        arns.database('default'),
        ...databases.flatMap((name) => [arns.database(name), arns.table(name, '*')]),
      ],
    ),
    allow('SeeWhetherRollingBack', ['cloudformation:DescribeStacks'], [stackId]),
    // Older plans, too: later runs go on with them when an update was taken back.
    allow('ReadPlans', ['s3:GetObject'], [plans]),
  ];
}

/** What the verifier may do with the roles it verifies: ask about their policies, and query as they do. */
export function roleStatements(roleArns: readonly string[]): VerifierStatement[] {
  return [allow('VerifyRoles', ['iam:GetRole', 'iam:SimulatePrincipalPolicy', 'sts:AssumeRole'], roleArns)];
}

/** What the verifier may do with workgroups: see their settings. */
export function workgroupStatements(aws: AwsEnvironment, names: readonly string[]): VerifierStatement[] {
  return [allow('LookIntoWorkgroups', ['athena:GetWorkGroup'], names.map(arnsIn(aws).workgroup))];
}

/** What telling people takes. */
export function noticeStatements(topicArn: string, namespace: string): VerifierStatement[] {
  return [
    allow('Tell', ['sns:Publish'], [topicArn]),
    // It takes no resource but `*` (Service Authorization Reference: Amazon CloudWatch).
    {
      ...allow('Measure', ['cloudwatch:PutMetricData'], EVERYTHING),
      conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
    },
  ];
}
