import {
  type AdministratorStep,
  authoritySteps,
  defaultDatabaseStep,
  governStep,
  optInStep,
  registerStep,
  undoing,
} from '../../lib/access/administrator-step';
import type { GrantPlan } from '../../lib/authorization/grant-plan';
import { sortedSet } from '../../lib/authorization/object-name';

/** What the steps are made for. */
export interface BootstrapFor {
  readonly plan: GrantPlan;
  readonly grantsRole: string;
  readonly arnOf: (principal: string) => string;
  /** Also take databases and tables away from IAM, which is felt by everybody who uses them. */
  readonly govern: boolean;
}

/** Everything that only an administrator of Lake Formation can do for a stack, in order. */
export function bootstrapSteps({ plan, grantsRole, arnOf, govern }: BootstrapFor): AdministratorStep[] {
  const { governed, locations, optIns } = plan.preflight;
  const databases = sortedSet([...plan.grants, ...governed].map(({ database }) => database));
  const partition = grantsRole.split(':')[1];
  return [
    ...databases.filter((name) => name !== 'default').flatMap((name) => authoritySteps(grantsRole, name)),
    ...(databases.includes('default') ? [defaultDatabaseStep(grantsRole)] : []),
    ...locations.map((location) => registerStep(location, optIns.length > 0, partition)),
    ...optIns.map((each) => optInStep(arnOf(each.principal), each)),
    ...(govern ? governed.map(governStep) : []),
  ];
}

/** What takes the steps back, last one first; those that others may rely on by now stay. */
export function revokingSteps(steps: readonly AdministratorStep[]): AdministratorStep[] {
  return [...steps].reverse().flatMap((step) => undoing(step) ?? []);
}
