import type { Grant, Privilege } from '../../lib/authorization/grant';
import { inOrder, sortedSet } from '../../lib/authorization/object-name';

/** One privilege of one principal on one object, or on one column: what two sets of grants are compared by. */
export interface Right {
  readonly principal: string;
  readonly database: string;
  readonly table?: string;
  readonly column?: string;
  readonly privilege: Privilege;
  /** Whether it is the right to pass the privilege on, which comes on top of the privilege itself. */
  readonly grantable: boolean;
}

export type Rights = ReadonlyMap<string, Right>;

const OF_DATABASES: readonly Privilege[] = ['ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'];
const OF_TABLES: readonly Privilege[] = ['ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'];

export const keyOf = (right: Right): string => `${objectOf(right)}\n${right.column ?? ''}\n${heldAs(right)}`;

/** What Lake Formation's conflicts are about: a principal and an object. */
export const objectOf = ({ principal, database, table }: Pick<Right, 'principal' | 'database' | 'table'>): string =>
  `${database}\n${table ?? ''}\n${principal}`;

const heldAs = ({ privilege, grantable }: Right) => (grantable ? `${privilege}+` : privilege);

export function setOf(rights: Iterable<Right>): Map<string, Right> {
  return new Map([...rights].map((right) => [keyOf(right), right]));
}

export function rightsOf(grants: Iterable<Grant>): Map<string, Right> {
  return setOf([...grants].flatMap(ofGrant));
}

function ofGrant({ principal, database, table, columns, privileges, grantable = [] }: Grant): Right[] {
  const of = (privilege: Privilege, passedOn: boolean): Right[] => {
    const right = { principal, database, table, privilege, grantable: passedOn };
    return columns && privilege === 'SELECT' ? columns.map((column) => ({ ...right, column })) : [right];
  };
  return [...privileges.flatMap((each) => of(each, false)), ...grantable.flatMap((each) => of(each, true))];
}

/** The privileges that ALL stands for, beside itself: Lake Formation lists some of them, and not always the same ones. */
export function impliedBy(right: Right): Right[] {
  if (right.privilege !== 'ALL') return [];
  const implied = right.table === undefined ? OF_DATABASES : OF_TABLES;
  return implied.map((privilege) => ({ ...right, privilege }));
}

/** Whether a set contains a right, be it as part of a wider one. */
export function covers(rights: Rights, right: Right): boolean {
  if (rights.has(keyOf(right))) return true;
  const has = (other: Partial<Right>) => rights.has(keyOf({ ...right, ...other }));
  if (right.column !== undefined && has({ column: undefined })) return true;
  if (right.privilege !== 'ALL') return has({ privilege: 'ALL', column: undefined });
  return impliedBy(right).every((each) => rights.has(keyOf(each)));
}

/**
 * Grants that together are exactly these rights, for requests: nothing is absorbed, as what ALL stands for must be
 * revoked where it is listed. One for a principal and an object, and one more where columns are named.
 */
export function grantsOf(rights: Iterable<Right>): Grant[] {
  const groups = new Map<string, Right[]>();
  for (const right of rights) {
    const key = `${objectOf(right)}\n${right.column === undefined ? '' : 'columns'}`;
    groups.set(key, [...(groups.get(key) ?? []), right]);
  }
  return [...groups.entries()].sort(([a], [b]) => inOrder(a, b)).map(([, group]) => grantOf(group));
}

function grantOf(group: readonly Right[]): Grant {
  const [{ principal, database, table }] = group;
  const columns = sortedSet(group.flatMap(({ column }) => column ?? []));
  const grantable = sortedSet(group.filter((right) => right.grantable).map((right) => right.privilege));
  const plain = group.filter((right) => !right.grantable).map((right) => right.privilege);
  return {
    principal,
    database,
    ...(table === undefined ? {} : { table }),
    ...(columns.length > 0 ? { columns } : {}),
    privileges: sortedSet([...plain, ...grantable]),
    ...(grantable.length > 0 ? { grantable } : {}),
  };
}
