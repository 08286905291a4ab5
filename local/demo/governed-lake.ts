import path from 'node:path';
import { packageRoot } from '../../lib/model/package-root';
import { ACCOUNT, childEnvironment, REGION } from '../environment';
import type { Account } from './account';
import { CdkCli } from './cdk-cli';
import { exampleCopy } from './example-copy';
import { pythonScript } from './python-script';
import type { DemoTarget } from './sales-prod';
import { streamedCommand } from './streamed-command';
import { tallyIn } from './tally';

const STACK = 'governed-lake';
/** Deploys for CloudFormation, by the name that the CDK's bootstrap gives it. */
const DEPLOYING_ROLE = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`;

/**
 * Deploys examples/governed-lake over the demo's buckets, and queries its views. The deploying role is an administrator of
 * Lake Formation here, which saves a deployment; the end-to-end suite `views` plays the other way.
 */
export async function runGovernedLake(aws: DemoTarget, account: Account, buckets: readonly string[]): Promise<void> {
  const [reads, reports] = buckets;
  account.chapter('Views in a lake that Lake Formation governs (our model of it)');
  const config = exampleCopy(STACK, path.join(aws.runFolder, STACK), (text) =>
    text
      .replaceAll('governed-reads', reads)
      .replaceAll('governed-reports', reports)
      .replace('bootstrap: administrator', 'bootstrap: stack'),
  );
  const quiltAthena = (...args: string[]) => {
    const cli = path.join(packageRoot(), 'dist/bin/quilt-athena.js');
    return streamedCommand(process.execPath, [cli, ...args], { env: childEnvironment(aws.environment) });
  };
  const settings = () => pythonScript(aws, 'govern_account.py', [DEPLOYING_ROLE, ...buckets], () => undefined);
  const deployed =
    (await account.command('an administrator hands new databases and both buckets to Lake Formation', settings)) &&
    (await account.command('cdk deploy: tables, views, roles, and their grants', () => new CdkCli(aws).deploy(config)));
  if (!deployed) return;
  const explained = await account.command('quilt-athena explain --role agent --view shared_files', () =>
    quiltAthena('explain', '-c', config, '-r', 'agent', '-v', 'shared_files', '-o', 'select'),
  );
  for (const line of (explained?.output ?? '').split('\n').slice(0, 9)) account.print(`      ${line}\n`);
  const used = await pythonScript(aws, 'roles_of_governed_lake.py', [STACK, reads], account.print);
  account.include(tallyIn(used.output));
}
