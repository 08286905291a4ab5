import type { DeployedNames } from '../../../lib/verification/deployed-names';
import type { VerificationPlan } from '../../../lib/verification/verification-plan';
import { accountState } from '../../grants/account-state';
import type { CheckPorts } from '../ports';
import { callChecks } from './calls';
import { CatalogSnapshot } from './catalog-snapshot';
import type { Check } from './check';
import { checkGrants, type RoleGrants } from './grants';
import { checkLakeFormation } from './lake-formation';
import { queryChecks } from './queries';
import { RoleSessions } from './role-sessions';
import { checkTrust } from './trust';
import { checkViews } from './views';
import { checkWorkgroup } from './workgroups';

/** Every check of a plan, in an order in which the cheap ones come first. */
export function allChecks(
  plan: VerificationPlan,
  names: Pick<DeployedNames, 'roles'>,
  verifierArn: string,
  ports: CheckPorts,
): Check[] {
  const catalog = new CatalogSnapshot(ports.tables);
  const sessions = new RoleSessions(ports.sessions, verifierArn);
  const state = once(() =>
    accountState(
      { lakeFormation: { ...ports.lakeFormation, change: neverChanges }, catalog: ports.tables },
      verifierArn,
      { locations: true, optIns: (plan.lakeFormation?.optIns.length ?? 0) > 0, defaultDatabase: true },
    ),
  );
  const { lakeFormation: preflight } = plan;
  const withArn = preflight && {
    ...preflight,
    optIns: preflight.optIns.map((each) => ({ ...each, principal: names.roles[each.principal] ?? each.principal })),
  };
  const databases = [...new Set(preflight?.governed.map(({ database }) => database))];
  const roles = plan.roles.flatMap((role) => {
    const arn = names.roles[role.role];
    return arn ? [{ role, arn }] : [];
  });
  return [
    { id: 'views', subject: 'views', make: () => checkViews(plan.views, catalog) },
    ...(withArn
      ? [
          {
            id: 'lake-formation',
            subject: 'Lake Formation',
            make: async () => checkLakeFormation(withArn, await state(), verifierArn),
          },
        ]
      : []),
    ...roles.flatMap(({ role, arn }): Check[] => [
      {
        id: `trust/${role.role}`,
        subject: 'trust',
        role: role.role,
        make: () => checkTrust(role.role, arn, ports.roles),
      },
      {
        id: `workgroup/${role.role}`,
        subject: 'workgroup',
        role: role.role,
        make: () => checkWorkgroup(role, ports.workgroups),
      },
      ...(role.grants ? [grantsCheck({ role: role.role, arn, grants: role.grants, databases }, ports, state)] : []),
      { id: `session/${role.role}`, subject: 'session', role: role.role, make: () => sessions.check(role.role, arn) },
    ]),
    ...roles.flatMap(({ role, arn }) => callChecks(role, arn, ports)),
    ...roles.flatMap(({ role, arn }) => queryChecks(role, arn, sessions, catalog)),
  ];
}

function grantsCheck(
  held: RoleGrants,
  { lakeFormation }: CheckPorts,
  state: () => ReturnType<typeof accountState>,
): Check {
  return {
    id: `grants/${held.role}`,
    subject: 'grants in Lake Formation',
    role: held.role,
    make: async () => checkGrants(held, lakeFormation, await state()),
  };
}

/** Asks once for all checks of an invocation; a failure is not kept. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return async () => {
    asked ??= ask();
    try {
      return await asked;
    } catch (error) {
      asked = undefined;
      throw error;
    }
  };
}

const neverChanges = (): never => {
  throw new Error('a verification changes nothing');
};
