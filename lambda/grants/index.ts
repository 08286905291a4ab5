import { GlueClient } from '@aws-sdk/client-glue';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { S3Client } from '@aws-sdk/client-s3';
import { catalogPort } from './aws/catalog';
import { lakeFormationPort } from './aws/lake-formation';
import { objectsPort } from './aws/objects';
import { type Begun, begin } from './begin';
import { Budget } from './budget';
import { JournalStore } from './journal-store';
import type { Progress } from './patience';
import { propertiesOf, type ResourceEvent } from './request';
import { proceed } from './run';

/** What the handler uses of an invocation's context. */
interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

// Throttled calls the SDK repeats by itself, with pauses; what is refused entry by entry, or only because another change
// of the same table was under way, the handler repeats.
const retries = { maxAttempts: 4, retryMode: 'standard' };
const s3 = new S3Client(retries);
const glue = new GlueClient(retries);
const lakeFormation = new LakeFormationClient(retries);
const objects = objectsPort(s3);

/** The first half of a run. */
export function onEvent(event: ResourceEvent, context: InvocationContext): Promise<Begun> {
  const budget = new Budget(Date.now(), () => context.getRemainingTimeInMillis());
  return begin(event, (bucket) => new JournalStore(objects, bucket, event.StackId), budget);
}

/** The other half, asked for until it says that it is complete. */
export function isComplete(event: ResourceEvent, context: InvocationContext): Promise<Progress> {
  const { catalogId, recordsBucket } = propertiesOf(event.ResourceProperties);
  const log = (line: Readonly<Record<string, unknown>>) =>
    console.log(JSON.stringify({ run: event.RequestType, stack: event.StackId, ...line }));
  const ports = {
    lakeFormation: lakeFormationPort(lakeFormation, catalogId),
    catalog: catalogPort(glue, catalogId),
    objects,
    log,
  };
  const budget = new Budget(event.StartedAt ?? Date.now(), () => context.getRemainingTimeInMillis());
  const store = new JournalStore(objects, recordsBucket, event.StackId);
  return proceed(event, { ports, store, budget, catalogId }, process.env.GRANTS_ROLE_ARN ?? '');
}
