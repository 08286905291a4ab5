import { runSalesProd } from '../local/demo/sales-prod';
import { prepareLocalAws, startLocalAws } from '../local/local-aws';
import { report } from './figure';

/** The warm demo, step by step; the whole may take two minutes. */
export async function run(): Promise<void> {
  await prepareLocalAws();
  const begin = Date.now();
  const aws = await startLocalAws();
  try {
    const started = (Date.now() - begin) / 1000;
    const { tally, seconds } = await runSalesProd(aws, () => undefined);
    for (const [step, value] of Object.entries({ 'start the local AWS': started, ...seconds })) {
      report({ figure: 'demo.step', at: { step }, value, unit: 's' });
    }
    report({ figure: 'demo.whole', value: (Date.now() - begin) / 1000, unit: 's', limit: 120 });
    if (tally.failed > 0) throw new Error(`the demo had ${tally.failed} failures: its times mean nothing`);
  } finally {
    await aws.stop();
  }
}
