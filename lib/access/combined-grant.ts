import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { PolicyStatement } from '../authorization/policy-statement';

/** Adds statements to a principal's own policy. */
export function combinedGrant(grantee: IGrantable, statements: PolicyStatement[]): Grant {
  const grants = statements
    .filter((s) => s.Action.length > 0 && s.Resource.length > 0)
    .map((s) =>
      Grant.addToPrincipal({
        grantee,
        actions: [...s.Action],
        resourceArns: [...s.Resource],
        conditions: s.Condition && { ...s.Condition },
      }),
    );
  return grants.reduce((all, one) => all.combine(one));
}
