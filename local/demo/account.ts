import type { CommandEnd } from './streamed-command';
import { NOTHING, sum, type Tally } from './tally';

const SHOWN_LINES = 40;

/** Prints what is going on. */
export type Print = (text: string) => void;

/** The readable account of a run, as account.py writes it: each step with its time, and how many of them worked. */
export class Account {
  /** How long each step took. */
  public readonly seconds: Record<string, number> = {};
  private counted: Tally = NOTHING;

  public constructor(public readonly print: Print) {}

  public get tally(): Tally {
    return this.counted;
  }

  public chapter(title: string): void {
    this.print(`\n${title}\n${'─'.repeat(title.length)}\n`);
  }

  /** What other programs counted. */
  public include(tally: Tally): void {
    this.counted = sum([this.counted, tally]);
  }

  /** One thing that must work: what it throws is told and counted, and the run goes on without its answer. */
  public async step<T>(label: string, work: () => Promise<T> | T): Promise<T | undefined> {
    const begin = Date.now();
    this.print(`  … ${label}\n`);
    let problem: unknown;
    const answer = await Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        problem = error ?? 'failed';
        return undefined;
      });
    this.seconds[label] = (Date.now() - begin) / 1000;
    this.print(`  ${problem === undefined ? '✓' : '✗'} ${label} (${this.seconds[label].toFixed(1)} s)\n`);
    if (problem !== undefined) this.print(`${problem instanceof Error ? problem.message : String(problem)}\n`);
    this.include(problem === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
    return answer;
  }

  /** A command that must end well; the end of what it printed is shown when it does not. */
  public command(label: string, run: () => Promise<CommandEnd>): Promise<CommandEnd | undefined> {
    return this.step(label, async () => {
      const end = await run();
      if (end.exitCode !== 0) throw new Error(end.output.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n'));
      return end;
    });
  }
}
