import { type LocalAws, startLocalAws } from '../local-aws';
import { defaultRunFolder } from '../run-state';
import { findLocalAws, stopLocalAws } from '../running-local-aws';
import { Account } from './account';
import { runGovernedLake } from './governed-lake';
import { CONFIG, REPORTS, runSalesProd, SANDBOX } from './sales-prod';
import { closingLine, sum } from './tally';

const NEXT = `
What to try next
────────────────
  npm run demo -- --keep                         leave it running, then:
  npx quilt-athena local status                  where it listens
  npx quilt-athena local query --workgroup QuiltUserAthena-sales-prod-analyst 'SHOW DATABASES'
                                                 ask it something
  npx quilt-athena local down                    end it
  npx quilt-athena plan --config ${CONFIG}
                                                 what was deployed, and who may do what
  npx quilt-athena explain --config examples/governed-lake/quilt-athena.yaml --role curator --view shared_files
                                                 what a role may do with a view, and why
  npx quilt-athena init                          describe your own lake

What ran here is an emulator of AWS with Trino as Athena's engine: our model of both, checked but not AWS itself.
`;

/** `npm run demo [-- --keep]`. */
async function main(): Promise<void> {
  const keep = process.argv.includes('--keep');
  const print = (text: string) => void process.stdout.write(text);
  const begin = Date.now();
  print('Prepare and start a local AWS\n─────────────────────────────\n');
  const aws = await start(keep, (message) => print(`  … ${message}\n`));
  try {
    const governed = new Account(print);
    const { tally: ofSalesProd } = await runSalesProd(aws, print);
    await runGovernedLake(aws, governed, [SANDBOX, REPORTS]);
    const tally = sum([ofSalesProd, governed.tally]);
    print(NEXT);
    if (keep) print(`\nKept running at ${aws.endpoint}; npx quilt-athena local down ends it\n`);
    print(`\n${((Date.now() - begin) / 1000).toFixed(0)} s in all\n${closingLine(tally)}\n`);
    process.exitCode = tally.failed > 0 ? 1 : 0;
  } finally {
    if (!keep) await aws.stop();
  }
}

/** A local AWS that is kept is the one `quilt-athena local` knows, of which there is one. */
async function start(keep: boolean, onProgress: (message: string) => void): Promise<LocalAws> {
  if (!keep) return startLocalAws({ onProgress });
  const runFolder = defaultRunFolder();
  if (findLocalAws(runFolder)) throw new Error('a local AWS is running already; end it with: quilt-athena local down');
  await stopLocalAws(runFolder); // half of one, when the other half crashed
  return startLocalAws({ background: true, runFolder, onProgress });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
});
