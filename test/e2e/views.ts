import type { Suite } from './suite';
import { governedLife } from './views/governed-life';
import { hybridLake } from './views/hybrid-lake';
import { iamLake } from './views/iam-lake';

/** Views and grants as their users have them: a configuration, the CDK, and queries as each role. */
export const views: Suite = {
  name: 'views',
  about:
    'views in lakes that IAM and Lake Formation govern: grants read back, queries as explain says, changes, the end',
  async run(stage) {
    stage.account.chapter('Two buckets with packages');
    for (const bucket of ['governed-reads', 'governed-reports']) {
      await stage.does(bucket, 'small_packages.py', bucket);
    }
    await iamLake(stage);
    await hybridLake(stage);
    await stage.does('Lake Formation takes over for all that is new', 'lake_administrator.py', 'govern');
    await governedLife(stage);
  },
};
