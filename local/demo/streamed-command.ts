import { spawn } from 'node:child_process';

/** How a command ended, and all it printed. */
export interface CommandEnd {
  readonly exitCode: number;
  readonly output: string;
}

/** Where a command runs and who sees its lines. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets what the command prints, as it comes. @default nobody */
  readonly print?: (text: string) => void;
  /** When it is taken for hanging, and ended. @default never */
  readonly timeoutMs?: number;
}

/** Runs a command to its end; a command that could not be started ends with exit code 127. */
export function streamedCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const { cwd, env, timeoutMs: timeout } = options;
    const child = spawn(command, args, { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    // A signal ends this process by process.exit, which would leave the command running.
    const end = () => void child.kill();
    process.once('exit', end);
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      options.print?.(chunk.toString());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      process.removeListener('exit', end);
      resolve({ exitCode: 127, output: `${output}${error.message}\n` });
    });
    child.on('close', (code) => {
      process.removeListener('exit', end);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}
