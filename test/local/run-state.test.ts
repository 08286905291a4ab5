import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type RunState, readRunState, writeRunState } from '../../local/run-state';
import { findLocalAws, stopLocalAws } from '../../local/running-local-aws';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'state-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function state(emulatorPid: number, trinoPid: number): Omit<RunState, 'format'> {
  return {
    endpoint: 'http://127.0.0.1:1',
    trinoUrl: 'http://127.0.0.1:2',
    pythonPath: 'python',
    emulatorPid,
    trinoPid,
    authorization: true,
    startedAt: '2026-01-01T00:00:00.000Z',
  };
}

/** A process that is recognised by the run folder in its command line. */
function sleeper(marker: string): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', marker], { detached: true });
  return child.pid ?? 0;
}

test('what was written is read; anything else is no state', async () => {
  expect(readRunState(folder)).toBeUndefined();
  await writeRunState(folder, state(1, 2));
  expect(readRunState(folder)).toMatchObject({ emulatorPid: 1, trinoPid: 2 });
  writeFileSync(path.join(folder, 'local-aws.json'), '{"format":0}');
  expect(readRunState(folder)).toBeUndefined();
});

test('another process finds and ends it', async () => {
  await writeRunState(folder, state(sleeper(folder), sleeper(folder)));
  expect(findLocalAws(folder)).toBeDefined();
  expect(await stopLocalAws(folder)).toBe(true);
  expect(findLocalAws(folder)).toBeUndefined();
  expect(await stopLocalAws(folder)).toBe(false);
});

test('half of one is not running, and its rest is ended', async () => {
  await writeRunState(folder, state(sleeper(folder), 0));
  expect(findLocalAws(folder)).toBeUndefined();
  expect(await stopLocalAws(folder)).toBe(true);
});

test('a process that got the id of an old one is left alone', async () => {
  const stranger = sleeper('not-the-run-folder');
  await writeRunState(folder, state(stranger, stranger));
  expect(findLocalAws(folder)).toBeUndefined();
  expect(await stopLocalAws(folder)).toBe(false);
  expect(() => process.kill(stranger, 0)).not.toThrow();
  process.kill(stranger, 'SIGKILL');
});
