import type { Grant } from '../../lib/authorization/grant';

/** Lake Formation: BatchGrantPermissions takes at most 20 entries. */
const BATCH_SIZE = 20;
/** No rate of these calls is published; more at a time have been seen to be throttled rather than to be faster. */
const AT_A_TIME = 4;

const tableOf = ({ database, table }: Grant) => `${database}\n${table ?? ''}`;

/** As few batches as there can be, those of one table next to each other. */
export function batchesOf(grants: readonly Grant[]): Grant[][] {
  const count = Math.ceil(grants.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, i) => grants.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE));
}

/**
 * Sends batches, several at a time, but never two that change the same table: Lake Formation answers those with
 * ConcurrentModificationException (aws/aws-cdk#36215). Begins no further one once `goesOn` says so.
 */
export async function sendBatches(
  batches: readonly (readonly Grant[])[],
  send: (batch: readonly Grant[]) => Promise<void>,
  goesOn: () => boolean,
): Promise<void> {
  const waiting = [...batches];
  const busy = new Set<string>();
  const running = new Set<Promise<void>>();
  while (waiting.length > 0 && goesOn()) {
    const next = waiting.findIndex((batch) => !batch.some((grant) => busy.has(tableOf(grant))));
    if (next < 0 || running.size === AT_A_TIME) {
      await Promise.race(running);
      continue;
    }
    const [batch] = waiting.splice(next, 1);
    const tables = new Set(batch.map(tableOf));
    for (const table of tables) busy.add(table);
    const sent: Promise<void> = send(batch).finally(() => {
      for (const table of tables) busy.delete(table);
      running.delete(sent);
    });
    running.add(sent);
  }
  await Promise.all(running);
}
