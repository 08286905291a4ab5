import type { Suite } from './suite';

const STACK = 'clients-lake';
const BUCKET = 'clients-packages';

/** What each client of a role really needs, by the clients themselves. */
export const clients: Suite = {
  name: 'clients',
  about: 'PyAthena cursors, SQLAlchemy, Glue and S3 without Athena in between, cutoffs, enforced result locations',
  async run(stage) {
    const config = stage.config('clients', {
      stackName: STACK,
      buckets: [BUCKET],
      roles: [
        { name: 'reader', read: '*' },
        { name: 'pythonista', read: '*', clients: ['pyathena'] },
        { name: 'downloader', read: '*', clients: ['pyathena', 'directResults'] },
        { name: 'explorer', read: '*', clients: ['pyathena', 'directGlue'] },
        { name: 'saver', read: '*', clients: ['pyathena'], workgroup: { bytesScannedCutoff: '10 MB' } },
      ],
    });
    stage.account.chapter('A lake with a role for each kind of client');
    await stage.does('a bucket with packages', 'small_packages.py', BUCKET);
    await stage.needs('cdk bootstrap', () => stage.cdk.bootstrap(config));
    await stage.needs('cdk deploy', () => stage.cdk.deploy(config));
    await stage.checks('direct_access.py', STACK, BUCKET);
    await stage.checks('sqlalchemy_client.py', STACK, BUCKET);
    await stage.checks('workgroup_limits.py', STACK, BUCKET);
  },
};
