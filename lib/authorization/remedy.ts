import type { AuthorizationWorld } from './authorization-world';
import type { AwsVerdict } from './aws-check';
import type { Outcome } from './decide';
import type { Grant } from './grant';
import { describeGrants } from './grant-text';
import { normalisedGrants } from './normalise';
import { keyOf, type ObjectName } from './object-name';
import type { Verdict } from './requirement-verdict';
import type { Rule } from './rules/requirement';

/** What leads to `allow`, or back to what the policy lets. */
export interface Remedy {
  /** To be granted; never to be derived where the policy does not hold. */
  readonly grants: readonly Grant[];
  /** To be revoked, where AWS gives more than the policy lets. */
  readonly revoke: readonly Grant[];
  /** Empty where nothing is to be done. */
  readonly text: string;
}

/** What a remedy follows from. */
export interface RemedySource {
  readonly outcome: Outcome;
  readonly principal: string;
  readonly object: ObjectName;
  readonly policy: Verdict;
  readonly aws: AwsVerdict;
  readonly rule: Rule;
  readonly world: AuthorizationWorld;
  /** A definer view where Lake Formation does not govern. */
  readonly ungoverned: boolean;
}

/** Says what to do about a decision. */
export function remedyFor(source: RemedySource): Remedy {
  const { outcome, principal, policy, aws, ungoverned } = source;
  if (outcome === 'allow') return { grants: [], revoke: [], text: '' };
  const obstacles = [
    ...policy.obstacles,
    ...(ungoverned ? ['definer views exist only where Lake Formation governs; use the regime lakeformation'] : []),
  ];
  if (obstacles.length > 0 && outcome !== 'policy-deny') return { grants: [], revoke: [], text: obstacles.join('; ') };
  const grants = normalisedGrants([...policy.missing, ...aws.missing]);
  const give = [
    ...(grants.length > 0 ? [`grant ${principal} ${describeGrants(grants)}`] : []),
    ...(aws.missingTabulator || policy.missingTabulator.length > 0
      ? [`write tabulator: true for the role ${principal}`]
      : []),
  ].join(', and ');
  if (outcome !== 'policy-deny') return { grants, revoke: [], text: give };
  const revoke = overGranted(source);
  const take = revoke.length > 0 ? `revoke ${describeGrants(revoke)} from ${principal}` : '';
  return { grants, revoke, text: [take, give, ...obstacles].filter((text) => text !== '').join(', or ') };
}

/** The grants on the object itself, or on its database, that AWS lets the principal by. */
function overGranted({ principal, object, rule, world }: RemedySource): Grant[] {
  const asked = new Set(rule.aws.filter((need) => need.on === 'object').map((need) => need.privilege));
  const lets = (grant: Grant) => grant.privileges.some((p) => p === 'ALL' || asked.has(p) || asked.has('DESCRIBE'));
  const own = normalisedGrants(world.grants.filter((grant) => grant.principal === principal));
  const onObject = own.filter(
    (g) => g.table !== undefined && keyOf({ database: g.database, table: g.table }) === keyOf(object) && lets(g),
  );
  if (onObject.length > 0) return onObject;
  return own.filter(
    (g) => g.table === undefined && g.database === object.database.toLowerCase() && g.privileges.includes('ALL'),
  );
}
