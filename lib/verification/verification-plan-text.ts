import { QuiltAthenaValidationError } from '../model/validation-error';
import { type CallExpectation, VERIFICATION_PLAN_VERSION, type VerificationPlan } from './verification-plan';

/** Calls with numbers for resources: a thousand ARNs stand once, not once for each role and situation. */
interface WrittenCall extends Omit<CallExpectation, 'resources'> {
  readonly resources: readonly number[];
}

/** The plan as the text that is deployed: the same plan gives the same bytes. */
export function writeVerificationPlan(plan: VerificationPlan): string {
  const numbers = new Map<string, number>();
  const numberOf = (resource: string) => {
    const known = numbers.get(resource) ?? numbers.size;
    numbers.set(resource, known);
    return known;
  };
  const roles = plan.roles.map((role) => ({
    ...role,
    calls: role.calls.map((call): WrittenCall => ({ ...call, resources: call.resources.map(numberOf) })),
  }));
  return `${JSON.stringify({ ...plan, roles, resources: [...numbers.keys()] })}\n`;
}

/** Reads every form of a plan there ever was. */
export function readVerificationPlan(text: string): VerificationPlan {
  const { resources, ...plan } = JSON.parse(text);
  if (typeof plan.version !== 'number' || !Array.isArray(plan.roles) || !Array.isArray(resources)) {
    throw new QuiltAthenaValidationError(
      `a verification plan has version, roles and resources, found ${Object.keys(plan).join(', ') || 'nothing'}; deploy the stack again`,
    );
  }
  if (plan.version > VERIFICATION_PLAN_VERSION) {
    throw new QuiltAthenaValidationError(
      `this handler reads verification plans up to version ${VERIFICATION_PLAN_VERSION}, found version ${plan.version}; ` +
        'deploy with the newer cdk-quilt-athena that wrote it',
    );
  }
  const withNames = (call: WrittenCall) => ({ ...call, resources: call.resources.map((i) => resources[i]) });
  return {
    ...plan,
    roles: plan.roles.map((role: { calls: WrittenCall[] }) => ({ ...role, calls: role.calls.map(withNames) })),
  };
}
