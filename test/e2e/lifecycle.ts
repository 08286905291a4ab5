import path from 'node:path';
import { expect, type Stage } from './stage';
import type { Suite } from './suite';

const BUCKET = 'lifecycle-packages';
const TYPO = { arn: 'arn:aws:iam::000000000000:role/no-such-role', read: '*' };
const BOTH_KEYS = ['-c', 'cdk-quilt-athena/removeDataOnDestroy=true'];
const ANALYST = { name: 'analyst', read: '*' };
const REMOVING = { results: { destroy: true }, workgroups: { recursiveDelete: true } };

/** What becomes of everything when deployments fail and stacks are deleted. */
export const lifecycle: Suite = {
  name: 'lifecycle',
  about: 'failed deployments leave nothing, deleted stacks keep data unless two keys say otherwise; encrypted lakes',
  async run(stage) {
    stage.account.chapter('An encrypted bucket with packages, and a database and a role of somebody else');
    const key = await stage.does('a KMS key', 'kms_key.py');
    await stage.does('a bucket encrypted with it', 'small_packages.py', BUCKET, key);
    await stage.does('the database, its tables, the role', 'others_lake.py', 'others_lake', BUCKET, 'others-analyst');
    await besideOthers(stage, key);
    await ownLake(stage, key);
    await removedLake(stage, key);
  },
};

/** In an existing database: a deployment that fails, one that does not, and its end. */
async function besideOthers(stage: Stage, key: string): Promise<void> {
  const lake = {
    stackName: 'beside-others',
    database: { name: 'others_lake', existing: true },
    buckets: [{ name: BUCKET, kmsKey: key }],
    results: { kmsKey: key },
    workgroups: { recursiveDelete: true },
  };
  const good = { name: 'others-analyst', existing: true, read: '*' };
  const wrong = stage.config('wrong', { ...lake, roles: [good, TYPO] });
  const right = stage.config('right', { ...lake, roles: [good] });
  const state = path.join(stage.folder, 'imported.json');
  const imported = ['database:others_lake', 'role:others-analyst', `bucket:${BUCKET}`];

  stage.account.chapter('Beside it: a deployment that fails half-way');
  await stage.does('take down what everything imported is like', 'imported.py', 'save', state, ...imported);
  await stage.needs('cdk bootstrap', () => stage.cdk.bootstrap(right));
  await stage.refused('cdk deploy with a role that does not exist', () => stage.cdk.deploy(wrong), 'no-such-role');
  await stage.checks('imported.py', 'compare', state);
  await nothingLeft(stage, 'beside-others');

  stage.account.chapter(
    'Beside it: results and objects encrypted with a KMS key (the local AWS asks the key as it models S3)',
  );
  await stage.needs('cdk deploy', () => stage.cdk.deploy(right, ...BOTH_KEYS));
  await stage.checks('used_lake.py', 'beside-others', 'others-analyst', BUCKET, key);
  await stage.checks('imported.py', 'compare', state, '--attached');
  await destroyed(stage, 'beside-others', () => stage.cdk.destroy(right, ...BOTH_KEYS), 'AWS::S3::Bucket');
  await stage.checks('imported.py', 'compare', state);
}

/** A lake of its own that fails first, then is deployed, used, and deleted with one key only. */
async function ownLake(stage: Stage, key: string): Promise<void> {
  const lake = { stackName: 'own-lake', buckets: [{ name: BUCKET, kmsKey: key }], roles: [ANALYST] };
  const config = stage.config('own', lake);
  const wrong = stage.config('own-wrong', { ...lake, roles: [ANALYST, TYPO] });

  stage.account.chapter('A lake of its own: a first deployment that fails, then one that does not');
  await stage.refused('cdk deploy with a role that does not exist', () => stage.cdk.deploy(wrong), 'no-such-role');
  await nothingLeft(stage, 'own-lake');
  await stage.needs('cdk deploy, corrected', () => stage.cdk.deploy(config));
  await stage.checks('used_lake.py', 'own-lake', 'analyst', BUCKET);

  stage.account.chapter('One key of two deletes nothing');
  const oneKey = stage.config('own-one-key', { ...lake, ...REMOVING });
  const diff = await stage.needs('cdk diff: no differences', () => stage.cdk.diff(oneKey, '--fail'));
  await stage.account.step('it warns of both', () => {
    for (const what of ['the results bucket and its contents will be kept', 'a used workgroup will be kept']) {
      expect(diff.output.includes(what), `no warning "${what}" in:\n${diff.output}`);
    }
  });
  const things = path.join(stage.folder, 'own-lake.json');
  await stage.does('take down what the stack consists of', 'stack_things.py', 'save', things, 'own-lake');
  await stage.refused('cdk destroy: the used workgroup stays', () => stage.cdk.destroy(oneKey), 'is not empty');
  const kept = ['AWS::Athena::WorkGroup', 'AWS::Glue::Database', 'AWS::S3::Bucket'];
  await stage.checks('stack_things.py', 'gone', things, ...kept);
  const results = await stage.does('look into the results bucket', 'count_results.py', things);
  await stage.account.step('its results are there', () => expect(Number(results) > 0, `found ${results}`));
}

/** With both keys data goes, the function that empties the bucket getting past the bucket's own policy. */
async function removedLake(stage: Stage, key: string): Promise<void> {
  const buckets = [{ name: BUCKET, kmsKey: key }];
  const config = stage.config('removed', { stackName: 'removed-lake', buckets, roles: [ANALYST], ...REMOVING });

  stage.account.chapter('Both keys delete results and workgroup, never the database');
  await stage.needs('cdk deploy', () => stage.cdk.deploy(config, ...BOTH_KEYS));
  await stage.checks('used_lake.py', 'removed-lake', 'analyst', BUCKET);
  await destroyed(stage, 'removed-lake', () => stage.cdk.destroy(config, ...BOTH_KEYS), 'AWS::Glue::Database');
}

async function nothingLeft(stage: Stage, stack: string): Promise<void> {
  const things = path.join(stage.folder, `${stack}-failed.json`);
  await stage.does('take down what had been created', 'stack_things.py', 'created', things, stack);
  await stage.checks('stack_things.py', 'gone', things);
}

async function destroyed(
  stage: Stage,
  stack: string,
  destroy: () => ReturnType<Stage['cdk']['destroy']>,
  ...kept: string[]
): Promise<void> {
  const things = path.join(stage.folder, `${stack}.json`);
  await stage.does('take down what the stack consists of', 'stack_things.py', 'save', things, stack);
  await stage.needs('cdk destroy', destroy);
  await stage.checks('stack_things.py', 'gone', things, ...kept);
}
