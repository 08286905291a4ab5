import { Command } from 'commander';
import type { AdministratorStep } from '../../lib/access/administrator-step';
import { DerivedAccess } from '../../lib/authorization/derived-access';
import { readLakeFile } from '../../lib/model/config-file';
import { lakeFrom } from '../../lib/model/lake';
import { unknownValue } from '../../lib/model/unknown-value';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { expectationsOf } from '../../lib/verification/expectations';
import type { VerificationPlan } from '../../lib/verification/verification-plan';
import { StepMaker } from '../bootstrap/made-step';
import { explainedAwsProblem } from '../doctor/aws-problem';
import { confirmed } from '../verify/confirmation';
import { type DeployedLake, readDeployedLake } from '../verify/deployed-lake';
import type { OwnPorts } from '../verify/own-ports';
import { describeSteps, repairSteps } from '../verify/repair';
import { describeReport } from '../verify/report-text';
import { verifyLake } from '../verify/verify-lake';

export interface VerifyOptions {
  readonly config: string;
  readonly role?: string;
  readonly region?: string;
  readonly json: boolean;
  readonly repair: boolean;
  readonly yes: boolean;
}

/** `quilt-athena verify`. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('Verify that access is as declared: what roles must be able to do, and what they must not.')
    .option('-c, --config <file>', 'the configuration', 'quilt-athena.yaml')
    .option('--role <name>', 'verify this role only')
    .option('--region <region>', 'region of the stack')
    .option('--json', 'print the report as JSON', false)
    .option('--repair', 'show the grants that are missing in Lake Formation, and make them once you confirm', false)
    .option('--yes', 'with --repair: confirm without being asked', false)
    .addHelpText(
      'after',
      `
The same checks as those of a deployment, with your own credentials: IAM's policy simulator, Lake Formation, the Glue
catalog, and queries as the roles. Nothing is changed without --repair. Needed are iam:SimulatePrincipalPolicy and
iam:GetRole; roles that you may not assume are verified without queries; of grants in Lake Formation only administrators,
read-only ones included, see everything. Exit code 1: not as declared; 2: nothing wrong, but not everything known.

Examples:
  quilt-athena verify
  quilt-athena verify --role analyst --json
  quilt-athena verify --repair`,
    )
    .action(async (options: VerifyOptions) => {
      const file = readLakeFile(options.config);
      const lake = lakeFrom(file.stackName, file.config);
      // A variable that is set to nothing names no region.
      const region = options.region || process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || file.env?.region;
      const plan = ofRole(expectationsOf(lake, new DerivedAccess(lake), lake.verification), options.role);
      const deployed = await readDeployedLake(lake, region);
      const own = await openPorts(deployed);
      try {
        if (options.repair) await repair(plan, deployed, own, options);
        else await verify(plan, deployed, own, options);
      } finally {
        own.close();
      }
    });
}

/** Everything about one role; views that it may use are verified all the same. */
export function ofRole(plan: VerificationPlan, role: string | undefined): VerificationPlan {
  if (role === undefined) return plan;
  const known = plan.roles.map((each) => each.role);
  if (!known.includes(role)) throw new QuiltAthenaValidationError(unknownValue('role', role, known));
  return { ...plan, roles: plan.roles.filter((each) => each.role === role) };
}

async function openPorts({ names }: DeployedLake): Promise<OwnPorts> {
  // Loaded here because the SDK takes a while, which no other command should wait for.
  const { ownPorts }: typeof import('../verify/own-ports') = require('../verify/own-ports');
  return ownPorts(names.region, names.account).catch((error: unknown) => {
    throw explainedAwsProblem(error, 'verify');
  });
}

async function verify(
  plan: VerificationPlan,
  lake: DeployedLake,
  { caller, ports }: OwnPorts,
  options: VerifyOptions,
): Promise<void> {
  const told = process.stderr.isTTY;
  const onProgress = (made: number, of: number, subject: string) => {
    if (told) process.stderr.write(`\r\u001b[K${made}/${of} ${subject.slice(0, 60)}`);
    else if (made === of || made % 50 === 0) process.stderr.write(`${made}/${of} checks\n`);
  };
  const report = await verifyLake({ plan, lake, caller, ports, onProgress });
  if (told) process.stderr.write('\r\u001b[K');
  console.log(options.json ? JSON.stringify(report, undefined, 2) : describeReport(report));
  if (report.outcome !== 'verified') process.exitCode = report.outcome === 'failed' ? 1 : 2;
}

/** A grant that cannot be made keeps no other one from being made. */
async function endOf(step: AdministratorStep, maker: StepMaker): Promise<string> {
  try {
    return await maker.make(step);
  } catch (error) {
    const problem = explainedAwsProblem(error, 'grant');
    if (!(problem instanceof QuiltAthenaValidationError)) throw error;
    process.exitCode = 1;
    return `failed, ${problem.message}; what does not exist is made by npx cdk deploy`;
  }
}

async function repair(
  plan: VerificationPlan,
  { names }: DeployedLake,
  { ports }: OwnPorts,
  options: VerifyOptions,
): Promise<void> {
  const steps = await repairSteps(plan, names.roles, names.account, ports);
  if (steps.length === 0) {
    console.log('No grant is missing. What else is not as declared, a deployment makes so: npx cdk deploy');
    return;
  }
  console.log(describeSteps(steps));
  if (!options.yes && !(await confirmed(`Make these ${steps.length} calls?`))) {
    console.log('# nothing was changed; --yes makes the calls without being asked');
    return;
  }
  const maker = await StepMaker.create(names.region);
  try {
    for (const [i, step] of steps.entries()) {
      console.log(`${i + 1}/${steps.length} ${await endOf(step, maker)}: ${step.why}`);
    }
  } finally {
    maker.end();
  }
}
