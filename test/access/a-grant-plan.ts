import type { Grant } from '../../lib/authorization/grant';
import type { GrantPlan, GrantPreflight } from '../../lib/authorization/grant-plan';

export const TABLE: Grant = {
  principal: 'analyst',
  database: 'sales',
  table: 'orders',
  privileges: ['DESCRIBE', 'SELECT'],
};
export const DATABASE: Grant = { principal: 'analyst', database: 'sales', privileges: ['DESCRIBE'] };

export function aGrantPlan(grants: readonly Grant[] = [DATABASE, TABLE], preflight: Partial<GrantPreflight> = {}) {
  const plan: GrantPlan = { version: 1, grants, preflight: { governed: [], locations: [], optIns: [], ...preflight } };
  return plan;
}
