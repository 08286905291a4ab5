import { expect, type Stage } from '../stage';
import { dropped } from './faults-in-iam';
import { added, GOVERNED_BUCKET, GOVERNED_DATABASE, revoked } from './faults-in-lake-formation';
import type { VerifiedLake } from './verified-lake';

interface Later {
  readonly name: string;
  readonly seed: (lake: VerifiedLake) => Promise<() => Promise<unknown>>;
  /** What the notification says. */
  readonly told: string[];
}

const LATER: readonly Later[] = [
  { name: 'a grant that is lost', seed: revoked, told: ['grant lost: role analyst: SELECT on proven_governed.names'] },
  {
    name: 'a grant that was added by hand',
    seed: added,
    told: [
      'grant added by hand: role scientist: DROP on proven_governed.proven-shared_packages',
      'as declared again: role analyst: SELECT on proven_governed.names',
    ],
  },
  {
    name: 'a view that is stale',
    seed: (lake) => dropped(lake.glue, GOVERNED_DATABASE, `${GOVERNED_BUCKET}_packages`),
    told: ['view stale: proven_governed.', 'as declared again: role scientist: DROP on'],
  },
];

/** The run that EventBridge begins; the local AWS has no clock for it, so that the function is invoked as its rule does. */
export async function laterRuns(stage: Stage, lake: VerifiedLake): Promise<void> {
  const { account } = stage;
  account.chapter('Runs after deployments: what has changed since the last one is told');
  const topic = lake.output('VerificationTopicArn');
  const queue = await stage.does('somebody subscribes to the topic', 'notices.py', 'subscribe', topic);
  await account.step('where nothing has changed nobody is told', async () => {
    const { outcome, trigger } = await lake.verifyLater();
    expect(outcome === 'verified' && trigger === 'schedule', `${outcome}, ${trigger}`);
  });
  await stage.checks('notices.py', 'told', queue);
  for (const { name, seed, told } of LATER) {
    const undo = await account.step(`${name}: the run finds it, and repairs nothing`, async () => {
      const done = await seed(lake);
      const { outcome } = await lake.verifyLater();
      expect(outcome === 'failed', outcome);
      return done;
    });
    await stage.checks('notices.py', 'told', queue, ...told);
    await undo?.();
  }
  await stage.checks('notices.py', 'measured', lake.stackName);
}
