import { accountState } from '../../lambda/grants/account-state';
import { entryOf, heldBy } from '../../lambda/grants/lake-formation-form';
import { defaultLeftOut, isOnDefault } from '../../lambda/grants/preflight';
import { covers, grantsOf, rightsOf } from '../../lambda/grants/right';
import type { CheckPorts } from '../../lambda/verify/ports';
import { type AdministratorStep, commandOf, resourceOf } from '../../lib/access/administrator-step';
import type { Grant } from '../../lib/authorization/grant';
import type { VerificationPlan } from '../../lib/verification/verification-plan';

/** The calls that grant again what is missing. What is too much they do not touch: nobody says it was a mistake. */
export async function repairSteps(
  plan: VerificationPlan,
  roles: Readonly<Record<string, string>>,
  catalogId: string,
  { lakeFormation, tables }: Pick<CheckPorts, 'lakeFormation' | 'tables'>,
): Promise<AdministratorStep[]> {
  const steps: AdministratorStep[] = [];
  const reading = { lakeFormation: { ...lakeFormation, change: neverChanges }, catalog: tables };
  const state = await accountState(reading, '', { locations: false, optIns: false, defaultDatabase: true });
  const leftOut = defaultLeftOut(state) !== undefined;
  for (const { role, grants } of plan.roles) {
    const arn = roles[role];
    if (!grants || !arn) continue;
    const held = heldBy(await lakeFormation.permissionsOf(arn)).rights;
    const needed = grants.filter((grant) => !(leftOut && isOnDefault(grant)));
    const wanted = rightsOf(needed.map((grant) => ({ ...grant, principal: arn })));
    const missing = [...wanted.values()].filter((right) => !covers(held, right));
    steps.push(...grantsOf(missing).map((grant) => stepOf(grant, role, catalogId)));
  }
  return steps;
}

const neverChanges = (): never => {
  throw new Error('what is missing is looked up before anything is changed');
};

function stepOf(grant: Grant, role: string, catalogId: string): AdministratorStep {
  const { PermissionsWithGrantOption = [], ...input } = entryOf(grant, catalogId);
  const object = [grant.database, grant.table].filter(Boolean).join('.');
  return {
    operation: 'grant-permissions',
    input: {
      ...input,
      // As `bootstrap` spells it, which skips the database default where there is none.
      ...(grant.table === undefined ? { Resource: resourceOf(grant) } : {}),
      ...(PermissionsWithGrantOption.length > 0 ? { PermissionsWithGrantOption } : {}),
    },
    why: `role ${role} has ${grant.privileges.join(', ')} on ${object} again`,
  };
}

export function describeSteps(steps: readonly AdministratorStep[]): string {
  return steps.map((step) => `# ${step.why}\n${commandOf(step)}`).join('\n');
}
