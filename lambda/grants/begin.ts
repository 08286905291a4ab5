import { answerOf, meaningOf } from './answer';
import { type Budget, LIMITS } from './budget';
import { begunJournal } from './journal';
import type { JournalStore } from './journal-store';
import { physicalId, propertiesOf, type ResourceEvent } from './request';

const PAUSE_MS = 2_000;

/** What the framework hands on to `isComplete`. */
export interface Begun {
  readonly PhysicalResourceId: string;
  readonly StartedAt: number;
}

/**
 * Begins a run: the properties are checked, and a Create gets its journal. If that fails the resource has no id yet, and
 * CloudFormation asks for no Delete, which would otherwise have to guess what is ours.
 */
export async function begin(
  event: ResourceEvent,
  storeIn: (bucket: string) => JournalStore,
  budget: Budget,
): Promise<Begun> {
  const { catalogId, recordsBucket } = propertiesOf(event.ResourceProperties);
  if (event.RequestType === 'Create') await withJournal(storeIn(recordsBucket), event.LogicalResourceId, budget);
  return { PhysicalResourceId: physicalId(event, catalogId), StartedAt: Date.now() };
}

/** The policy that lets the function write it may have been attached a moment ago (aws/aws-cdk#37675). */
async function withJournal(store: JournalStore, resource: string, budget: Budget): Promise<void> {
  for (;;) {
    try {
      const found = await store.read();
      if (found?.resource !== resource || found.undoing !== undefined) {
        await store.write(begunJournal(resource, found));
      }
      return;
    } catch (error) {
      const answer = answerOf(error);
      const passes = answer && ['again', 'soon'].includes(meaningOf('grant', answer));
      if (!passes || !budget.hasTime || budget.elapsedMs > LIMITS.spreadMs) throw error;
      await budget.pause(PAUSE_MS);
    }
  }
}
