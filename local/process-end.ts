import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 25;

/** Whether a process with this id exists and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // no /proc here: zombies of our own children are collected by Node
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    try {
      return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    } catch {
      return '';
    }
  }
}

/** Whether the process is alive and carries `marker` in its command line: after a restart its id may be another's. */
export function isOurs(pid: number, marker: string): boolean {
  return pid > 0 && isAlive(pid) && commandLine(pid).includes(marker);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it is gone, which is what was wanted
  }
}

/** Kills a process and its group at once. */
export function killNow(pid: number): void {
  signal(-pid, 'SIGKILL');
  if (isAlive(pid)) signal(pid, 'SIGKILL');
}

/** Asks a process to end, waits at most `graceMs`, then kills it; whatever it left in its own group goes too. */
export async function endProcess(pid: number, graceMs: number): Promise<void> {
  signal(pid, 'SIGTERM');
  for (const deadline = Date.now() + graceMs; isAlive(pid) && Date.now() < deadline; ) await sleep(POLL_MS);
  killNow(pid);
  for (const deadline = Date.now() + graceMs; isAlive(pid) && Date.now() < deadline; ) await sleep(POLL_MS);
  if (isAlive(pid)) throw new Error(`process ${pid} could not be ended; end it by hand`);
}
