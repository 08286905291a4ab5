import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, killNow } from './process-end';

const LOG_TAIL_LINES = 30;

export interface ProcessOptions {
  /** How messages call it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
  readonly logFile: string;
}

/** A process in the background: it has its own process group, so Ctrl-C in the terminal reaches only its starter. */
export class ManagedProcess {
  public readonly pid: number;
  private ended: string | undefined;
  private stopped = false;

  public constructor(private readonly options: ProcessOptions) {
    mkdirSync(path.dirname(options.logFile), { recursive: true });
    const log = openSync(options.logFile, 'w');
    const child = spawn(options.command, options.args, {
      cwd: options.folder,
      env: options.environment,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.on('error', (error) => {
      this.ended = `could not be started (${error.message})`;
    });
    child.on('exit', (code, signal) => {
      this.ended = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    });
    child.unref();
    this.pid = child.pid ?? 0;
  }

  /** Waits until `isReady` answers true; fails at once when the process ends, and with its last lines of log. */
  public async untilReady(isReady: () => Promise<boolean>, timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await isReady().catch(() => false))) {
      if (this.ended) throw this.failure(this.ended);
      if (Date.now() > deadline) throw this.failure(`was not ready after ${Math.round(timeoutMs / 1000)} s`);
      await sleep(50);
    }
  }

  /** Ends it and everything it started; nothing happens when it was stopped before. */
  public async stop(graceMs: number): Promise<void> {
    if (this.stopped || this.pid === 0) return;
    await endProcess(this.pid, graceMs);
    this.stopped = true;
  }

  /** For exit handlers, which cannot wait. */
  public killNow(): void {
    if (!this.stopped && this.pid > 0) killNow(this.pid);
  }

  private failure(reason: string): Error {
    const { name, logFile } = this.options;
    const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
    return new Error(`${name} ${reason}; the end of its log ${logFile}:\n${tail}`);
  }
}
