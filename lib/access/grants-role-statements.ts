import { Fn, type Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';

/** No action of Lake Formation supports a resource but `*` (Service Authorization Reference: AWS Lake Formation). */
const EVERYTHING = ['*'];

/** With these the function could give itself what an administrator has, or read data. */
const NEVER = [
  'lakeformation:CreateLakeFormationOptIn',
  'lakeformation:DeregisterResource',
  'lakeformation:GetDataAccess',
  'lakeformation:PutDataLakeSettings',
  'lakeformation:RegisterResource',
];

const GRANTING = [
  'lakeformation:BatchGrantPermissions',
  'lakeformation:BatchRevokePermissions',
  'lakeformation:DescribeResource',
  'lakeformation:GetDataLakeSettings',
  'lakeformation:GrantPermissions',
  'lakeformation:ListLakeFormationOptIns',
  'lakeformation:ListPermissions',
  'lakeformation:ListResources',
  'lakeformation:RevokePermissions',
];

/** File name extension of plans, by which the bucket of assets tells them from everything else in it. */
export const PLAN_EXTENSION = '.grants';

/** What the grants role may do, beside keeping its journal. */
export function grantsRoleStatements(stack: Stack, databases: readonly string[], plan: Asset): PolicyStatement[] {
  const glue = (resource: string, resourceName?: string) =>
    stack.formatArn({ service: 'glue', resource, resourceName });
  const allow = (sid: string, actions: string[], resources: string[]) =>
    new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources });
  return [
    allow('Grant', GRANTING, EVERYTHING),
    new PolicyStatement({ sid: 'NeverAdministrate', effect: Effect.DENY, actions: NEVER, resources: EVERYTHING }),
    allow(
      'LookIntoCatalog',
      ['glue:GetDatabase', 'glue:GetTable'],
      [
        glue('catalog'),
        glue('database', 'default'),
        ...databases.flatMap((name) => [glue('database', name), glue('table', `${name}/*`)]),
      ],
    ),
    // Older plans, too: a deployment that fails is taken back to the one before it.
    allow('ReadPlans', ['s3:GetObject'], [plan.bucket.arnForObjects(`*${PLAN_EXTENSION}`)]),
  ];
}

/** Key of a stack's journal, as the function works it out from the stack's id. */
export function journalKeyOf(stack: Stack): string {
  const [, name, id] = [0, 1, 2].map((i) => Fn.select(i, Fn.split('/', stack.stackId)));
  return Fn.join('', ['grants/', name, '-', id, '.json']);
}
