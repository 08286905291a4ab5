import path from 'node:path';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { grantsOfStack } from '../../../bin/bootstrap/lake-grants';
import { writeGrantPlan } from '../../../lib/access/grant-plan-text';
import { LakeFormationGrants } from '../../../lib/access/lake-formation-grants';
import { RecordsBucket } from '../../../lib/access/records-bucket';
import type { Grant } from '../../../lib/authorization/grant';
import { GrantsBootstrap } from '../../../lib/model/lake-config';
import { packageRoot } from '../../../lib/model/package-root';
import { streamedCommand } from '../../../local/demo/streamed-command';
import { ACCOUNT, childEnvironment, REGION } from '../../../local/environment';
import { expect, type Stage } from '../stage';
import type { GovernedLake } from './governed-lake';
import { same } from './life-of-grants';

const STACK = 'deployed-grants';
const DATABASE = 'deployed';
const ON_TABLE: Grant = {
  principal: 'reader',
  database: DATABASE,
  table: 'orders',
  privileges: ['DESCRIBE', 'SELECT'],
};
const ON_DATABASE: Grant = { principal: 'reader', database: DATABASE, privileges: ['DESCRIBE'] };
const WRONG: Grant = { ...ON_TABLE, columns: ['no_such_column'], privileges: ['SELECT'] };
const HELD = [
  'reader-of-deployed: DESCRIBE on deployed',
  'reader-of-deployed: DESCRIBE on orders',
  'reader-of-deployed: SELECT on orders',
];

/** A stack of its own with the construct, as the CDK deploys it. */
function stackWith(grants: readonly Grant[], outdir: string): { readonly app: App; readonly stack: Stack } {
  const app = new App({ outdir });
  const stack = new Stack(app, STACK, { env: { account: ACCOUNT, region: REGION } });
  const database = new CfnDatabase(stack, 'Database', { catalogId: ACCOUNT, databaseInput: { name: DATABASE } });
  const table = new CfnTable(stack, 'Table', {
    catalogId: ACCOUNT,
    databaseName: DATABASE,
    tableInput: {
      name: 'orders',
      tableType: 'EXTERNAL_TABLE',
      storageDescriptor: { columns: [{ name: 'id', type: 'string' }], location: 's3://deployed-data/orders/' },
    },
  });
  table.addDependency(database);
  const role = new Role(stack, 'Reader', { roleName: 'reader-of-deployed', assumedBy: new AccountRootPrincipal() });
  role.applyRemovalPolicy(RemovalPolicy.DESTROY);
  new LakeFormationGrants(stack, 'Grants', {
    plan: writeGrantPlan({
      version: 1,
      grants,
      preflight: { governed: [{ database: DATABASE }], locations: [], optIns: [] },
    }),
    principals: { reader: role.roleArn },
    tablesDigest: 'one table',
    records: new RecordsBucket(stack, 'Records'),
    bootstrap: GrantsBootstrap.STACK,
    dependencies: [database, table],
  });
  return { app, stack };
}

/** The custom resource with everything that is around it on AWS: framework, role, policy, assets, rollback. */
export async function deployedGrants(stage: Stage, lake: GovernedLake): Promise<void> {
  const { account, folder } = stage;
  const cdk = (verb: string, name: string, ...more: string[]) => {
    const cli = path.join(packageRoot(), 'node_modules/aws-cdk/bin/cdk');
    const env = { ...childEnvironment(stage.aws.environment), CI: 'true', NODE_NO_WARNINGS: '1' };
    const args = [cli, verb, '--app', path.join(folder, name), '--no-notices', '--version-reporting=false', ...more];
    return streamedCommand(process.execPath, args, { cwd: folder, env, timeoutMs: 300_000 });
  };
  const synth = (name: string, grants: readonly Grant[]) =>
    account.step(`synthesize: ${name}`, () => {
      const { app, stack } = stackWith(grants, path.join(folder, name));
      app.synth();
      expect(grantsOfStack(stack)?.principals.reader?.logicalId !== undefined, 'the role is not found in the stack');
    });
  const held = async () => (await lake.held()).filter((line) => line.startsWith('reader-of-deployed'));

  account.chapter('A stack with the construct, deployed by the CDK');
  await synth('wrong', [ON_DATABASE, WRONG]);
  await synth('first', [ON_DATABASE]);
  await synth('second', [ON_DATABASE, ON_TABLE]);
  await stage.needs('cdk bootstrap', () => cdk('bootstrap', 'first', `aws://${ACCOUNT}/${REGION}`));
  const deploying = `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`;
  await account.step('the deploying role is an administrator', () => lake.administeredBy(deploying));
  const deploy = (name: string) => cdk('deploy', name, '--require-approval', 'never', '--progress', 'events');
  await stage.refused('a first deployment with a column that is not there', () => deploy('wrong'), 'no_such_column');
  await account.step('leaves no grant', async () => same(await held(), []));
  await stage.needs('the stack is cleared away', () => cdk('destroy', 'first', '--force'));
  await stage.needs('cdk deploy', () => deploy('first'));
  await account.step('grants', async () => same(await held(), HELD.slice(0, 1)));
  await stage.needs('cdk deploy, with more', () => deploy('second'));
  await account.step('grants more', async () => same(await held(), HELD));
  await stage.refused('cdk deploy with a column that is not there', () => deploy('wrong'), 'no_such_column');
  await account.step('is rolled back to the grants before', async () => same(await held(), HELD));
  await stage.needs('cdk destroy', () => cdk('destroy', 'second', '--force'));
  await account.step('leaves no grant, not even the authority of the grants role', async () => {
    same(await held(), []);
    same(await lake.heldOn(DATABASE), []);
  });
}
