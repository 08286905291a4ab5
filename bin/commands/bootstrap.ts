import { Command } from 'commander';
import { type AdministratorStep, commandOf } from '../../lib/access/administrator-step';
import { readLakeFile } from '../../lib/model/config-file';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { bootstrapSteps, revokingSteps } from '../bootstrap/bootstrap-steps';
import { deployedRoles } from '../bootstrap/deployed-roles';
import { type LakeGrants, lakeGrants, type Principal } from '../bootstrap/lake-grants';
import { keyOfOptIn, type LeftOut, leftText } from '../bootstrap/left-out';
import { StepMaker } from '../bootstrap/made-step';
import { arnPlaceholder, checkPath, placeholderHint, RoleIsGone, roleFinder } from '../bootstrap/role-arns';

export interface BootstrapOptions {
  readonly grantsRole?: string;
  readonly region?: string;
  readonly execute: boolean;
  readonly revoke: boolean;
  readonly govern: boolean;
  readonly json: boolean;
}

/** `quilt-athena bootstrap`. */
export function bootstrapCommand(): Command {
  return new Command('bootstrap')
    .description('Tell, or make, the calls by which a Lake Formation administrator lets the stack grant access.')
    .option('-c, --config <file>', 'the configuration', 'quilt-athena.yaml')
    .option('--grants-role <arn>', 'the role that grants (default: looked up in the deployed stack)')
    .option('--region <region>', 'region of the stack')
    .option('--execute', 'make the calls, as the signed-in administrator', false)
    .option('--revoke', 'take back what was granted to the grants role, and opt-ins', false)
    .option('--govern', 'also take the databases and tables away from IAM (IAM_ALLOWED_PRINCIPALS)', false)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `
Needed once, where the role that deploys is not an administrator of Lake Formation itself. The stack has to be there, as
grants are on databases that exist, to a role that exists: cdk deploy --no-rollback keeps it although it may not grant yet.
Roles that the configuration names without their ARN are looked up in IAM with --execute; without it, their ARN is left
for you to fill in. Every call may be repeated. Registered locations stay with --revoke, as others may use them by then.
With --revoke --execute, such a role that is gone is named at the end, with status 1; all else is taken back before.

Examples:
  quilt-athena bootstrap
  quilt-athena bootstrap --config quilt-athena.yaml --execute
  quilt-athena bootstrap --grants-role arn:aws:iam::123456789012:role/lake-GrantsRole --revoke --execute`,
    )
    .action(async (options: BootstrapOptions & { readonly config: string }) => {
      const file = readLakeFile(options.config);
      const grants = lakeGrants(file);
      if (grants) return bootstrap(grants, { ...options, region: options.region ?? file.env?.region });
      console.log(options.json ? '[]' : `${file.stackName} grants nothing in Lake Formation: there is nothing to do.`);
    });
}

/** Prints or makes the calls for what a stack grants. */
export async function bootstrap(grants: LakeGrants, options: BootstrapOptions): Promise<void> {
  const { forward, left } = await stepsOf(grants, options);
  const steps = options.revoke ? revokingSteps(forward) : forward;
  if (!options.execute) return print(steps, grants, options);
  await execute(steps, left, options);
  if (left.length > 0) throw new QuiltAthenaValidationError(leftText(left, steps.length));
}

interface Steps {
  readonly forward: readonly AdministratorStep[];
  /** Roles that are gone, with what they have opted into. */
  readonly left: readonly LeftOut[];
}

async function stepsOf(grants: LakeGrants, options: BootstrapOptions): Promise<Steps> {
  const names = [...new Set(grants.plan.preflight.optIns.map(({ principal }) => principal))];
  const principals = names.map((name) => ({ name, ...grants.principals[name] }));
  const asked = principals.some(({ arn, roleName }) => !arn && !roleName);
  const roles = options.grantsRole && !asked ? new Map() : await deployedRoles(grants.stack, options.region);
  const found = (what: string, arn: string | undefined): string => {
    if (arn) return arn;
    throw new QuiltAthenaValidationError(
      `the stack ${grants.stack} must have ${what}, found no such role in it; deploy it first with cdk deploy --no-rollback`,
    );
  };
  const { arns: named, gone } = await namedRoles(principals, options);
  const present = principals.filter(({ roleName = '' }) => !gone.has(roleName));
  const arns = present.map(({ name, arn, roleName = '', logicalId = '' }): [string, string] => {
    return [name, found(`the role ${name}`, arn ?? named.get(roleName) ?? roles.get(logicalId))];
  });
  const arnOf = new Map(arns);
  const { preflight } = grants.plan;
  const optIns = preflight.optIns.filter(({ principal }) => arnOf.has(principal));
  const forward = bootstrapSteps({
    plan: { ...grants.plan, preflight: { ...preflight, optIns } },
    grantsRole: options.grantsRole ?? found('the grants role', roles.get(grants.grantsRole)),
    arnOf: (name) => arnOf.get(name) ?? '',
    govern: options.govern,
  });
  const absent = principals.filter(({ name }) => !arnOf.has(name));
  const left = absent.map(({ name, roleName = '' }) => ({
    role: roleName,
    optIns: preflight.optIns.filter(({ principal }) => principal === name).map(keyOfOptIn),
  }));
  return { forward, left };
}

/**
 * ARNs of roles that were there before the stack, by their names: IAM's when calls are made, else placeholders. One that
 * is gone keeps nothing of the others from being taken back.
 */
async function namedRoles(principals: readonly Principal[], { execute, revoke, region, json }: BootstrapOptions) {
  const names = [...new Set(principals.flatMap(({ arn, roleName }) => (arn || !roleName ? [] : [roleName])))];
  const arns = new Map<string, string>();
  const gone = new Set<string>();
  if (!execute) {
    for (const name of names) {
      arns.set(name, arnPlaceholder(name));
      if (!json) console.log(placeholderHint(name));
    }
    return { arns, gone };
  }
  if (names.length === 0) return { arns, gone };
  const finder = await roleFinder(region);
  try {
    for (const name of names) {
      const arn = await finder.find(name).catch((error: unknown) => {
        if (!revoke || !(error instanceof RoleIsGone)) throw error;
        gone.add(name);
        return undefined;
      });
      if (arn !== undefined) arns.set(name, checkPath(name, arn));
    }
  } finally {
    finder.end();
  }
  return { arns, gone };
}

function print(steps: readonly AdministratorStep[], grants: LakeGrants, options: BootstrapOptions): void {
  if (options.json) {
    const calls = steps.map((step) => ({ command: commandOf(step), ...step }));
    console.log(JSON.stringify(calls, undefined, 2));
    return;
  }
  for (const step of steps) console.log(`# ${step.why}\n${commandOf(step)}`);
  const governed = grants.plan.preflight.governed.length;
  if (governed > 0 && !options.govern && !options.revoke) {
    console.log(`# ${governed} databases and tables must not be left to IAM: --govern lists the calls for that, too`);
  }
}

async function execute(
  steps: readonly AdministratorStep[],
  left: readonly LeftOut[],
  options: BootstrapOptions,
): Promise<void> {
  const maker = await StepMaker.create(options.region);
  const ends: object[] = [];
  try {
    for (const [i, step] of steps.entries()) {
      const end = await maker.make(step).catch((error: Error) => {
        throw new QuiltAthenaValidationError(
          `${i} of ${steps.length} calls are made; then Lake Formation answered ${error.name}: ${error.message}, to ${commandOf(step)}; ` +
            'only an administrator of Lake Formation may make it; what was made need not be undone before another try',
        );
      });
      ends.push({ command: commandOf(step), why: step.why, end });
      if (!options.json) console.log(`${i + 1}/${steps.length} ${end}: ${step.why}`);
    }
  } finally {
    maker.end();
  }
  const told = left.map(({ role, optIns }) => ({ role, optIns, end: 'left', why: `IAM has no role ${role}` }));
  if (options.json) console.log(JSON.stringify([...ends, ...told], undefined, 2));
}
