import type { LocalAws } from '../local-aws';
import { Account, type Print } from './account';
import { CdkCli } from './cdk-cli';
import { pythonScript } from './python-script';
import { type Tally, tallyIn } from './tally';

export const CONFIG = 'examples/sales-prod/quilt-athena.yaml';
export const STACK = 'sales-prod';
export const SANDBOX = 'quilt-sandbox-bucket';
export const REPORTS = 'sales.reports-2026';

/** How a run ended, and how long its steps took. */
export interface DemoEnd {
  readonly tally: Tally;
  readonly seconds: Readonly<Record<string, number>>;
}

/** What of a local AWS the demo uses. */
export type DemoTarget = Pick<LocalAws, 'environment' | 'pythonPath' | 'runFolder'>;

/** Deploys examples/sales-prod, fills its buckets and uses it as each of its roles. */
export async function runSalesProd(aws: DemoTarget, print: Print): Promise<DemoEnd> {
  const account = new Account(print);
  const cdk = new CdkCli(aws);

  account.chapter('Deploy with the ordinary CDK command');
  const buckets = () => pythonScript(aws, 'create_buckets.py', [SANDBOX, REPORTS], () => undefined);
  const deployed =
    (await account.command('create two data buckets, as a Quilt stack would', buckets)) &&
    (await account.command('cdk bootstrap', () => cdk.bootstrap(CONFIG))) &&
    (await account.command(`cdk deploy -c config=${CONFIG}`, () => cdk.deploy(CONFIG)));
  if (!deployed) return account;
  const outputs = outputsIn(deployed.output);
  for (const [name, value] of Object.entries(outputs)) print(`      ${name} = ${value}\n`);

  account.chapter('Push packages with the real quilt3 client');
  const push = (bucket: string, ...role: string[]) => pythonScript(aws, 'push_packages.py', [bucket, ...role], print);
  const scientist = () => push(SANDBOX, outputs.RoleArnScientist ?? '');
  await account.command(`as the role scientist, to ${SANDBOX}`, scientist);
  await account.command(`as the account's administrator, to ${REPORTS}`, () => push(REPORTS));

  const begin = Date.now();
  const used = await pythonScript(aws, 'roles_of_sales_prod.py', [STACK], print);
  account.seconds['queries of all roles'] = (Date.now() - begin) / 1000;
  account.include(tallyIn(used.output));
  await runTabulator(aws, account, outputs.RoleArnScientist ?? '', print);
  return account;
}

/** Pushes files that are rows of a table, and queries the table. */
async function runTabulator(aws: DemoTarget, account: Account, scientist: string, print: Print): Promise<void> {
  account.chapter('Tabulator: files inside packages as one table');
  const push = () => pythonScript(aws, 'push_gene_expression.py', [SANDBOX, scientist], () => undefined);
  await account.command(`push twelve packages of CSV files to ${SANDBOX}, as the role scientist`, push);
  account.include(tallyIn((await pythonScript(aws, 'tabulator_of_sales_prod.py', [STACK], print)).output));
}

/** `Stack.Name = value` lines as `cdk deploy` prints them. */
export function outputsIn(output: string): Record<string, string> {
  const lines = [...output.matchAll(/^[\w-]+\.(\w+) = (.+)$/gm)];
  return Object.fromEntries(lines.map(([, name, value]) => [name, value]));
}
