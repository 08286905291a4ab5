import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../lib/model/package-root';
import { CONFIG, runSalesProd, STACK } from '../../local/demo/sales-prod';
import { BrokenOff, expect, type Stage } from './stage';
import type { Suite } from './suite';

const ADDED = 'warehouse-packages';

/** Deploying examples/sales-prod, using it as each role, deploying it again, changing it. */
export const salesProd: Suite = {
  name: 'sales-prod',
  about: 'the demo’s lake: deployed, used by each role, deployed again without effect, changed in place',
  async run(stage) {
    const { tally } = await runSalesProd(stage.aws, stage.account.print);
    stage.account.include(tally);
    if (tally.failed > 0) throw new BrokenOff();

    stage.account.chapter('Deploy it again');
    await stage.needs('cdk diff: no differences', () => stage.cdk.diff(CONFIG, '--fail'));
    const again = await stage.needs('cdk deploy', () => stage.cdk.deploy(CONFIG));
    await stage.account.step('it changed nothing', () => expect(again.output.includes('(no changes)'), again.output));

    stage.account.chapter('Change it: another bucket, another role, another cutoff, results kept for longer');
    const things = path.join(stage.folder, 'before.json');
    await stage.does('take down what the stack consists of', 'stack_things.py', 'save', things, STACK);
    await stage.does('another bucket with packages', 'small_packages.py', ADDED);
    const config = changedConfig(stage);
    await stage.refused('cdk diff tells of differences', () => stage.cdk.diff(config, '--fail'), ADDED);
    await stage.needs('cdk deploy', () => stage.cdk.deploy(config));
    await stage.checks('stack_things.py', 'same', things, STACK);
    await stage.checks('changed_lake.py', STACK, ADDED);
  },
};

interface Written {
  readonly buckets: readonly unknown[];
  readonly roles: readonly { readonly name: string }[];
}

function changedConfig(stage: Stage): string {
  const example = path.join(packageRoot(), CONFIG);
  const lake = parse(readFileSync(example, 'utf8')) as Written;
  // Its files are found from the configuration's folder.
  cpSync(path.join(path.dirname(example), 'tabulator'), path.join(stage.folder, 'tabulator'), { recursive: true });
  const roles = lake.roles.map((role) =>
    role.name === 'agent' ? { ...role, workgroup: { bytesScannedCutoff: '20 GB' } } : role,
  );
  return stage.config('changed', {
    ...lake,
    buckets: [...lake.buckets, ADDED],
    roles: [...roles, { name: 'auditor', read: [ADDED] }],
    results: { expirationDays: 2 },
  });
}
