import type { AccessProblem } from './access-problem';
import type { AuthorizationWorld, ReadingOptions, ViewFacts } from './authorization-world';
import { viewIndex } from './base-expansion';
import { callerAccess } from './caller-access';
import { objectUse, policyVerdict, requirementOf } from './decide';
import type { Grant, Privilege } from './grant';
import { describeGrants } from './grant-text';
import { normalisedGrants } from './normalise';
import { keyOf } from './object-name';
import { declared } from './problem-text';
import type { Operation } from './rules/operation';
import { ruleOf } from './rules/rule-table';

/** The operations that a privilege on a view lets through in AWS: their requirements must hold for whoever gets it. */
const LETS_THROUGH: Readonly<Record<Privilege, readonly Operation[]>> = {
  ALL: ['select', 'insert', 'refresh', 'alter', 'drop', 'show'],
  ALTER: ['alter'],
  CREATE_TABLE: [],
  DELETE: ['refresh'],
  // One DESCRIBE lets both list and describe: the stricter of the two.
  DESCRIBE: ['show'],
  DROP: ['drop'],
  INSERT: ['insert'],
  SELECT: ['select'],
};

/** Grants declared on a view itself that its rules do not let the principal have: AWS would not refuse them. */
export function directGrantProblems(
  world: AuthorizationWorld,
  declaredGrants: readonly Grant[],
  options: ReadingOptions,
): AccessProblem[] {
  const index = viewIndex(world.views);
  return declaredGrants.flatMap((grant) => {
    const view =
      grant.table === undefined ? undefined : index.get(keyOf({ database: grant.database, table: grant.table }));
    return view ? problemsOf(grant, view, world, options) : [];
  });
}

function problemsOf(
  grant: Grant,
  view: ViewFacts,
  world: AuthorizationWorld,
  options: ReadingOptions,
): AccessProblem[] {
  const { principal } = grant;
  return grant.privileges.flatMap((privilege) => {
    const verdicts = LETS_THROUGH[privilege]
      .map((operation) => requirementOf(ruleOf(operation, view.kind), options))
      .filter((requirement) => !('never' in requirement))
      .map((requirement) => policyVerdict(requirement, principal, objectUse(view), view, world, options));
    if (verdicts.every((verdict) => verdict.holds)) {
      return view.kind === 'invoker' && privilege === 'SELECT' ? callerAccess(view, principal, world).problems : [];
    }
    const missing = normalisedGrants(verdicts.flatMap((verdict) => verdict.missing));
    const message = `${privilege} on the ${view.kind} view ${keyOf(view)} follows from rights on its base tables, found it granted to ${principal}, who lacks ${describeGrants(missing)}; declare ${declared(missing)} under grants, or leave out the grant on the view`;
    return [{ view: keyOf(view), principal, message }];
  });
}
