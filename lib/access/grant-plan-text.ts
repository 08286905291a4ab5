import { GRANT_PLAN_VERSION, type GrantPlan } from '../authorization/grant-plan';
import { QuiltAthenaValidationError } from '../model/validation-error';

/** The plan as the text that is deployed. Keys have one order, so the same plan gives the same bytes. */
export function writeGrantPlan(plan: GrantPlan): string {
  return `${JSON.stringify(withSortedKeys(plan))}\n`;
}

/** Reads every form of a plan there ever was. */
export function readGrantPlan(text: string): GrantPlan {
  const plan: Partial<GrantPlan> = JSON.parse(text);
  if (typeof plan.version !== 'number' || !Array.isArray(plan.grants) || !plan.preflight) {
    throw new QuiltAthenaValidationError(
      `a grant plan has version, grants and preflight, found ${Object.keys(plan).join(', ') || 'nothing'}; deploy the stack again`,
    );
  }
  if (plan.version > GRANT_PLAN_VERSION) {
    throw new QuiltAthenaValidationError(
      `this handler reads grant plans up to version ${GRANT_PLAN_VERSION}, found version ${plan.version}; ` +
        'deploy with the newer cdk-quilt-athena that wrote it',
    );
  }
  return plan as GrantPlan;
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, withSortedKeys(each)]));
}
