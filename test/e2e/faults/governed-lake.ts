import { GetDataLakeSettingsCommand, PutDataLakeSettingsCommand } from '@aws-sdk/client-lakeformation';
import { ACCOUNT, REGION } from '../../../local/environment';
import { expect, type Stage } from '../stage';
import { GOVERNED_BUCKET, revoked } from './faults-in-lake-formation';
import type { VerifiedLake } from './verified-lake';

/** Deploys for CloudFormation, by the name that the CDK's bootstrap gives it. */
const DEPLOYING_ROLE = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`;
const CONFIG = 'governed';

const LAKE = {
  stackName: 'proven-governed',
  authorization: { regime: 'lakeformation', bootstrap: 'stack' },
  buckets: [GOVERNED_BUCKET],
  roles: [
    { name: 'analyst', read: '*', objects: 'query' },
    { name: 'scientist', clients: ['pyathena'] },
  ],
  views: [{ name: 'names', sql: `SELECT pkg_name FROM "${GOVERNED_BUCKET}_packages-view"`, select: ['analyst'] }],
  verification: { schedule: 'rate(1 day)', notify: ['lake@example.com'] },
};

/** A lake that Lake Formation governs, and a verifier that sees all of its grants. */
export async function governedLake(stage: Stage, lake: VerifiedLake): Promise<void> {
  stage.account.chapter('A lake that Lake Formation governs');
  await stage.does('a bucket with packages', 'small_packages.py', GOVERNED_BUCKET);
  await stage.does('Lake Formation takes over', 'demo/govern_account.py', DEPLOYING_ROLE, GOVERNED_BUCKET);
  const config = stage.config(CONFIG, LAKE);
  await stage.needs('cdk deploy', () => stage.cdk.deploy(config));
  await stage.account.step(
    'not everything is known, as the verifier sees a part of the grants: who shows it is told',
    async () => {
      await lake.look();
      const { outcome, findings } = await lake.report();
      expect(outcome !== 'failed', JSON.stringify(findings.slice(0, 4)));
      expect(
        findings.some(({ fix = '' }) => fix.includes('read-only administrator')),
        JSON.stringify(findings.slice(0, 4)),
      );
    },
  );
  await stage.account.step('an administrator makes the verifier a read-only administrator', () => seesAll(lake));
}

async function seesAll(lake: VerifiedLake): Promise<void> {
  const { DataLakeSettings } = await lake.lakeFormation.send(new GetDataLakeSettingsCommand({}));
  const ReadOnlyAdmins = [{ DataLakePrincipalIdentifier: lake.output('VerifierRoleArn') }];
  await lake.lakeFormation.send(
    new PutDataLakeSettingsCommand({ DataLakeSettings: { ...DataLakeSettings, ReadOnlyAdmins } }),
  );
}

const configOf = (stage: Stage) => stage.config(CONFIG, LAKE);
const verifyCommand = (stage: Stage, ...args: string[]) =>
  stage.commandLine(['verify', '-c', configOf(stage), ...args], { NODE_NO_WARNINGS: '1' });

/** What a replaced table cost is granted again, once somebody has confirmed. */
export async function repairedLake(stage: Stage, lake: VerifiedLake): Promise<void> {
  stage.account.chapter('quilt-athena verify --repair');
  await revoked(lake);
  await stage.account.step('shows what it would grant, and changes nothing without a confirmation', async () => {
    const { exitCode, output } = await verifyCommand(stage, '--repair');
    expect(exitCode === 0 && output.includes('nothing was changed'), output);
    expect(output.includes('role analyst has SELECT on proven_governed.names again'), output);
    expect(output.includes('aws lakeformation grant-permissions'), output);
  });
  await grantedAgain(stage);
  await stage.account.step('a second time there is nothing to repair', async () => {
    const { output } = await verifyCommand(stage, '--repair', '--yes');
    expect(output.includes('No grant is missing'), output);
  });
}

/** What the plan wants, and nobody holds any more. */
export async function grantedAgain(stage: Stage): Promise<void> {
  await stage.needs('quilt-athena verify --repair --yes', () => verifyCommand(stage, '--repair', '--yes'));
}

/** What people get wrong, and are told. */
async function refusedFromTerminal(stage: Stage): Promise<void> {
  const elsewhere = stage.config('elsewhere', { ...LAKE, stackName: 'never-deployed' });
  const NOTHING = { NODE_NO_WARNINGS: '1' };
  const verify =
    (args: string[], env: NodeJS.ProcessEnv = {}) =>
    () =>
      stage.commandLine(['verify', '-c', ...args], { ...NOTHING, ...env });
  const config = configOf(stage);
  await stage.refused(
    'a stack that is not there',
    verify([elsewhere]),
    'must be deployed, found none',
    'npx cdk deploy',
  );
  await stage.refused('a role that is not declared', verify([config, '--role', 'analist']), 'did you mean "analyst"?');
  const noRegion = { AWS_REGION: '', AWS_DEFAULT_REGION: '' };
  await stage.refused('no region', verify([config], noRegion), 'no region is chosen; give --region');
  const nobody = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  await stage.refused('no credentials', verify([config], nobody), 'no AWS credentials were found; sign in');
}

/** The command with people's own credentials. */
export async function verifiedFromTerminal(stage: Stage, lake: VerifiedLake): Promise<void> {
  stage.account.chapter('quilt-athena verify, from a terminal');
  await refusedFromTerminal(stage);
  await stage.account.step('a lake as declared: exit code 0, progress, a summary', async () => {
    const { exitCode, output } = await verifyCommand(stage);
    expect(exitCode === 0 && output.includes('Access is as declared.'), `${exitCode}: ${output}`);
    expect(/\d+\/\d+ checks/.test(output), `no progress in ${output}`);
  });
  await stage.account.step('--role, --json: a grant that is gone, exit code 1', async () => {
    const undo = await revoked(lake);
    const { exitCode, output } = await verifyCommand(stage, '--role', 'analyst', '--json');
    await undo();
    const report = JSON.parse(output.slice(output.indexOf('{\n')));
    expect(exitCode === 1 && report.outcome === 'failed', `${exitCode}: ${output}`);
    expect(
      report.findings.every(({ role }: { role?: string }) => role !== 'scientist'),
      output,
    );
  });
}
