import type { Stage } from '../stage';
import { DEPLOYED, DEPLOYING_ROLE, Deployment, HELD, isOfReader, ON_DATABASE, ON_TABLE, WRONG } from './deployment';
import type { GovernedLake } from './governed-lake';
import { same } from './life-of-grants';

/** The custom resource with everything that is around it on AWS: framework, role, policy, assets, rollback. */
export async function deployedGrants(stage: Stage, lake: GovernedLake): Promise<void> {
  const { account } = stage;
  const stack = new Deployment(stage);
  const held = async () => (await lake.held()).filter(isOfReader);

  account.chapter('A stack with the construct, deployed by the CDK');
  await account.step('synthesize three versions of it', () => {
    stack.synthesize('wrong', [ON_DATABASE, WRONG]);
    stack.synthesize('first', [ON_DATABASE]);
    stack.synthesize('second', [ON_DATABASE, ON_TABLE]);
  });
  await stage.needs('cdk bootstrap', () => stack.bootstrap('first'));
  await account.step('the deploying role is an administrator', () => lake.administeredBy(DEPLOYING_ROLE));
  await stage.refused(
    'a first deployment with a column that is not there',
    () => stack.deploy('wrong'),
    'no_such_column',
  );
  await account.step('leaves no grant', async () => same(await held(), []));
  await stage.needs('the stack is cleared away', () => stack.destroy('first'));
  await stage.needs('cdk deploy', () => stack.deploy('first'));
  await account.step('grants', async () => same(await held(), HELD.slice(0, 1)));
  await stage.needs('cdk deploy, with more', () => stack.deploy('second'));
  await account.step('grants more', async () => same(await held(), HELD));
  await stage.refused('cdk deploy with a column that is not there', () => stack.deploy('wrong'), 'no_such_column');
  await account.step('is rolled back to the grants before', async () => same(await held(), HELD));
  await stage.needs('cdk destroy', () => stack.destroy('second'));
  await account.step('leaves no grant, not even the authority of the grants role', async () => {
    same(await held(), []);
    same(await lake.heldOn(DEPLOYED), []);
  });
}
