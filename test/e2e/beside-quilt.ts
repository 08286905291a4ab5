import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../lib/model/package-root';
import { outputsIn } from '../../local/demo/sales-prod';
import { expect, type Stage } from './stage';
import type { Suite } from './suite';

const QUILT = 'sales-prod';
const OURS = 'sales-prod-athena';
const BUCKET = 'quilt-sandbox-bucket';
const PARAMETER = 'ManagedUserRoleExtraPolicies';
/** Workgroups that were used go only when both keys say so. */
const REMOVE_WORKGROUPS = ['-c', 'cdk-quilt-athena/removeDataOnDestroy=true'];

/** Adding this library's stack to a Quilt stack 1.62.1, and taking it away again. */
export const besideQuilt: Suite = {
  name: 'beside-quilt',
  about: 'the production failure of a Quilt stack, cured by a stack beside it that changes nothing it imports',
  async run(stage) {
    const { account } = stage;
    account.chapter('A Quilt stack 1.62.1 (our template of its Athena part) and its registry');
    await stage.does('a bucket with packages', 'demo/create_buckets.py', BUCKET);
    await stage.does('quilt3 push', 'demo/push_packages.py', BUCKET);
    const template = path.join(packageRoot(), 'test/e2e/quilt-stack/template.json');
    await stage.does(`stack ${QUILT}`, 'quilt_stack.py', 'create', QUILT, template);
    await stage.does('its registry adds the bucket: tables, views, policies', 'quilt_registry.py', QUILT, BUCKET);
    await stage.checks('quilt_without_us.py', QUILT, BUCKET);

    account.chapter('Add to it');
    const { config, imported } = await addedConfig(stage);
    const state = path.join(stage.folder, 'imported.json');
    await stage.does('take down what everything imported is like', 'imported.py', 'save', state, ...imported);
    await stage.needs('cdk bootstrap', () => stage.cdk.bootstrap(config));
    const deployed = await stage.needs('cdk deploy', () => stage.cdk.deploy(config, ...REMOVE_WORKGROUPS));
    await stage.checks('imported.py', 'compare', state, '--attached');

    account.chapter('Let Quilt attach the policies of the role it manages');
    const policies = outputsIn(deployed.output)[PARAMETER] ?? '';
    await stage.does(`${PARAMETER} of stack ${QUILT}`, 'quilt_stack.py', 'parameter', QUILT, PARAMETER, policies);
    await stage.checks('quilt_with_us.py', QUILT, OURS, BUCKET);

    account.chapter('Take it away');
    await stage.does(`${PARAMETER} as before`, 'quilt_stack.py', 'parameter', QUILT, PARAMETER);
    const things = path.join(stage.folder, 'ours.json');
    await stage.does('take down what is ours', 'stack_things.py', 'save', things, OURS);
    await stage.needs('cdk destroy', () => stage.cdk.destroy(config, ...REMOVE_WORKGROUPS));
    await stage.checks('stack_things.py', 'gone', things, 'AWS::S3::Bucket');
    account.chapter('What was imported, at last');
    await stage.checks('imported.py', 'compare', state);
    await stage.checks('quilt_without_us.py', QUILT, BUCKET);
  },
};

/** The configuration that `init` writes for the Quilt stack, with the role it leaves to uncomment. */
async function addedConfig(stage: Stage): Promise<{ config: string; imported: string[] }> {
  const config = path.join(stage.folder, 'quilt-athena.yaml');
  const args = ['init', '--from-stack', QUILT, '--bucket', BUCKET, '--output', config];
  await stage.needs(`quilt-athena ${args.slice(0, -1).join(' ')} …`, () => stage.commandLine(args));
  const written = readFileSync(config, 'utf8');
  const managed = /# {3}arn: (\S+)/.exec(written)?.[1] ?? '';
  const database = /^ {2}name: (\S+)$/m.exec(written)?.[1] ?? '';
  await stage.account.step('it found the database, both roles and the managed role', () => {
    expect(/^[a-z-]*userathenadatabase-/.test(database), `no database in:\n${written}`);
    for (const role of [`ReadQuiltV2-${QUILT}`, `ReadWriteQuiltV2-${QUILT}`]) {
      expect(new RegExp(`^ {2}- arn: \\S+:role/${role}$`, 'm').test(written), `${role} is not in:\n${written}`);
    }
    expect(managed.includes(`:role/quilt/${QUILT}/us-east-1/`), `no managed role in:\n${written}`);
  });
  const role = ['  - name: sandbox-readers', '    quiltManaged: true', `    arn: ${managed}`, `    read: [${BUCKET}]`];
  const completed = written.replace(/^roles:$/m, ['roles:', ...role].join('\n'));
  stage.file('quilt-athena.yaml', `${completed}\nworkgroups:\n  recursiveDelete: true\n`);
  const roles = [`ReadQuiltV2-${QUILT}`, `ReadWriteQuiltV2-${QUILT}`, managed.split('/').at(-1) ?? ''];
  const workgroup = `workgroup:QuiltUserAthena-${QUILT}-NonManagedRoleWorkgroup`;
  const things = [`database:${database}`, ...roles.map((name) => `role:${name}`), workgroup];
  return { config, imported: [...things, `bucket:${BUCKET}`, `stack:${QUILT}`] };
}
