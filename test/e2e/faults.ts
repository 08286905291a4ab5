import { FAULTS_IN_IAM } from './faults/faults-in-iam';
import { FAULTS_IN_LAKE_FORMATION } from './faults/faults-in-lake-formation';
import { governedLake, grantedAgain, repairedLake, verifiedFromTerminal } from './faults/governed-lake';
import { laterRuns } from './faults/later-runs';
import { passingTroubles } from './faults/passing-troubles';
import { playFaults, printTable } from './faults/play-faults';
import { failingCreate, failingUpdate, iamLake } from './faults/real-deployments';
import { VerifiedLake } from './faults/verified-lake';
import { expect, type Stage } from './stage';
import type { Suite } from './suite';

/** Access that is not as declared, in every way we know of, and whether the verifier says so. */
export const faults: Suite = {
  name: 'faults',
  about:
    'access goes otherwise than declared, one way at a time: the deployment fails, the later run tells, with the fix',
  async run(stage) {
    const iam = new VerifiedLake(stage.aws.environment, 'proven-iam');
    const governed = new VerifiedLake(stage.aws.environment, 'proven-governed');
    try {
      await play(stage, iam, governed);
    } finally {
      iam.end();
      governed.end();
    }
  },
};

async function play(stage: Stage, iam: VerifiedLake, governed: VerifiedLake): Promise<void> {
  const { account } = stage;
  account.chapter('A lake in which IAM decides: a first deployment that fails, then one that does not');
  const key = await stage.does('a KMS key', 'kms_key.py');
  await stage.does('a bucket encrypted with it', 'small_packages.py', 'proven-raw', key);
  const declared = iamLake(key);
  const config = stage.config('iam', declared);
  await stage.needs('cdk bootstrap', () => stage.cdk.bootstrap(config));
  const rows = [await failingCreate(stage, iam, config)];
  await stage.needs('cdk deploy, once the table is corrected', () => stage.cdk.deploy(config));
  await asDeclared(stage, iam);

  account.chapter('Faults where IAM decides, one at a time');
  rows.push(...(await playFaults(stage, iam, FAULTS_IN_IAM)));
  await asDeclared(stage, iam);

  await governedLake(stage, governed);
  await asDeclared(stage, governed);
  account.chapter('Faults where Lake Formation decides, one at a time');
  rows.push(...(await playFaults(stage, governed, FAULTS_IN_LAKE_FORMATION)));
  await repairedLake(stage, governed);
  await asDeclared(stage, governed);

  await laterRuns(stage, governed);
  await grantedAgain(stage);
  await passingTroubles(stage, iam);
  await verifiedFromTerminal(stage, governed);

  account.chapter('An update that fails is rolled back');
  const more = { name: 'lengths', sql: 'SELECT gene_id FROM gene_names', select: ['analyst'] };
  const changed = stage.config('changed', { ...declared, views: [...declared.views, more] });
  rows.push(await failingUpdate(stage, iam, changed));
  printTable(stage, rows);
  await account.step('0 missed', () =>
    expect(
      rows.every(({ detected }) => detected),
      'a fault was missed',
    ),
  );
}

/** Everything is allowed that must be, and everything else denied. */
export async function asDeclared(stage: Stage, lake: VerifiedLake): Promise<void> {
  await stage.account.step(`${lake.stackName}: access is as declared, everything was asked`, async () => {
    await lake.look();
    const { failure, report } = await lake.verify();
    const { outcome, asked, asDeclared: good, findings } = report;
    expect(
      !failure && outcome === 'verified',
      `${outcome}: ${failure} ${JSON.stringify(findings.slice(0, 6), undefined, 1)}`,
    );
    expect(asked > 100 && asked === good, `${good} of ${asked} as declared: ${JSON.stringify(findings)}`);
  });
}
