import { revokingSteps } from '../../../bin/bootstrap/bootstrap-steps';
import { StepMaker } from '../../../bin/bootstrap/made-step';
import { bootstrap } from '../../../bin/commands/bootstrap';
import { authoritySteps } from '../../../lib/access/administrator-step';
import { GrantsBootstrap } from '../../../lib/model/lake-config';
import { BrokenOff, type Stage } from '../stage';
import { DEPLOYED, Deployment, HELD, isOfReader, ON_DATABASE, ON_TABLE } from './deployment';
import { arnOf, type GovernedLake } from './governed-lake';
import { same } from './life-of-grants';

const NAME = 'waiting';
const CALLS = 'aws lakeformation grant-permissions';

/** Neither the deploying role nor the grants role is an administrator of Lake Formation. */
export async function grantsByAdministrator(stage: Stage, lake: GovernedLake): Promise<void> {
  const { account } = stage;
  const stack = new Deployment(stage);
  const held = async () => (await lake.held()).filter(isOfReader);

  account.chapter('A stack that only an administrator can let grant');
  await account.step('the deploying role is no administrator', () => lake.administeredBy());
  const grants = await account.step('synthesize it', () =>
    stack.synthesize(NAME, [ON_DATABASE, ON_TABLE], GrantsBootstrap.ADMINISTRATOR),
  );
  if (!grants) throw new BrokenOff();
  await stage.refused('cdk deploy --no-rollback tells the calls', () => stack.deploy(NAME, '--no-rollback'), CALLS);
  await account.step('quilt-athena bootstrap --execute makes them', () =>
    inEnvironment(stage.aws.environment, () =>
      bootstrap(grants, { execute: true, revoke: false, govern: false, json: false }),
    ),
  );
  await stage.needs('cdk deploy --no-rollback again', () => stack.deploy(NAME, '--no-rollback'));
  await account.step('grants', async () => same(await held(), HELD));
  await stage.needs('cdk destroy', () => stack.destroy(NAME));
  await account.step('leaves no grant', async () => same(await held(), []));
  await account.step('what is revoked twice, or from a role that is gone, is no failure', async () => {
    const maker = new StepMaker(lake.lakeFormation);
    for (const step of revokingSteps(authoritySteps(arnOf('gone'), DEPLOYED))) await maker.make(step);
  });
}

/** The command looks up credentials and endpoint as every AWS client does: in the environment of its process. */
async function inEnvironment(environment: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    await work();
  } finally {
    process.env = before;
  }
}
