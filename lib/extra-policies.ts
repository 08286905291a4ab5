import { EXTRA_POLICIES } from './authorization/policy-packing';
import type { Lake } from './model/lake';
import { QuiltAthenaValidationError } from './model/validation-error';
import type { QuiltAthena } from './quilt-athena';

/** Fails where the policies of all roles that Quilt manages do not fit into the one parameter that attaches them. */
export function checkExtraPolicies(quilt: QuiltAthena, lake: Lake): void {
  const managed = lake.roles.filter((role) => role.kind === 'quiltManaged');
  const counts = managed.map(({ name }) => ({ name, count: quilt.queryRole(name).policyArns.length }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total <= EXTRA_POLICIES) return;
  const each = counts.map(({ name, count }) => `${name} ${count}`).join(', ');
  throw new QuiltAthenaValidationError(
    `Quilt's parameter ManagedUserRoleExtraPolicies takes ${EXTRA_POLICIES} policies for all managed roles together, ` +
      `found ${total} (${each}); declare fewer quiltManaged roles or fewer buckets for them, or give arn of custom roles instead`,
    quilt.node.path,
  );
}
