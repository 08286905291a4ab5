import { App, Stack } from 'aws-cdk-lib';
import { AthenaDatabase } from '../../lib/catalog/athena-database';
import { ResultsBucket } from '../../lib/query/results-bucket';
import { Workgroup } from '../../lib/query/workgroup';
import { ACCOUNT, REGION } from '../support/resolved-template';

/** A stack with what roles need: a database, a results bucket and a workgroup. */
export function stackWithWorkgroup(context: Record<string, unknown> = {}) {
  const stack = new Stack(new App({ context }), 'lake', { env: { account: ACCOUNT, region: REGION } });
  const database = new AthenaDatabase(stack, 'Database', { databaseName: 'lake' });
  const results = new ResultsBucket(stack, 'Results');
  const workgroup = new Workgroup(stack, 'Workgroup', {
    workgroupName: 'QuiltUserAthena-lake-analyst',
    results,
    resultsPrefix: 'athena-results/analyst/',
  });
  return { stack, database, results, workgroup };
}
