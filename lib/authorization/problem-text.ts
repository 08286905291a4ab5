import type { AccessProblem } from './access-problem';
import type { ViewFacts } from './authorization-world';
import type { Grant } from './grant';
import { declaredGrant, describeGrants } from './grant-text';
import { normalisedGrants } from './normalise';
import { keyOf } from './object-name';
import type { Verdict } from './requirement-verdict';
import type { RoleList } from './rules/role-lists';

const DOES: Readonly<Record<RoleList, string>> = {
  select: 'query',
  refresh: 'refresh',
  own: 'alter and drop',
};

/** A role is declared for a view without the rights that this takes. */
export function lackingAuthority(
  view: ViewFacts,
  list: RoleList,
  principal: string,
  failed: readonly Verdict[],
): AccessProblem {
  const missing = normalisedGrants(failed.flatMap((verdict) => verdict.missing));
  const found =
    missing.length > 0
      ? `${principal} lacks ${describeGrants(missing)}; declare ${declared(missing)} under grants`
      : failed.flatMap((verdict) => verdict.obstacles).join(', ');
  return {
    view: keyOf(view),
    principal,
    message: `to ${DOES[list]} the ${view.kind} view ${keyOf(view)} takes rights on its base tables, found that ${found}, or take ${principal} out of ${list}`,
  };
}

/** Grants as lines of a configuration. */
export function declared(grants: readonly Grant[]): string {
  return grants.map(declaredGrant).join(' and ');
}
