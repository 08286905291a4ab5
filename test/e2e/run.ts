import type { DemoTarget } from '../../local/demo/sales-prod';
import { closingLine, NOTHING, sum, type Tally } from '../../local/demo/tally';
import { type LocalAws, startLocalAws } from '../../local/local-aws';
import { besideQuilt } from './beside-quilt';
import { clients } from './clients';
import { commandLine } from './command-line';
import { faults } from './faults';
import { grants } from './grants';
import { lifecycle } from './lifecycle';
import { lineage } from './lineage';
import { salesProd } from './sales-prod';
import { BrokenOff, Stage } from './stage';
import type { Suite } from './suite';
import { tabulator } from './tabulator';
import { tabulatorProtocol } from './tabulator-protocol';
import { views } from './views';

const SUITES: readonly Suite[] = [
  salesProd,
  besideQuilt,
  lifecycle,
  clients,
  commandLine,
  lineage,
  tabulatorProtocol,
  tabulator,
  grants,
  views,
  faults,
];

const print = (text: string) => void process.stdout.write(text);

/** The suites named, in their own order; all of them where none is. */
function chosenSuites(names: readonly string[]): readonly Suite[] {
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    throw new Error(`no such suite: ${unknown.join(', ')}; there are ${SUITES.map((suite) => suite.name).join(', ')}`);
  }
  return names.length === 0 ? SUITES : SUITES.filter((suite) => names.includes(suite.name));
}

/** The one local AWS of all suites that need one, started with the first of them. */
class SharedAws {
  private running: LocalAws | undefined;

  /** It is empty: what the suite before left in it is forgotten. */
  public async empty(): Promise<LocalAws> {
    if (this.running) {
      const answer = await fetch(`${this.running.endpoint}/_ministack/reset`, { method: 'POST' });
      if (!answer.ok) throw new Error(`the local AWS could not be emptied: ${answer.status}`);
      return this.running;
    }
    this.running = await startLocalAws({ onProgress: (message) => print(`… ${message}\n`) });
    return this.running;
  }

  /** Ended: two at a time would be much to ask of a machine. */
  public async none(): Promise<DemoTarget> {
    await this.stop();
    return { environment: {}, pythonPath: '', runFolder: '' };
  }

  public async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }
}

async function play(suite: Suite, shared: SharedAws): Promise<Tally> {
  const begin = Date.now();
  print(`\n══ ${suite.name}: ${suite.about}\n`);
  const stage = new Stage(suite.withoutAws ? await shared.none() : await shared.empty(), print);
  try {
    await suite.run(stage);
  } catch (error) {
    const told =
      error instanceof BrokenOff ? '' : `${error instanceof Error ? (error.stack ?? error.message) : error}\n`;
    print(`  ✗ ${suite.name} broke off\n${told}`);
    stage.account.include({ passed: 0, failed: 1 });
  } finally {
    stage.end();
  }
  const seconds = ((Date.now() - begin) / 1000).toFixed(0);
  print(`\n── ${suite.name}: ${closingLine(stage.account.tally)} (${seconds} s)\n`);
  return stage.account.tally;
}

/** `npm run test:e2e [-- SUITE…]`. */
async function main(): Promise<Tally> {
  const shared = new SharedAws();
  const tallies = [NOTHING];
  try {
    for (const suite of chosenSuites(process.argv.slice(2))) tallies.push(await play(suite, shared));
  } finally {
    await shared.stop();
  }
  return sum(tallies);
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  })
  .then((tally) => {
    console.log(`\nThe local AWS is our model of AWS, checked but not AWS itself.\n${closingLine(tally)}`);
    process.exitCode = tally.failed > 0 ? 1 : 0;
  });
