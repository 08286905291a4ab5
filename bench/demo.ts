import { Account } from '../local/demo/account';
import { runGovernedLake } from '../local/demo/governed-lake';
import { REPORTS, runSalesProd, SANDBOX } from '../local/demo/sales-prod';
import { sum } from '../local/demo/tally';
import { prepareLocalAws, startLocalAws } from '../local/local-aws';
import { report } from './figure';

const silent = () => undefined;

/** The warm demo, step by step, all that `npm run demo` plays; the whole may take two minutes. */
export async function run(): Promise<void> {
  await prepareLocalAws();
  const begin = Date.now();
  const aws = await startLocalAws();
  try {
    const started = (Date.now() - begin) / 1000;
    const sales = await runSalesProd(aws, silent);
    const governed = new Account(silent);
    const governedBegin = Date.now();
    await runGovernedLake(aws, governed, [SANDBOX, REPORTS]);
    const steps = { 'start the local AWS': started, ...sales.seconds, ...governed.seconds };
    for (const [step, value] of Object.entries(steps)) report({ figure: 'demo.step', at: { step }, value, unit: 's' });
    report({ figure: 'demo.governed', value: (Date.now() - governedBegin) / 1000, unit: 's' });
    report({ figure: 'demo.whole', value: (Date.now() - begin) / 1000, unit: 's', limit: 120 });
    const { failed } = sum([sales.tally, governed.tally]);
    if (failed > 0) throw new Error(`the demo had ${failed} failures: its times mean nothing`);
  } finally {
    await aws.stop();
  }
}
