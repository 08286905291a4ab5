import type { Grant } from '../../lib/authorization/grant';
import type { Held } from './lake-formation-form';
import { covers, grantsOf, impliedBy, keyOf, objectOf, type Right, type Rights, rightsOf, setOf } from './right';

/** What leads from what is held to what is desired, in this order. */
export interface Changes {
  /** On objects that something is granted on as well: Lake Formation refuses what conflicts with an older grant. */
  readonly revokedFirst: readonly Grant[];
  readonly granted: readonly Grant[];
  readonly revokedLast: readonly Grant[];
  /** Rights that come into being by this, and are therefore ours from now on. */
  readonly claimed: Rights;
}

/**
 * The one difference that Create, Update, rollback and Delete consist of.
 *
 * Only what is owned is revoked; only what is not covered is granted. SELECT on a table and on columns of it exclude each
 * other (the table's must go before columns are granted, and the other way round), and taking ALL away may take with it
 * what was granted beside it, which is therefore granted again.
 */
export function changesBetween(desired: Rights, held: Held, owned: Rights): Changes {
  const excess = excessOf(desired, held, owned);
  const kept = without(held.rights, excess);
  const lessened = objectsOf([...excess.values()].filter((right) => right.privilege === 'ALL'));
  const missing = [...desired.values()].filter((right) => !covers(kept, right));
  const restored = [...kept.values()].filter((right) => lessened.has(objectOf(right)));
  const granted = withWholeLists(setOf([...missing, ...restored]), desired);
  const grantedOn = objectsOf(granted.values());
  const conflicts = (right: Right) => grantedOn.has(objectOf(right));
  const gone = [...excess.values()];
  return {
    revokedFirst: revocations(gone.filter(conflicts), held),
    granted: grantsOf(granted.values()),
    revokedLast: revocations(
      gone.filter((right) => !conflicts(right)),
      held,
    ),
    claimed: without(setOf(missing.flatMap((right) => [right, ...impliedBy(right)])), held.rights),
  };
}

export const isNothing = ({ revokedFirst, granted, revokedLast }: Changes): boolean =>
  revokedFirst.length + granted.length + revokedLast.length === 0;

/** Whether a right is part of what is desired: by itself, or as a part of ALL; columns only by themselves. */
export function isWanted(desired: Rights, right: Right): boolean {
  return desired.has(keyOf(right)) || (right.column === undefined && covers(desired, right));
}

function excessOf(desired: Rights, held: Held, owned: Rights): Map<string, Right> {
  const unwanted = [...held.rights.values()].filter((right) => owned.has(keyOf(right)) && !isWanted(desired, right));
  // The right to pass a privilege on is revoked together with the privilege, which comes back as missing.
  const plain = unwanted.filter((right) => right.grantable).map((right) => ({ ...right, grantable: false }));
  const excess = setOf([...unwanted, ...plain]);
  for (const list of held.columnGrants) {
    const rights = rightsOf([list]);
    const ours = [...rights.keys()].every((key) => owned.has(key));
    if (ours && [...rights.keys()].some((key) => excess.has(key)))
      for (const [key, each] of rights) excess.set(key, each);
  }
  return excess;
}

/** A list of columns of which one is missing is granted as a whole, or the older list would conflict with it. */
function withWholeLists(rights: Map<string, Right>, desired: Rights): Map<string, Right> {
  const lists = objectsOf([...rights.values()].filter((right) => right.column !== undefined));
  const whole = [...desired.values()].filter((right) => right.column !== undefined && lists.has(objectOf(right)));
  return new Map([...rights, ...setOf(whole)]);
}

/** Lists of columns go as they are held; of those that are partly somebody else's, only the columns that are ours. */
function revocations(rights: readonly Right[], { columnGrants }: Held): Grant[] {
  const excess = setOf(rights);
  const lists = columnGrants.filter((list) => [...rightsOf([list]).keys()].every((key) => excess.has(key)));
  return [...lists, ...grantsOf(without(excess, rightsOf(lists)).values())];
}

const without = (rights: Rights, others: Rights) => new Map([...rights].filter(([key]) => !others.has(key)));

const objectsOf = (rights: Iterable<Right>) => new Set([...rights].map(objectOf));
