import type { AccessProblem } from './access-problem';
import type { AuthorizationWorld, Reading, Regime } from './authorization-world';
import { type Decision, decide } from './decide';
import type { AccessSpec } from './declared-access';
import { declaredGrants } from './declared-grants';
import type { Grant } from './grant';
import { keyOf, type ObjectName } from './object-name';
import { OPERATIONS, type Operation } from './rules/operation';

/** What one role may do with one view, and why. */
export interface Explanation {
  readonly role: string;
  /** `database.view`. */
  readonly view: string;
  readonly kind: string;
  readonly regime: Regime;
  readonly reading: Reading;
  /** One for each operation asked for. */
  readonly decisions: readonly Decision[];
  /** Those of the role on the view and on views behind it. */
  readonly derived: readonly Grant[];
  /** What keeps the configuration from being deployed; the decisions are about the grants as they are declared. */
  readonly problems: readonly AccessProblem[];
}

/** Explains the access of a role to a view, with the grants that are declared, see `declaredGrants`. */
export function explain(
  spec: AccessSpec,
  baseGrants: readonly Grant[],
  role: string,
  view: ObjectName,
  operations: readonly Operation[] = OPERATIONS,
): Explanation {
  const { derivation, grants } = declaredGrants(spec, baseGrants);
  const world: AuthorizationWorld = { ...spec, grants };
  const decisions = operations.map((operation) => decide(operation, role, view, world, spec));
  return {
    role,
    view: keyOf(view),
    kind: decisions[0]?.kind ?? 'table',
    regime: spec.regime,
    reading: spec.reading ?? 'strict',
    decisions,
    derived: derivation.grants.filter((grant) => grant.principal === role),
    problems: derivation.problems,
  };
}
