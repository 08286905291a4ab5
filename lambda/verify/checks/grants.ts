import type { Grant } from '../../../lib/authorization/grant';
import { denied, inconclusive } from '../../../lib/verification/answer';
import { type Finding, findingOf } from '../../../lib/verification/finding';
import type { AccountState } from '../../grants/account-state';
import { heldBy } from '../../grants/lake-formation-form';
import { defaultLeftOut, isOnDefault } from '../../grants/preflight';
import { covers, grantsOf, objectOf, type Right, type Rights, rightsOf } from '../../grants/right';
import type { GrantsReader } from '../ports';
import type { CheckResult } from './check';

const READER =
  'let an administrator of Lake Formation make the verifier a read-only administrator (ReadOnlyAdmins of the data lake settings)';

/** What a role holds, compared with what it must hold and what is all it may. */
export interface RoleGrants {
  readonly role: string;
  readonly arn: string;
  readonly grants: readonly Grant[];
  /** The lake's: in others it may hold whatever it does. */
  readonly databases: readonly string[];
}

/**
 * Explicit grants first, as one listing has them all; then, object by object, the effective rights for what is not among
 * them, which tags and groups may give (Lake Formation API Reference: ListPermissions).
 */
export async function checkGrants(
  { role, arn, grants, databases }: RoleGrants,
  lakeFormation: Pick<GrantsReader, 'permissionsOf' | 'effective' | 'seesEverything'>,
  state: AccountState,
): Promise<CheckResult> {
  const leftOut = defaultLeftOut(state) !== undefined;
  const wanted = rightsOf(
    grants.filter((grant) => !(leftOut && isOnDefault(grant))).map((grant) => ({ ...grant, principal: arn })),
  );
  const sees = await lakeFormation.seesEverything();
  const held = await explicit(arn, lakeFormation);
  const lacking = [...wanted.values()].filter((right) => !covers(held, right));
  const effective = await effectiveRights(arn, lacking, lakeFormation);
  const lost = lacking.filter((right) => !covers(effective, right));
  const added = [...held.values()].filter((right) => isAdded(right, wanted, arn, databases));
  return {
    asked: wanted.size + 1,
    findings: [
      ...lost.flatMap((right) => lostFinding(role, right, sees)),
      ...added.flatMap((right) => addedFinding(role, right)),
      ...(sees || lost.length > 0 ? [] : unseen(role)),
    ],
    // Who is not shown everything is not shown it later either.
    ...(sees || added.length > 0 ? {} : { firm: true as const }),
  };
}

async function explicit(arn: string, { permissionsOf }: Pick<GrantsReader, 'permissionsOf'>): Promise<Rights> {
  const entries = await permissionsOf(arn);
  return heldBy(entries.filter((entry) => entry.Principal?.DataLakePrincipalIdentifier === arn)).rights;
}

async function effectiveRights(
  arn: string,
  lacking: readonly Right[],
  lakeFormation: Pick<GrantsReader, 'effective'>,
): Promise<Rights> {
  const rights = new Map<string, Right>();
  for (const right of new Map(lacking.map((each) => [objectOf(each), each])).values()) {
    const { database, table } = right;
    const entries = await lakeFormation.effective(arn, { database, table });
    // Whatever group or tag it comes from, it is the role that holds it.
    const own = entries.map((entry) => ({ ...entry, Principal: { DataLakePrincipalIdentifier: arn } }));
    for (const [key, each] of heldBy(own).rights) rights.set(key, each);
  }
  return rights;
}

/** Only on the lake's databases. DESCRIBE comes with every other right, and is listed beside some of them. */
function isAdded(right: Right, wanted: Rights, arn: string, databases: readonly string[]): boolean {
  if (right.database === 'default' || !databases.includes(right.database) || covers(wanted, right)) return false;
  const object = objectOf({ ...right, principal: arn });
  const known = [...wanted.values()].some((each) => objectOf(each) === object);
  return !(right.privilege === 'DESCRIBE' && !right.grantable && known);
}

const named = (right: Right) => {
  const [grant] = grantsOf([right]);
  const object = [grant.database, grant.table].filter(Boolean).join('.');
  return `${right.privilege}${right.grantable ? ' with grant option' : ''} on ${object}${right.column ? ` (${right.column})` : ''}`;
};

function lostFinding(role: string, right: Right, sees: boolean): Finding[] {
  const question = { kind: 'grant-lost', role, subject: named(right), expected: 'allowed' } as const;
  const answer = sees
    ? denied('no grant gives it')
    : inconclusive('it is not listed, and the verifier sees only some of the listing', READER);
  const found = findingOf(question, answer, 'quilt-athena verify --repair shows what the plan would grant again');
  return found ? [found] : [];
}

function addedFinding(role: string, right: Right): Finding[] {
  const question = { kind: 'grant-added', role, subject: named(right), expected: 'denied' } as const;
  const found = findingOf(
    question,
    { state: 'ALLOWED' },
    'declare it under grants in quilt-athena.yaml, or have an administrator revoke it',
  );
  return found ? [found] : [];
}

function unseen(role: string): Finding[] {
  const question = {
    kind: 'grant-added',
    role,
    subject: 'a grant beyond the declared ones',
    expected: 'denied',
  } as const;
  const found = findingOf(question, inconclusive('the verifier sees only some of the listing', READER));
  // That nothing is missing is known; that nothing is too much is what an administrator has to make visible.
  return found ? [{ ...found, note: true }] : [];
}
