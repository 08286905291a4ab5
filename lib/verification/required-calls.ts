import type { PolicyStatement } from '../authorization/policy-statement';
import { SAMPLE, situationsOf, THROUGH_ATHENA } from './call-context';
import type { CallExpectation } from './verification-plan';

/**
 * What statements allow, as questions to IAM: whether the policies that are attached, boundaries and the organization's
 * policies included, still let it through.
 *
 * A wildcard is asked about by one name. What needs no Athena in between is asked both ways, since a Deny of somebody
 * else may be about one of them; calls of Athena itself always come from the caller.
 */
export function requiredCalls(
  statements: readonly PolicyStatement[],
  nameOf: (resource: string) => string,
): CallExpectation[] {
  return statements.flatMap(({ Sid, Action, Resource, Condition }) => {
    const resources = Resource.map((each) => (each === '*' ? each : nameOf(each).replaceAll('*', SAMPLE)));
    const situations = situationsOf(Condition);
    const byAthena = Condition !== undefined || Action.some((action) => action.startsWith('athena:'));
    const contexts = byAthena ? situations : [...situations, ...situations.map((s) => ({ ...s, ...THROUGH_ATHENA }))];
    return contexts.map(
      (context): CallExpectation => ({ purpose: Sid, actions: Action, resources, context, expected: 'allowed' }),
    );
  });
}
