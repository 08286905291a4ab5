import { answerOf } from '../grants/answer';
import type { ResourceEvent } from '../grants/request';
import type { Workplace } from './workplace';

/**
 * Whether an Update brings back what was before a failed one. CloudFormation has no event of its own for it, but says so
 * of the stack; where it may not be asked, the record of the run that failed tells.
 */
export async function isRollback(event: ResourceEvent, { ports, records }: Workplace): Promise<boolean> {
  if (event.RequestType !== 'Update') return false;
  const status = await ports.stack.status();
  if (status !== undefined) return status.includes('ROLLBACK');
  const last = await records.report();
  return last?.outcome === 'failed' && last.planDigest === event.OldResourceProperties?.PlanDigest;
}

/** Later runs are about what is deployed again. A rollback must not fail for the verifier's own bookkeeping. */
export async function onRollback(event: ResourceEvent, { ports, records }: Workplace): Promise<void> {
  ports.log({ skipped: 'an update is taken back: what was before it was verified before' });
  await leniently(() => records.keepSubject({ properties: event.ResourceProperties }), ports);
}

/**
 * Delete does nothing, and never fails. Only of a stack that could not be created the records go, as its bucket is
 * deleted with it, too.
 */
export async function onDelete({ ports, records }: Workplace): Promise<void> {
  const status = await ports.stack.status();
  if (status?.startsWith('ROLLBACK')) await leniently(() => records.forgetAll(), ports);
}

async function leniently(part: () => Promise<void>, ports: Workplace['ports']): Promise<void> {
  try {
    await part();
  } catch (error) {
    const answer = answerOf(error);
    if (!answer) throw error;
    ports.log({ records: 'are as they were', because: answer });
  }
}
