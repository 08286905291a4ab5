import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const KEPT_LINES = 40;

export interface CommandOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly folder?: string;
  /** Told every line of output as it comes. */
  readonly onLine?: (line: string) => void;
}

/** A command that could not be started or ended with an error; `output` holds its last lines. */
export class CommandError extends Error {
  public constructor(
    command: string,
    reason: string,
    public readonly output: string,
  ) {
    super(`${command} ${reason}${output ? `:\n${output}` : ''}`);
    this.name = 'CommandError';
  }
}

/** Runs a command to its end and answers its output (both streams, in order of arrival). */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const child = spawn(command, args, {
      cwd: options.folder,
      env: options.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        options.onLine?.(line);
      });
    }
    const tail = () => lines.slice(-KEPT_LINES).join('\n');
    child.on('error', (error) => reject(new CommandError(command, `could not be started (${error.message})`, '')));
    child.on('close', (code, signal) =>
      code === 0
        ? resolve(lines.join('\n'))
        : reject(new CommandError(command, signal ? `was ended by ${signal}` : `ended with code ${code}`, tail())),
    );
  });
}
