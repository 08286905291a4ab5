import type { LocalAws } from '../local-aws';
import { CdkCli } from './cdk-cli';
import type { CommandEnd } from './streamed-command';
import { pythonScript } from './python-script';
import { sum, type Tally, tallyIn } from './tally';

export const CONFIG = 'examples/sales-prod/quilt-athena.yaml';
const STACK = 'sales-prod';
const SANDBOX = 'quilt-sandbox-bucket';
const REPORTS = 'sales.reports-2026';

/** Prints what is going on. */
export type Print = (text: string) => void;

/** How a run ended, and how long its steps took. */
export interface DemoEnd {
  readonly tally: Tally;
  readonly seconds: Readonly<Record<string, number>>;
}

/** Deploys examples/sales-prod, fills its buckets and uses it as each of its roles. */
export async function runSalesProd(aws: LocalAws, print: Print): Promise<DemoEnd> {
  const tallies: Tally[] = [];
  const times: Record<string, number> = {};
  const cdk = new CdkCli(aws);
  const step = async (label: string, work: () => Promise<CommandEnd>): Promise<CommandEnd | undefined> => {
    const begin = Date.now();
    print(`  … ${label}\n`);
    const end = await work();
    times[label] = (Date.now() - begin) / 1000;
    const good = end.exitCode === 0;
    print(`  ${good ? '✓' : '✗'} ${label} (${times[label].toFixed(1)} s)\n`);
    if (!good) print(`${end.output.trimEnd()}\n`);
    tallies.push({ passed: good ? 1 : 0, failed: good ? 0 : 1 });
    return good ? end : undefined;
  };

  print('\nDeploy with the ordinary CDK command\n────────────────────────────────────\n');
  const buckets = () => pythonScript(aws, 'create_buckets.py', [SANDBOX, REPORTS], () => undefined);
  const deployed =
    (await step('create two data buckets, as a Quilt stack would', buckets)) &&
    (await step('cdk bootstrap', () => cdk.bootstrap(CONFIG))) &&
    (await step(`cdk deploy -c config=${CONFIG}`, () => cdk.deploy(CONFIG)));
  if (!deployed) return { tally: sum(tallies), seconds: times };
  const outputs = outputsIn(deployed.output);
  for (const [name, value] of Object.entries(outputs)) print(`      ${name} = ${value}\n`);

  print('\nPush packages with the real quilt3 client\n─────────────────────────────────────────\n');
  const push = (bucket: string, ...role: string[]) => pythonScript(aws, 'push_packages.py', [bucket, ...role], print);
  await step(`as the role scientist, to ${SANDBOX}`, () => push(SANDBOX, outputs.RoleArnScientist ?? ''));
  await step(`as the account's administrator, to ${REPORTS}`, () => push(REPORTS));

  const begin = Date.now();
  const used = await pythonScript(aws, 'roles_of_sales_prod.py', [STACK], print);
  times['queries of all roles'] = (Date.now() - begin) / 1000;
  return { tally: sum([...tallies, tallyIn(used.output)]), seconds: times };
}

/** `Stack.Name = value` lines as `cdk deploy` prints them. */
function outputsIn(output: string): Record<string, string> {
  const lines = [...output.matchAll(/^[\w-]+\.(\w+) = (.+)$/gm)];
  return Object.fromEntries(lines.map(([, name, value]) => [name, value]));
}
