import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { cacheFolder } from './cache';
import { isOurs } from './process-end';

const STATE_FILE = 'local-aws.json';
const FORMAT = 1;

/** What another process needs to find, use and end a running local AWS. */
export interface RunState {
  readonly format: number;
  readonly endpoint: string;
  readonly trinoUrl: string;
  readonly pythonPath: string;
  readonly emulatorPid: number;
  readonly trinoPid: number;
  readonly authorization: boolean;
  readonly startedAt: string;
}

/** The run folder of `quilt-athena local`: one local AWS per cache. */
export function defaultRunFolder(): string {
  return path.join(cacheFolder(), 'run');
}

export async function writeRunState(runFolder: string, state: Omit<RunState, 'format'>): Promise<void> {
  const file = path.join(runFolder, STATE_FILE);
  await writeFile(`${file}.new`, `${JSON.stringify({ format: FORMAT, ...state }, undefined, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** The state kept in a run folder; undefined when there is none or it was written by another version. */
export function readRunState(runFolder: string): RunState | undefined {
  try {
    const state = JSON.parse(readFileSync(path.join(runFolder, STATE_FILE), 'utf8')) as RunState;
    return state.format === FORMAT ? state : undefined;
  } catch {
    return undefined;
  }
}

export async function removeRunState(runFolder: string): Promise<void> {
  await rm(path.join(runFolder, STATE_FILE), { force: true });
}

/** Which of the two processes of a state are alive, recognised by the run folder in their command lines. */
export function livingProcesses(runFolder: string, state: RunState): { emulator: boolean; trino: boolean } {
  return { emulator: isOurs(state.emulatorPid, runFolder), trino: isOurs(state.trinoPid, runFolder) };
}
