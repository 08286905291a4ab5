import type { Stage } from '../stage';
import { REMOVING } from './example-lake';
import { explainedSelects, planOf } from './expectations';

const BUCKET = 'governed-reads';
const MANIFESTS = `${BUCKET}_manifests`;
const sql = `SELECT logical_key, size FROM "${MANIFESTS}" WHERE size IS NOT NULL`;

/**
 * Lake Formation for two roles, IAM for the others, and a view that shows a role the rows of a table it may not read.
 * Only reading it is played: that Glue and Lake Formation accept such a view is for an account to prove.
 */
export async function hybridLake(stage: Stage): Promise<void> {
  stage.account.chapter('A hybrid lake with a definer view: Lake Formation for two roles, IAM for the third');
  const config = stage.config('hybrid-lake', {
    stackName: 'hybrid-lake',
    workgroups: { recursiveDelete: true },
    authorization: { regime: 'hybrid', optIn: ['curator', 'visitor'] },
    buckets: [BUCKET],
    roles: [
      { name: 'analyst', read: '*', objects: 'query' },
      { name: 'curator', read: '*', objects: 'query' },
      { name: 'visitor', objects: 'query' },
    ],
    grants: [
      { role: 'curator', table: MANIFESTS, privileges: ['SELECT'], grantable: ['SELECT'] },
      { role: 'curator', privileges: ['ALL'] },
    ],
    views: [
      { name: 'shielded', sql, security: 'definer', definer: 'curator', select: ['visitor'] },
      { name: 'plain', sql, select: ['analyst', 'curator'] },
    ],
  });
  const deploy = () => stage.cdk.deploy(config, '--no-rollback', ...REMOVING);
  await stage.refused('cdk deploy --no-rollback', deploy, 'aws lakeformation');
  await stage.needs('quilt-athena bootstrap --execute', () =>
    stage.commandLine(['bootstrap', '-c', config, '--execute']),
  );
  await stage.needs('cdk deploy --no-rollback again', deploy);
  const expected = await explainedSelects(stage, config, await planOf(stage, config));
  const shown = {
    role: 'visitor',
    view: '',
    allowed: false,
    denial: 'is not authorized to perform: glue:GetTable',
    sql: `SELECT * FROM "hybrid_lake"."${MANIFESTS}"`,
  };
  await stage.checks(
    'view_queries.py',
    'hybrid-lake',
    stage.file('expectations.json', JSON.stringify([...expected, shown])),
  );
  await stage.needs('cdk destroy', () => stage.cdk.destroy(config, ...REMOVING));
}
