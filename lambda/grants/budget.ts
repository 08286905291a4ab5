/** Kept free at the end of an invocation, for what was begun and for the journal. */
const RESERVE_MS = 30_000;

/** What a run may take, and how long it waits for what was just made to become visible everywhere. */
export const LIMITS = {
  /** Less than the waiter's time by what taking a failed Create back needs. */
  runMs: 11 * 60_000,
  /** IAM's and Lake Formation's own changes spread within seconds, sometimes a minute or two (aws/aws-cdk#37675). */
  spreadMs: 120_000,
  /** What an administrator has to do is not going to happen while the run waits; grants of the same stack have to spread. */
  findingsMs: 30_000,
} as const;

/** How long things have taken, and may take. */
export class Budget {
  constructor(
    private readonly startedAt: number,
    private readonly remainingMs: () => number,
    private readonly now: () => number = Date.now,
    private readonly wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  ) {}

  /** Since the run began, in whichever invocation. */
  public get elapsedMs(): number {
    return this.now() - this.startedAt;
  }

  /** Whether this invocation has time for another step. */
  public get hasTime(): boolean {
    return this.remainingMs() > RESERVE_MS;
  }

  /** Sleeps between nothing and twice the time, so that those who wait for the same thing do not return together. */
  public async pause(ms: number): Promise<void> {
    const jittered = Math.min(ms * 2 * Math.random(), Math.max(0, this.remainingMs() - RESERVE_MS));
    await this.wait(jittered);
  }
}
