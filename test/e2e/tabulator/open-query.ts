import type { Stage } from '../stage';

/**
 * The open query of a lake that is deployed without: refused first, then switched on by `withOpenQuery`, the same lake's
 * configuration with it.
 */
export async function openQuery(stage: Stage, stack: string, bucket: string, withOpenQuery: string): Promise<void> {
  await stage.checks('tabulator_open_query.py', 'without', stack, bucket);
  await stage.needs('cdk deploy, with openQuery: true', () => stage.cdk.deploy(withOpenQuery));
  await stage.checks('tabulator_open_query.py', 'with', stack, bucket);
}
