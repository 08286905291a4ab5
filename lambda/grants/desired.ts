import { createHash } from 'node:crypto';
import type { Grant } from '../../lib/authorization/grant';
import type { GrantPlan, GrantPreflight } from '../../lib/authorization/grant-plan';
import { normalisedGrants } from '../../lib/authorization/normalise';
import type { GrantsProperties } from './request';

/** A plan with ARNs for principals. */
export interface DesiredState {
  readonly grants: readonly Grant[];
  readonly preflight: GrantPreflight;
  /** Tells one state from another; also tables that were replaced. */
  readonly digest: string;
}

export function desiredState(plan: GrantPlan, { principals, tablesDigest }: GrantsProperties): DesiredState {
  const withArn = <T extends { readonly principal: string }>(each: T): T => {
    const arn = principals[each.principal];
    if (arn) return { ...each, principal: arn };
    const known = Object.keys(principals).join(', ') || 'none';
    throw new Error(
      `every principal of the plan needs an ARN, found none for ${each.principal} among ${known}; ` +
        'give the construct LakeFormationGrants the ARN of every role',
    );
  };
  const grants = normalisedGrants(plan.grants.map(withArn));
  const preflight = { ...plan.preflight, optIns: plan.preflight.optIns.map(withArn) };
  const digest = createHash('sha256')
    .update(JSON.stringify([grants, preflight, tablesDigest]))
    .digest('hex');
  return { grants, preflight, digest: digest.slice(0, 16) };
}
