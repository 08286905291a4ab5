import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { grantsOfStack, type LakeGrants } from '../../../bin/bootstrap/lake-grants';
import { writeGrantPlan } from '../../../lib/access/grant-plan-text';
import { LakeFormationGrants } from '../../../lib/access/lake-formation-grants';
import { RecordsBucket } from '../../../lib/access/records-bucket';
import type { Grant } from '../../../lib/authorization/grant';
import { GrantsBootstrap } from '../../../lib/model/lake-config';
import { packageRoot } from '../../../lib/model/package-root';
import { type CommandEnd, streamedCommand } from '../../../local/demo/streamed-command';
import { ACCOUNT, childEnvironment, REGION } from '../../../local/environment';
import type { Stage } from '../stage';

const STACK = 'deployed-grants';
export const DEPLOYED = 'deployed';
const READER = 'reader-of-deployed';
export const ON_DATABASE: Grant = { principal: 'reader', database: DEPLOYED, privileges: ['DESCRIBE'] };
export const ON_TABLE: Grant = { ...ON_DATABASE, table: 'orders', privileges: ['DESCRIBE', 'SELECT'] };
/** Refused by Lake Formation for good, not only at first. */
export const WRONG: Grant = { ...ON_TABLE, columns: ['no_such_column'], privileges: ['SELECT'] };
/** What the first, and what both grants are listed as. */
export const HELD = [`${READER}: DESCRIBE on deployed`, `${READER}: DESCRIBE on orders`, `${READER}: SELECT on orders`];
export const isOfReader = (line: string): boolean => line.startsWith(READER);
/** Deploys for CloudFormation, by the name that the CDK's bootstrap gives it. */
export const DEPLOYING_ROLE = `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`;

/** A stack of its own with the construct, deployed by the CDK. */
export class Deployment {
  constructor(private readonly stage: Stage) {}

  public synthesize(name: string, grants: readonly Grant[], bootstrap = GrantsBootstrap.STACK): LakeGrants | undefined {
    const app = new App({ outdir: path.join(this.stage.folder, name) });
    const stack = stackWith(app, grants, bootstrap);
    app.synth();
    return grantsOfStack(stack);
  }

  public bootstrap(name: string): Promise<CommandEnd> {
    return this.cdk('bootstrap', name, `aws://${ACCOUNT}/${REGION}`);
  }

  public deploy(name: string, ...more: string[]): Promise<CommandEnd> {
    return this.cdk('deploy', name, '--require-approval', 'never', '--progress', 'events', ...more);
  }

  public destroy(name: string): Promise<CommandEnd> {
    return this.cdk('destroy', name, '--force');
  }

  private cdk(verb: string, name: string, ...more: string[]): Promise<CommandEnd> {
    const { aws, folder } = this.stage;
    const cli = path.join(packageRoot(), 'node_modules/aws-cdk/bin/cdk');
    const env = { ...childEnvironment(aws.environment), CI: 'true', NODE_NO_WARNINGS: '1' };
    const args = [cli, verb, '--app', path.join(folder, name), '--no-notices', '--version-reporting=false', ...more];
    return streamedCommand(process.execPath, args, { cwd: folder, env, timeoutMs: 300_000 });
  }
}

function stackWith(app: App, grants: readonly Grant[], bootstrap: GrantsBootstrap): Stack {
  const stack = new Stack(app, STACK, { env: { account: ACCOUNT, region: REGION } });
  const database = new CfnDatabase(stack, 'Database', { catalogId: ACCOUNT, databaseInput: { name: DEPLOYED } });
  const table = new CfnTable(stack, 'Table', {
    catalogId: ACCOUNT,
    databaseName: DEPLOYED,
    tableInput: {
      name: 'orders',
      tableType: 'EXTERNAL_TABLE',
      storageDescriptor: { columns: [{ name: 'id', type: 'string' }], location: 's3://deployed-data/orders/' },
    },
  });
  table.addDependency(database);
  const role = new Role(stack, 'Reader', { roleName: READER, assumedBy: new AccountRootPrincipal() });
  const preflight = { governed: [{ database: DEPLOYED }], locations: [], optIns: [] };
  new LakeFormationGrants(stack, 'Grants', {
    plan: writeGrantPlan({ version: 1, grants, preflight }),
    principals: { reader: role.roleArn },
    tablesDigest: 'one table',
    records: new RecordsBucket(stack, 'Records'),
    bootstrap,
    dependencies: [database, table],
  });
  return stack;
}
