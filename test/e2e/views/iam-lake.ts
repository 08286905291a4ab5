import type { Stage } from '../stage';
import { explainedSelects, planOf } from './expectations';

const BUCKETS = ['governed-reads', 'governed-reports'];

/** Where IAM decides alone, whoever queries a view needs the tables behind it in the policies, and gets the view there. */
export async function iamLake(stage: Stage): Promise<void> {
  stage.account.chapter('A lake where IAM decides: a view over both buckets, and a role that reads one of them');
  const lake = {
    stackName: 'iam-lake',
    buckets: BUCKETS,
    roles: [
      { name: 'analyst', read: '*', objects: 'query' },
      { name: 'narrow', read: [BUCKETS[0]], objects: 'query' },
    ],
    views: [
      {
        name: 'both',
        sql: `SELECT r.pkg_name, p.logical_key FROM "${BUCKETS[0]}_packages-view" r JOIN "${BUCKETS[1]}_objects-view" p ON r.pkg_name = p.pkg_name`,
        select: ['analyst'],
      },
      { name: 'one', sql: `SELECT pkg_name FROM "${BUCKETS[0]}_packages-view"`, select: ['analyst', 'narrow'] },
    ],
  };
  const config = stage.config('iam-lake', lake);
  await stage.needs('cdk bootstrap', () => stage.cdk.bootstrap(config));
  await stage.needs('cdk deploy', () => stage.cdk.deploy(config));
  const expected = await explainedSelects(stage, config, await planOf(stage, config));
  await stage.checks('view_queries.py', 'iam-lake', stage.file('expectations.json', JSON.stringify(expected)));
  const wider = { ...lake, views: lake.views.map((view) => ({ ...view, select: ['*'] })) };
  const refused = stage.config('iam-wider', wider);
  await stage.refused('a role that lacks a bucket', () => stage.cdk.synth(refused), 'view iam_lake.both', 'narrow');
}
