import type { CfnElement } from 'aws-cdk-lib';
import { App, Stack } from 'aws-cdk-lib';
import { Command } from 'commander';
import { LAYOUTS } from '../../lib/catalog/layouts';
import { formatByteSize } from '../../lib/model/byte-size';
import { type LakeFile, readLakeFile } from '../../lib/model/config-file';
import { type Lake, type LakeRole, lakeFrom } from '../../lib/model/lake';
import { LakeStack } from '../lake-stack';
import { textTable } from '../text-table';

/** What a deployment will consist of, for reviewers and scripts. Logical ids are those in the template. */
export interface Plan {
  readonly stack: string;
  readonly databases: { readonly user: string };
  readonly resultsBucket: string;
  readonly buckets: readonly PlannedBucket[];
  readonly roles: readonly PlannedRole[];
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
  /** Logical ids of the role's managed policies; those in a nested stack follow its logical id and a dot. */
  readonly policies: readonly string[];
}

/** Works out the plan by building the stack, so that it cannot differ from what `cdk deploy` does. */
export function planOf(file: LakeFile): Plan {
  const stack = new LakeStack(new App(), file);
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
  };
}

function namesOf(layouts: readonly string[], bucket: string, database: string): string[] {
  return layouts.flatMap((name) => {
    const layout = LAYOUTS.get(name);
    return layout ? [...layout.tables(bucket), ...layout.views(database, bucket)].map((table) => table.name) : [];
  });
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
  ].join('\n');
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
    .option('--json', 'print JSON, for scripts and snapshots', false)
    .addHelpText(
      'after',
      `
Nothing is deployed and no AWS account is asked.

Examples:
  quilt-athena plan
  quilt-athena plan --config examples/sales-prod/quilt-athena.yaml --json | jq '.roles[].workgroup'`,
    )
    .action((options: { config: string; json: boolean }) => {
      const file = readLakeFile(options.config);
      const plan = planOf(file);
      const lake = lakeFrom(file.stackName, file.config);
      console.log(options.json ? JSON.stringify(plan, undefined, 2) : describePlan(plan, lake));
    });
}
