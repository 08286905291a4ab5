import type { Grant } from '../../lib/authorization/grant';
import { sortedSet } from '../../lib/authorization/object-name';
import type { ChangeKind } from './answer';
import { apply, type Outcome, type RefusedGrant } from './apply';
import type { Budget } from './budget';
import { type Changes, changesBetween, isNothing, isWanted } from './changes';
import type { Journal } from './journal';
import type { JournalStore } from './journal-store';
import { heldByAll } from './listing';
import type { Ports } from './ports';
import { GrantsFailure, refusalReason } from './reason';
import { objectOf, type Rights, rightsOf } from './right';

/** Where a run works, and with what. */
export interface Workplace {
  readonly ports: Ports;
  readonly store: JournalStore;
  readonly budget: Budget;
  readonly catalogId: string;
}

/** How often a listing is repeated before what it does not show yet is written once more. */
const LOOKS = 5;
const FIRST_LOOK_MS = 300;

/**
 * Brings what is held to what is desired, and returns the journal as it is then; nothing if the invocation's time is over
 * before. Done is what a listing shows, as calls have succeeded that granted nothing (aws/aws-sdk#427).
 *
 * @param onlyHeld whether of `journal.owned` only what exists is to be believed, as it was guessed from an older plan
 */
export async function converge(
  desired: Rights,
  journal: Journal,
  place: Workplace,
  onlyHeld = false,
): Promise<Journal | undefined> {
  let { owned, applied } = journal;
  let guessed = onlyHeld;
  const settled = { granted: new Set<string>(), revoked: new Set<string>() };
  let looks = 0;
  for (;;) {
    const principals = sortedSet([...desired.values(), ...owned.values()].map(({ principal }) => principal));
    const held = await heldByAll(principals, owned, place.ports.lakeFormation);
    if (guessed) owned = new Map([...owned].filter(([key]) => held.rights.has(key)));
    const changes = changesBetween(desired, held, owned);
    if (isNothing(changes)) {
      return { ...journal, owned: new Map([...owned].filter(([, right]) => isWanted(desired, right))), applied };
    }
    if (!place.budget.hasTime) return undefined;
    if (isExpected(changes, settled) && looks < LOOKS) {
      await place.budget.pause(FIRST_LOOK_MS * 2 ** looks++);
      continue;
    }
    looks = 0;
    const grown = new Map([...owned, ...changes.claimed]);
    if (grown.size > owned.size || guessed || applied !== undefined) {
      applied = undefined;
      await place.store.write({ ...journal, owned: grown, applied });
    }
    guessed = false;
    const gone = await applyAll(changes, place, settled);
    owned = new Map([...grown].filter(([key]) => !gone.has(key)));
  }
}

interface Settled {
  readonly granted: Set<string>;
  readonly revoked: Set<string>;
}

/** Whether everything that still seems to be missing has been done, so that the listing is only late. */
function isExpected(changes: Changes, settled: Settled): boolean {
  const all = (grants: readonly Grant[], done: Set<string>) =>
    [...rightsOf(grants).keys()].every((key) => done.has(key));
  return (
    all(changes.granted, settled.granted) && all([...changes.revokedFirst, ...changes.revokedLast], settled.revoked)
  );
}

/** Returns what turned out not to be there any more. What there was no time for is seen again by the next listing. */
async function applyAll(changes: Changes, place: Workplace, settled: Settled): Promise<Rights> {
  const { ports, budget, catalogId } = place;
  const step = async (kind: ChangeKind, grants: readonly Grant[]): Promise<Outcome> => {
    const outcome = await apply(kind, grants, catalogId, ports, budget);
    for (const key of rightsOf(outcome.done).keys()) settled[kind === 'grant' ? 'granted' : 'revoked'].add(key);
    return outcome;
  };
  const revoke = async (grants: readonly Grant[]) => {
    const { done, absent, unclear, refused } = await step('revoke', grants);
    const judgement = await judged(unclear, ports);
    const all = [...refused, ...judgement.refused];
    if (all.length > 0) throw new GrantsFailure(refusalReason(all));
    return { done, gone: [...absent, ...judgement.vanished] };
  };
  const first = await revoke(changes.revokedFirst);
  // Granting beside what conflicts with it would be refused for good.
  if (first.done.length + first.gone.length < changes.revokedFirst.length) return rightsOf(first.gone);
  const { done, refused } = await step('grant', changes.granted);
  if (refused.length > 0) {
    const granted = new Set(done.map(objectOf));
    await step(
      'grant',
      first.done.filter((grant) => !granted.has(objectOf(grant))),
    );
    throw new GrantsFailure(refusalReason(refused));
  }
  const last = await revoke(changes.revokedLast);
  return rightsOf([...first.gone, ...last.gone]);
}

/** Lake Formation does not tell what is gone from what it hides; the catalog tells the former. */
async function judged(unclear: readonly RefusedGrant[], { catalog }: Ports) {
  const vanished: Grant[] = [];
  const refused: RefusedGrant[] = [];
  for (const each of unclear) {
    const { database, table } = each.grant;
    if ((await catalog.find({ database, table })) === 'absent') vanished.push(each.grant);
    else refused.push(each);
  }
  return { vanished, refused };
}
