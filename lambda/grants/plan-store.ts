import { readGrantPlan } from '../../lib/access/grant-plan-text';
import type { Workplace } from './converge';
import { type DesiredState, desiredState } from './desired';
import { emptyJournal, type Journal } from './journal';
import { type GrantsProperties, propertiesOf, type ResourceEvent } from './request';
import { impliedBy, rightsOf, setOf } from './right';

/** What the plan of a deployment asks for; nothing where the plan itself is gone. */
export async function planned(properties: GrantsProperties, { ports }: Workplace): Promise<DesiredState | undefined> {
  const text = await ports.objects.read(properties.plan.bucket, properties.plan.key);
  return text === undefined ? undefined : desiredState(readGrantPlan(text), properties);
}

/**
 * Stands in for a journal that is missing: all that the plan in force before names. What of it does not exist is not
 * believed either, see `converge`.
 */
export async function guessedJournal(
  before: Readonly<Record<string, unknown>> | undefined,
  { LogicalResourceId }: ResourceEvent,
  place: Workplace,
): Promise<Journal> {
  const desired = before && (await planned(propertiesOf(before), place));
  place.ports.log({
    warning: desired
      ? 'the journal is missing: what the plan before names and exists is taken to be granted by this stack'
      : 'the journal is missing, and so is the plan before: nothing is taken to be granted by this stack',
  });
  const rights = [...rightsOf(desired?.grants ?? []).values()];
  return { ...emptyJournal(LogicalResourceId), owned: setOf(rights.flatMap((right) => [right, ...impliedBy(right)])) };
}
