import type { Stack } from 'aws-cdk-lib';
import { CLIENT_PRESETS } from '../../lib/authorization/client-presets';
import { type LakeConfig, ObjectAccess } from '../../lib/model/lake-config';
import { key } from '../support/arns';
import { lakeStack } from '../support/lake-stack';
import { resolvedTemplate } from '../support/resolved-template';
import { resultsBucketOf, type SimulatedRole, simulatedRole } from '../support/simulated-role';

export const DATA_KEY = key('11111111-data');
export const RESULTS_KEY = key('22222222-results');

/**
 * A lake with every kind of role: `analyst` works with the default clients, `agent` reaches objects by queries only,
 * `curator` writes one bucket and reads the other; each `only-CLIENT` has that client and reads what `analyst` does.
 */
const CONFIG: LakeConfig = {
  buckets: [{ name: 'sales-raw' }, { name: 'sales-vault', kmsKey: DATA_KEY }],
  roles: [
    { name: 'analyst', read: ['sales-raw'] },
    { name: 'agent', read: ['*'], objects: ObjectAccess.QUERY, clients: ['mcp'] },
    { name: 'curator', read: ['sales-vault'], write: ['sales-raw'] },
    ...CLIENT_PRESETS.map(({ name }) => ({ name: `only-${name}`, read: ['sales-raw'], clients: [name] })),
  ],
  results: { kmsKey: RESULTS_KEY },
};

/** The lake synthesized, its results bucket's name, and its roles as IAM sees them. */
export function salesLake(): { stack: Stack; results: string; role: (name: string) => SimulatedRole } {
  const { stack, quilt } = lakeStack(CONFIG);
  const roles = new Map<string, SimulatedRole>();
  const role = (name: string): SimulatedRole => {
    const known = roles.get(name) ?? simulatedRole(quilt, name);
    roles.set(name, known);
    return known;
  };
  return { stack, results: resultsBucketOf(resolvedTemplate(stack)).name, role };
}
