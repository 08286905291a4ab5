import { CdkCli } from '../../../local/demo/cdk-cli';
import { outputsIn } from '../../../local/demo/sales-prod';
import type { LocalAws } from '../../../local/local-aws';
import { expect, type Stage } from '../stage';

export const STACK = 'command-line';
const LAKE = {
  stackName: STACK,
  buckets: ['command-line-packages'],
  roles: [{ name: 'analyst', read: '*' }],
};

interface Plan {
  readonly stack: string;
  readonly resultsBucket: string;
  readonly roles: readonly { readonly role: string; readonly policies: readonly string[] }[];
}

/** What `plan` announces is what `cdk deploy` makes; answers the ARN of the role it made. */
export async function deployedPlan(stage: Stage, aws: Pick<LocalAws, 'environment' | 'runFolder'>): Promise<string> {
  const config = stage.config('quilt-athena', LAKE);
  const cdk = new CdkCli(aws);
  const told = await stage.needs('quilt-athena plan --json', () => stage.commandLine(['plan', '--json', '-c', config]));
  const plan = JSON.parse(told.output) as Plan;
  const matrix = await stage.needs('quilt-athena plan --matrix', () =>
    stage.commandLine(['plan', '--matrix', '-c', config]),
  );
  await stage.account.step('the matrix says what the role may do, from the policies', () => {
    const tables = /^analyst +tables +command_line\.command-line-packages_\* +read +through Athena$/m;
    expect(tables.test(matrix.output), matrix.output);
    expect(!/^analyst +prefixes +command-line-packages\/.*(write|delete)/m.test(matrix.output), matrix.output);
  });
  await stage.needs('cdk bootstrap', () => cdk.bootstrap(config));
  const deployed = await stage.needs('cdk deploy', () => cdk.deploy(config));
  await stage.account.step('every logical id of the plan was deployed', () => {
    const ids = [plan.resultsBucket, ...plan.roles.flatMap(({ role, policies }) => [role, ...policies])];
    // The CDK prints a line for each resource, with its logical id in parentheses unless that is all it knows of it.
    const missing = ids.filter((id) => !new RegExp(`CREATE_COMPLETE .*\\b${id}\\b`).test(deployed.output));
    expect(plan.stack === STACK && ids.length === 4, `the plan names ${ids.join(', ')} of stack ${plan.stack}`);
    expect(missing.length === 0, `not deployed: ${missing.join(', ')}:\n${deployed.output}`);
  });
  return outputsIn(deployed.output).RoleArnAnalyst ?? '';
}
