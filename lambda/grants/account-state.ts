import type { CatalogObject } from '../../lib/access/administrator-step';
import { heldBy, type PermissionEntry } from './lake-formation-form';
import type { AccountSettings, Ports } from './ports';
import type { Rights } from './right';

/** The group whose Super on an object leaves the object to IAM. */
export const LEFT_TO_IAM = 'IAM_ALLOWED_PRINCIPALS';

/** What the preflight judges by. */
export interface AccountState {
  readonly settings: AccountSettings;
  /** What the grants role itself holds; on all tables of a database under the table name `*`. */
  readonly own: Rights;
  /** What is left to IAM, as far as the grants role may see it. */
  readonly leftToIam: Rights;
  readonly locations: readonly string[];
  readonly optIns: readonly PermissionEntry[];
  readonly defaultDatabase: 'found' | 'absent' | 'hidden';
}

/** Asks only for what the plan depends on. */
export async function accountState(
  { lakeFormation, catalog }: Pick<Ports, 'lakeFormation' | 'catalog'>,
  grantsRole: string,
  needs: { readonly locations: boolean; readonly optIns: boolean; readonly defaultDatabase: boolean },
): Promise<AccountState> {
  const [settings, own, leftToIam, locations, optIns, defaultDatabase] = await Promise.all([
    lakeFormation.settings(),
    lakeFormation.permissionsOf(grantsRole),
    lakeFormation.permissionsOf(LEFT_TO_IAM),
    needs.locations ? lakeFormation.locations() : [],
    needs.optIns ? lakeFormation.optIns() : [],
    needs.defaultDatabase ? catalog.find({ database: 'default' }) : ('found' as const),
  ]);
  return { settings, own: heldBy(own).rights, leftToIam: heldBy(leftToIam).rights, locations, optIns, defaultDatabase };
}

const regimeKey = ({ database, table }: CatalogObject) => `${database}\n${table ?? ''}`;

/** Who decides over an object: an index, as a lake has thousands. */
export function leftToIamObjects({ leftToIam }: Pick<AccountState, 'leftToIam'>): (object: CatalogObject) => boolean {
  const objects = new Set([...leftToIam.values()].filter(({ privilege }) => privilege === 'ALL').map(regimeKey));
  return (object) => objects.has(regimeKey(object));
}
