import { expect, type Stage } from '../stage';
import type { Verified, VerifiedLake } from './verified-lake';

const forEver = (match: string, more: object) => ({ match, count: 100_000, ...more });

/** What AWS answers when it is busy, or late: asked again, or not known; never taken for an answer about access. */
export async function passingTroubles(stage: Stage, lake: VerifiedLake): Promise<void> {
  const { account } = stage;
  account.chapter('Throttling, timeouts, changes that spread: retried, or not known; never a wrong verdict');
  const verified = ({ failure, report: { outcome, findings } }: Verified) =>
    expect(!failure && outcome === 'verified', `${outcome}: ${failure} ${JSON.stringify(findings.slice(0, 3))}`);
  const unknown = ({ failure, report: { outcome, findings } }: Verified, cause: RegExp) => {
    expect(!failure && outcome === 'inconclusive', `${outcome}: ${failure} ${JSON.stringify(findings.slice(0, 3))}`);
    const others = findings.filter(
      ({ verdict, note, found }) => !note && !(verdict === 'unknown' && cause.test(found)),
    );
    expect(others.length === 0, `otherwise than not known: ${JSON.stringify(others.slice(0, 3))}`);
  };

  await account.step('a simulator that throttles ten calls: all are asked again', async () => {
    const throttled = { match: 'iam.SimulatePrincipalPolicy', count: 10 };
    verified(await lake.during([throttled], () => lake.verify()));
  });
  await account.step('a policy that is not in force yet when the deployment verifies: waited for', async () => {
    const denied = { match: 'AmazonAthena.StartQueryExecution', count: 3, code: 'AccessDeniedException' };
    const run = await lake.during([denied], () => lake.verify(0));
    verified(run);
    expect(run.parts > 1, 'nothing was waited for');
  });
  await account.step('a catalog that times out for good: not known', async () => {
    const timesOut = forEver('AWSGlue.GetTables', { code: 'OperationTimeoutException' });
    unknown(await lake.during([timesOut], () => lake.verify()), /OperationTimeout|absent, or hidden/);
  });
  await account.step('queries that time out: not known, also those that must be denied', async () => {
    const Status = { State: 'FAILED', StateChangeReason: 'Query timeout' };
    const timedOut = forEver('AmazonAthena.GetQueryExecution', { answer: { QueryExecution: { Status } } });
    unknown(await lake.during([timedOut], () => lake.verify()), /timeout/i);
  });
}
