import { createHash } from 'node:crypto';
import { Annotations, Stack } from 'aws-cdk-lib';
import { PolicyStatement as CdkPolicyStatement, type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { problemLine } from '../authorization/access-problem';
import { arnsIn, WORST_CASE } from '../authorization/aws-environment';
import { DerivedAccess } from '../authorization/derived-access';
import type { GrantPlan } from '../authorization/grant-plan';
import { LAYOUTS } from '../catalog/layouts';
import type { Lake } from '../model/lake';
import { AuthorizationRegime, ViewSecurity } from '../model/lake-config';
import { QuiltAthenaValidationError } from '../model/validation-error';
import type { AnalysedView } from '../views/analysed-view';
import { environmentOf } from './environment-of';
import { writeGrantPlan } from './grant-plan-text';
import { LakeFormationGrants } from './lake-formation-grants';
import { recordsOf } from './lake-records';
import type { QueryRole } from './query-role';

/** What access to views and grants is added to. */
export interface LakeAccessTarget {
  readonly lake: Lake;
  readonly queryRole: (name: string) => QueryRole;
  /** Databases, tables, views: what must exist before anything is granted on it. */
  readonly objects: readonly IDependable[];
}

/** Gives the roles what the declared views and grants come to, in IAM and in Lake Formation, or fails and gives nobody anything. */
export function addLakeAccess(scope: Construct, target: LakeAccessTarget): LakeFormationGrants | undefined {
  const { lake } = target;
  if (!declaresAccess(lake)) return undefined;
  const access = new DerivedAccess(lake);
  const { problems, warnings } = access.findings();
  if (problems.length > 0) {
    throw new QuiltAthenaValidationError(problems.map(problemLine).join('\n'), scope.node.path);
  }
  for (const warning of warnings) {
    const digest = createHash('sha256').update(problemLine(warning)).digest('hex').slice(0, 8);
    Annotations.of(scope).addWarningV2(`cdk-quilt-athena:columnsExposed:${digest}`, problemLine(warning));
  }
  for (const role of lake.roles) {
    const worstCase = access.statementsFor(role, WORST_CASE);
    if (worstCase.length === 0) continue;
    target.queryRole(role.name)._allow('Views', access.statementsFor(role, environmentOf(scope)), worstCase);
  }
  for (const view of access.views) letDefine(view, target);
  const plan = access.plan();
  return plan && newGrants(scope, plan, access.views, target);
}

/** Most lakes are read by bucket alone: working out the grants of hundreds of buckets would tell them nothing. */
function declaresAccess({ views, grants, authorization }: Lake): boolean {
  return views.length > 0 || grants.length > 0 || authorization.regime !== AuthorizationRegime.IAM;
}

function newGrants(
  scope: Construct,
  plan: GrantPlan,
  views: readonly AnalysedView[],
  { lake, queryRole, objects }: LakeAccessTarget,
): LakeFormationGrants {
  const principals = [...new Set([...plan.grants, ...plan.preflight.optIns].map(({ principal }) => principal))].sort();
  return new LakeFormationGrants(scope, 'Grants', {
    plan: writeGrantPlan(plan),
    principals: Object.fromEntries(principals.map((name) => [name, arnOf(queryRole(name), name, scope)])),
    tablesDigest: definitionsDigest(lake, views),
    records: recordsOf(scope, lake),
    bootstrap: lake.authorization.bootstrap,
    dependencies: [...objects, ...principals.map((name) => queryRole(name))],
  });
}

function arnOf({ role }: QueryRole, name: string, scope: Construct): string {
  if (role) return role.roleArn;
  throw new QuiltAthenaValidationError(
    `Lake Formation grants to the ARN of a role, found none for ${name}, whose policies Quilt attaches; ` +
      'declare the role by its arn, or use the regime iam',
    scope.node.path,
  );
}

/** Changes with every definition that could replace a table: a replaced table has lost its grants (hashicorp/terraform-provider-aws#48534). */
function definitionsDigest({ database, buckets }: Lake, views: readonly AnalysedView[]): string {
  const digest = createHash('sha256');
  for (const { name, layouts, ownsTables } of [...buckets].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const known = layouts.flatMap((layout) => LAYOUTS.get(layout) ?? []);
    digest.update(JSON.stringify([name, ownsTables, known.map((each) => each.tables(name))]));
    digest.update(JSON.stringify(known.map((each) => each.views(database.name, name))));
  }
  return digest.update(JSON.stringify(views.map(({ key, sql, columns }) => [key, sql, columns]))).digest('hex');
}

/**
 * Lets Glue and Lake Formation use the rights of a view's definer: it trusts both, and may hand itself to them (Athena
 * User Guide: views-glue). What is imported is not changed: its owner is told.
 */
function letDefine({ view }: AnalysedView, { queryRole }: LakeAccessTarget): void {
  if (view.security !== ViewSecurity.DEFINER || view.definer === undefined) return;
  const owner = queryRole(view.definer);
  const { role } = owner;
  if (role instanceof Role) trustDataServices(role, owner);
  else {
    Annotations.of(owner).addInfoV2(
      `cdk-quilt-athena:definerTrust:${view.name}`,
      `the definer of view ${view.name} must trust glue.amazonaws.com and lakeformation.amazonaws.com, and be allowed iam:PassRole on itself; this stack changes nothing about it`,
    );
  }
}

const TRUSTED = ['glue.amazonaws.com', 'lakeformation.amazonaws.com'];

function trustDataServices(role: Role, owner: QueryRole): void {
  if (owner.node.tryFindChild('DefinerPolicy')) return; // of an earlier view
  role.assumeRolePolicy?.addStatements(
    new CdkPolicyStatement({
      actions: ['sts:AssumeRole'],
      principals: TRUSTED.map((service) => new ServicePrincipal(service)),
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(role).account } },
    }),
  );
  const pass = (arn: string) => [
    {
      Sid: 'BeDefiner',
      Effect: 'Allow' as const,
      Action: ['iam:PassRole'],
      Resource: [arn],
      Condition: { StringEquals: { 'iam:PassedToService': TRUSTED } },
    },
  ];
  owner._allow('Definer', pass(roleArn(role)), pass(arnsIn(WORST_CASE).bucket('x'.repeat(120))));
}

const roleArn = (role: IRole) => role.roleArn;
