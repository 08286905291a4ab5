import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Seconds of processor time that one reading of the whole file took, and milliseconds to its first block. */
export interface Taken {
  readonly seconds: number;
  readonly first?: number;
}

/** A program that reads a file once, and says what that took, for each line it is sent; the first is sent when it is warm. */
export class Reader {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;

  constructor(program: string, args: readonly string[]) {
    this.process = spawn(program, args, { env: { ...process.env, NODE_NO_WARNINGS: '1' } });
    this.process.stderr.pipe(process.stderr);
    this.answers = createInterface(this.process.stdout)[Symbol.asyncIterator]();
  }

  async read(): Promise<Taken> {
    this.process.stdin.write('\n');
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`${this.process.spawnargs.join(' ')} ended before it was asked to`);
    return JSON.parse(value);
  }

  async end(): Promise<void> {
    const exit = once(this.process, 'exit');
    this.process.stdin.end();
    await exit;
  }
}

/**
 * Readers in turns, as a machine is not equally fast all the time: each one's first reading, then each one's second.
 * While one reads, the others wait.
 */
export async function inTurns(readers: readonly Reader[], times: number): Promise<Taken[][]> {
  const taken: Taken[][] = readers.map(() => []);
  try {
    for (let turn = 0; turn < times; turn++) {
      for (const [i, reader] of readers.entries()) taken[i].push(await reader.read());
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.end()));
  }
  return taken;
}
