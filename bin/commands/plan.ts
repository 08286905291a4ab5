import type { CfnElement } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { Command } from 'commander';
import type { IConstruct } from 'constructs';
import { readGrantPlan } from '../../lib/access/grant-plan-text';
import type { Grant } from '../../lib/authorization/grant';
import { describeGrant } from '../../lib/authorization/grant-text';
import { LAYOUTS } from '../../lib/catalog/layouts';
import { formatByteSize } from '../../lib/model/byte-size';
import { type LakeFile, readLakeFile } from '../../lib/model/config-file';
import { type Lake, type LakeRole, lakeFrom } from '../../lib/model/lake';
import { VerificationFailureAction } from '../../lib/model/verification-config';
import { accessMatrix, MATRIX_HEADER } from '../../lib/prover/report/access-matrix';
import { ACCESS_REPORT_VERSION, type AccessReport } from '../../lib/prover/report/access-report';
import type { AnalysedView } from '../../lib/views/analysed-view';
import { analysedViews } from '../../lib/views/analysed-views';
import { newLakeApp } from '../lake-app';
import { LakeStack } from '../lake-stack';
import { synthesized } from '../synthesized-access';
import { textTable } from '../text-table';

/** What a deployment will consist of, for reviewers and scripts. Logical ids are those in the template. */
export interface Plan {
  readonly stack: string;
  readonly databases: { readonly user: string };
  readonly resultsBucket: string;
  readonly buckets: readonly PlannedBucket[];
  readonly roles: readonly PlannedRole[];
  /** What decides about access: `iam`, `lakeformation` or `hybrid`. */
  readonly regime: string;
  readonly views: readonly PlannedView[];
  /** The tables over files in packages; absent where there are none. */
  readonly tabulator?: PlannedTabulator;
  /** What Lake Formation is to hold; absent where IAM decides alone. */
  readonly grants?: readonly Grant[];
  /** What each role may do, as `access.json` has it; absent unless it is asked for. */
  readonly access?: AccessReport['roles'];
}

/** Tabulator: logical ids of what is made, names and ARNs of what is a Quilt stack's. */
export interface PlannedTabulator {
  readonly catalog: string;
  readonly function: string;
  readonly bucket: string;
}

/** A declared view and what is behind it. */
export interface PlannedView {
  readonly name: string;
  readonly database: string;
  readonly security: string;
  /** `database.table` of everything a reader must be able to read, views between expanded. */
  readonly bases: readonly string[];
  /** Buckets with the data of its bases. */
  readonly buckets: readonly string[];
  /** Columns with their types in Hive's notation. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly select: readonly string[];
  readonly refresh: readonly string[];
  readonly own: readonly string[];
}

/** A bucket and its tables. */
export interface PlannedBucket {
  readonly name: string;
  readonly layouts: readonly string[];
  readonly owned: boolean;
  readonly tables: readonly string[];
}

/** A role and what it may do. */
export interface PlannedRole {
  readonly name: string;
  /** Logical id of a new role; ARN or name of an imported one; null where the policies are attached by Quilt. */
  readonly role: string | null;
  readonly imported: boolean;
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly objects: string;
  readonly clients: readonly string[];
  readonly workgroup: string;
  readonly bytesScannedCutoff: number | null;
  readonly resultsPrefix: string;
  readonly spillPrefix: string;
  /** Whether it may query Tabulator's tables. */
  readonly tabulator: boolean;
  /** Logical ids of the role's managed policies; those in a nested stack follow its logical id and a dot. */
  readonly policies: readonly string[];
}

/** Works out the plan by building the stack, so that it cannot differ from what `cdk deploy` does. */
export function planOf(file: LakeFile): Plan {
  return planIn(new LakeStack(newLakeApp(), file), file);
}

/** The same with what each role may do, which the synthesis of the stack works out, and proves. */
export function planWithAccess(file: LakeFile): Plan {
  return synthesized(file, (stack, report) => ({ ...planIn(stack, file), access: report.roles }));
}

function planIn(stack: LakeStack, file: LakeFile): Plan {
  const lake = lakeFrom(file.stackName, file.config);
  const { quilt } = stack;
  return {
    stack: lake.stackName,
    databases: { user: lake.database.name },
    resultsBucket: logicalId(quilt.results.bucket.node.defaultChild as CfnElement),
    buckets: lake.buckets.map(({ name, layouts, ownsTables }) => ({
      name,
      layouts,
      owned: ownsTables,
      tables: namesOf(layouts, name, lake.database.name),
    })),
    roles: lake.roles.map((role) => plannedRole(role, stack)),
    regime: lake.authorization.regime,
    views: analysedViews(lake).map(plannedView),
    ...plannedTabulator(lake, stack),
    ...(quilt.grants && { grants: readGrantPlan(quilt.grants.plan).grants }),
  };
}

function plannedTabulator({ tabulator }: Lake, { quilt }: LakeStack): { tabulator?: PlannedTabulator } {
  const existing = tabulator?.existing;
  if (tabulator && existing) {
    const { functionArn, spillBucket } = existing;
    return { tabulator: { catalog: tabulator.catalogName, function: functionArn, bucket: spillBucket } };
  }
  if (!quilt.tabulator) return {};
  const { catalog, handler, spill } = quilt.tabulator;
  const idOf = (construct: IConstruct) => logicalId(construct.node.defaultChild as CfnElement);
  return { tabulator: { catalog: logicalId(catalog), function: idOf(handler), bucket: idOf(spill.bucket) } };
}

function namesOf(layouts: readonly string[], bucket: string, database: string): string[] {
  return layouts.flatMap((name) => {
    const layout = LAYOUTS.get(name);
    return layout ? [...layout.tables(bucket), ...layout.views(database, bucket)].map((table) => table.name) : [];
  });
}

function plannedView({ view, bases, buckets, columns }: AnalysedView): PlannedView {
  const { name, database, security, select, refresh, own } = view;
  return {
    name,
    database,
    security,
    bases: bases.map((base) => base.key),
    buckets,
    columns: columns.map((column) => ({ name: column.name, type: column.type })),
    select,
    refresh,
    own,
  };
}

function plannedRole(role: LakeRole, { quilt }: LakeStack): PlannedRole {
  const access = quilt.queryRole(role.name);
  const own = access.role?.node.defaultChild as CfnElement | undefined;
  return {
    name: role.name,
    role: role.kind === 'new' && own ? logicalId(own) : (role.arn ?? (role.kind === 'existing' ? role.name : null)),
    imported: role.kind !== 'new',
    read: role.read,
    write: role.write,
    objects: role.objects,
    clients: role.clients,
    workgroup: role.workgroup.name,
    bytesScannedCutoff: role.workgroup.bytesScannedCutoff || null,
    resultsPrefix: role.resultsPrefix,
    spillPrefix: role.spillPrefix,
    tabulator: role.tabulator,
    policies: access.policies.map(logicalId),
  };
}

function logicalId(element: CfnElement): string {
  const stack = Stack.of(element);
  const id: string = stack.resolve(element.logicalId);
  return stack.nestedStackResource ? `${logicalId(stack.nestedStackResource)}.${id}` : id;
}

/** The plan as people read it. */
export function describePlan(plan: Plan, lake: Lake): string {
  const bytes = (cutoff: number | null) => (cutoff === null ? 'no limit' : formatByteSize(cutoff));
  const owner = lake.database.existing ? 'existing, never changed' : 'created, kept when the stack is deleted';
  return [
    `Stack ${plan.stack}`,
    `  database  ${plan.databases.user} (${owner})`,
    `  results   ${plan.resultsBucket} (deleted after ${lake.results.expirationDays} day(s); read through Athena only)`,
    ...describeVerification(lake),
    '',
    textTable(
      ['BUCKET', 'TABLES AND VIEWS', 'CREATED HERE'],
      plan.buckets.flatMap((b) => b.tables.map((t, i) => [i ? '' : b.name, t, i ? '' : b.owned ? 'yes' : 'no'])),
    ),
    '',
    textTable(
      ['ROLE', 'READS', 'WRITES', 'OBJECTS', 'CLIENTS', 'WORKGROUP', 'PER QUERY', 'POLICIES'],
      plan.roles.map((role) => [
        role.imported ? `${role.name} (imported)` : role.name,
        shortened(role.read),
        shortened(role.write),
        role.objects,
        role.clients.join(' '),
        role.workgroup,
        bytes(role.bytesScannedCutoff),
        String(role.policies.length),
      ]),
    ),
    ...describeTabulator(lake),
    ...describeViews(plan),
  ].join('\n');
}

function describeVerification({ verification }: Lake): string[] {
  if (!verification) return [];
  const { onFailure, schedule } = verification;
  const consequence =
    onFailure === VerificationFailureAction.FAIL ? 'fails it where access is not as declared' : 'tells';
  return [`  verified  after each deployment (${consequence})${schedule ? `, and ${schedule}` : ''}`];
}

/** What each role may do: as a template's policies say, not as the declaration does. */
function describeAccess(access: AccessReport['roles']): string {
  return textTable(MATRIX_HEADER, accessMatrix({ version: ACCESS_REPORT_VERSION, roles: access }));
}

function describeTabulator({ tabulator, roles }: Lake): string[] {
  if (!tabulator) return [];
  const users = roles.filter((role) => role.tabulator).map(({ name }) => name);
  const tables = Object.entries(tabulator.buckets).flatMap(([bucket, each]) =>
    Object.keys(each).map((name) => [`"${tabulator.catalogName}"."${bucket}"."${name}"`, shortened(users)]),
  );
  const open = tabulator.openQuery ? ['open query: also whoever is given the policy TabulatorOpenQueryPolicyArn'] : [];
  return ['', textTable(['TABLE OVER FILES IN PACKAGES', 'FOR'], tables), ...open];
}

function describeViews({ views, grants, regime }: Plan): string[] {
  const listed = (names: readonly string[]) => names.join(' ') || '-';
  return [
    ...(views.length === 0
      ? []
      : [
          '',
          textTable(
            ['VIEW', 'DATABASE', 'SECURITY', 'READS', 'SELECT', 'REFRESH', 'OWN'],
            views.map((v) => [
              v.name,
              v.database,
              v.security,
              listed(v.bases),
              listed(v.select),
              listed(v.refresh),
              listed(v.own),
            ]),
          ),
        ]),
    ...(grants ? ['', `Lake Formation (regime ${regime}) is to hold:`, ...describeRolesGrants(grants)] : []),
  ];
}

/** In the plan's order, which is by role. */
function describeRolesGrants(grants: readonly Grant[]): string[] {
  const roles = [...new Set(grants.map(({ principal }) => principal))];
  return roles.flatMap((role) => [
    `  ${role}`,
    ...grants.filter(({ principal }) => principal === role).map((grant) => `    ${describeGrant(grant)}`),
  ]);
}

/** A column that fits a screen; the JSON has all names. */
function shortened(names: readonly string[]): string {
  if (names.length === 0) return '-';
  return names.length <= 4 ? names.join(' ') : `${names.slice(0, 3).join(' ')} and ${names.length - 3} more`;
}

/** `quilt-athena plan`. */
export function planCommand(): Command {
  return new Command('plan')
    .description('Tell what a deployment will consist of, and what each role will be able to do.')
    .option('-c, --config <file>', 'the configuration', 'quilt-athena.yaml')
    .option(
      '--matrix',
      'print what each role may do with each object, from the policies as they will be deployed',
      false,
    )
    .option('--json', 'print JSON, for scripts and snapshots', false)
    .addHelpText(
      'after',
      `
Nothing is deployed and no AWS account is asked.

Examples:
  quilt-athena plan
  quilt-athena plan --matrix | grep ^analyst
  quilt-athena plan --config examples/sales-prod/quilt-athena.yaml --json | jq '.roles[].workgroup'`,
    )
    .action((options: { config: string; json: boolean; matrix: boolean }) => {
      const file = readLakeFile(options.config);
      const plan = options.matrix ? planWithAccess(file) : planOf(file);
      if (options.json) console.log(JSON.stringify(plan, undefined, 2));
      else if (plan.access) console.log(describeAccess(plan.access));
      else console.log(describePlan(plan, lakeFrom(file.stackName, file.config)));
    });
}
