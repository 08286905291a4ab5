import { startLocalAws } from '../local-aws';
import { CONFIG, runSalesProd } from './sales-prod';
import { closingLine } from './tally';

const NEXT = `
What to try next
────────────────
  npm run demo -- --keep                         leave it running, then:
  npx quilt-athena local status                  where it listens
  npx quilt-athena local query 'SHOW DATABASES'  ask it something
  npx quilt-athena local down                    end it
  npx quilt-athena plan --config ${CONFIG}
                                                 what was deployed, and who may do what
  npx quilt-athena init                          describe your own lake

What ran here is an emulator of AWS with Trino as Athena's engine: our model of both, checked but not AWS itself.
`;

/** `npm run demo [-- --keep]`. */
async function main(): Promise<void> {
  const keep = process.argv.includes('--keep');
  const print = (text: string) => void process.stdout.write(text);
  const begin = Date.now();
  print('Prepare and start a local AWS\n─────────────────────────────\n');
  const aws = await startLocalAws({ background: keep, onProgress: (message) => print(`  … ${message}\n`) });
  try {
    const { tally } = await runSalesProd(aws, print);
    print(NEXT);
    if (keep) print(`\nKept: ${aws.endpoint} (run folder ${aws.runFolder})\n`);
    print(`\n${((Date.now() - begin) / 1000).toFixed(0)} s in all\n${closingLine(tally)}\n`);
    process.exitCode = tally.failed > 0 ? 1 : 0;
  } finally {
    if (!keep) await aws.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
});
