import { answerOf, meaningOf } from './answer';
import { type Held, heldBy, type PermissionEntry } from './lake-formation-form';
import type { LakeFormationPort } from './ports';
import type { Rights } from './right';

const AT_A_TIME = 4;

/**
 * What principals hold, as explicit grants: asked by principal alone, as Lake Formation answers with effective rights
 * when an object is named, too, and scans the whole account when nothing is.
 *
 * A principal that Lake Formation does not know any more is not listed. What we own of such a one is taken to be there,
 * and revoking it tells.
 */
export async function heldByAll(
  principals: readonly string[],
  owned: Rights,
  lakeFormation: Pick<LakeFormationPort, 'permissionsOf'>,
): Promise<Held> {
  const entries: PermissionEntry[] = [];
  const unknown = new Set<string>();
  const waiting = [...principals];
  const next = async (): Promise<void> => {
    for (let principal = waiting.shift(); principal !== undefined; principal = waiting.shift()) {
      const found = await entriesOf(principal, lakeFormation);
      if (found) entries.push(...found);
      else unknown.add(principal);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
  const held = heldBy(entries.filter(ofOneOf(principals)));
  const taken = [...owned].filter(([, right]) => unknown.has(right.principal));
  return { ...held, rights: new Map([...held.rights, ...taken]) };
}

const ofOneOf = (principals: readonly string[]) => {
  const asked = new Set<string | undefined>(principals);
  return (entry: PermissionEntry) => asked.has(entry.Principal?.DataLakePrincipalIdentifier);
};

async function entriesOf(principal: string, port: Pick<LakeFormationPort, 'permissionsOf'>) {
  try {
    return await port.permissionsOf(principal);
  } catch (error) {
    const answer = answerOf(error);
    if (answer && meaningOf('revoke', answer) === 'absent') return undefined;
    throw error;
  }
}
