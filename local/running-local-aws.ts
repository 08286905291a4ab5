import { EMULATOR_GRACE_MS } from './emulator-process';
import { endProcess, isOurs } from './process-end';
import { livingProcesses, type RunState, readRunState, removeRunState } from './run-state';
import { TRINO_GRACE_MS } from './trino-process';

/** The local AWS another process started with this run folder; undefined unless both its parts are alive. */
export function findLocalAws(runFolder: string): RunState | undefined {
  const state = readRunState(runFolder);
  if (!state) return undefined;
  const alive = livingProcesses(runFolder, state);
  return alive.emulator && alive.trino ? state : undefined;
}

/** Ends what is left of the local AWS of a run folder; answers whether anything was running. */
export async function stopLocalAws(runFolder: string): Promise<boolean> {
  const state = readRunState(runFolder);
  if (!state) return false;
  const parts: [number, number][] = [
    [state.emulatorPid, EMULATOR_GRACE_MS],
    [state.trinoPid, TRINO_GRACE_MS],
  ];
  const living = parts.filter(([pid]) => isOurs(pid, runFolder));
  await Promise.all(living.map(([pid, graceMs]) => endProcess(pid, graceMs)));
  await removeRunState(runFolder);
  return living.length > 0;
}
