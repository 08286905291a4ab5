import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../../local/cache';
import { freePort } from '../../../local/ports';
import { prepareLocalAws } from '../../../local/prepare-local-aws';
import { isAlive } from '../../../local/process-end';
import { defaultRunFolder, readRunState } from '../../../local/run-state';
import { findLocalAws } from '../../../local/running-local-aws';
import { expect, type Stage } from '../stage';
import { deployedPlan, STACK } from './deployed-plan';

type Local = (...args: string[]) => ReturnType<Stage['commandLine']>;

/** A local AWS that the command line starts, and every command that uses one. */
export async function localAws(stage: Stage): Promise<void> {
  stage.account.chapter('A local AWS by the command line');
  const cache = await cacheToUse(stage);
  const runFolder = path.join(cache, 'run');
  const leave = existsSync(runFolder);
  const local: Local = (...args) => stage.commandLine(['local', ...args], { CDK_QUILT_ATHENA_CACHE: cache });
  await stage.refused('status before: not running', () => local('status'), 'not running');
  await stage.refused('query before: not running', () => local('query', 'SELECT 1'), 'not running');
  const port = String(await freePort());
  try {
    await stage.needs(`quilt-athena local up --port ${port}`, () => local('up', '--port', port));
    await used(stage, local, port, runFolder);
  } finally {
    await ended(stage, local, runFolder);
    if (!leave) rmSync(runFolder, { recursive: true, force: true });
  }
}

/**
 * There is one local AWS a cache. Where the user's runs already it is left alone: a cache of its own then borrows what
 * is installed, all but Trino's start-up cache, which knows its files by their paths and is recorded anew.
 */
async function cacheToUse(stage: Stage): Promise<string> {
  await prepareLocalAws();
  if (!findLocalAws(defaultRunFolder())) return cacheFolder();
  const own = path.join(stage.folder, 'cache');
  mkdirSync(own);
  for (const name of readdirSync(cacheFolder()).filter((each) => !/^run$|\.lock$/.test(each))) {
    symlinkSync(path.join(cacheFolder(), name), path.join(own, name));
  }
  return own;
}

async function used(stage: Stage, local: Local, port: string, runFolder: string): Promise<void> {
  const { account } = stage;
  const status = await stage.needs('quilt-athena local status --json', () => local('status', '--json'));
  const { environment } = JSON.parse(status.output) as { environment: Record<string, string> };
  await account.step('it tells the port', () => {
    expect(environment.AWS_ENDPOINT_URL === `http://127.0.0.1:${port}`, status.output);
  });
  const role = await deployedPlan(stage, { environment, runFolder });
  const own = ['--role', role, '--workgroup', `QuiltUserAthena-${STACK}-analyst`];
  const shown = await stage.needs('local query, as a role', () => local('query', ...own, '--json', 'SHOW DATABASES'));
  await account.step('it shows the database', () => expect(shown.output.includes('"command_line"'), shown.output));
  const elsewhere = () => local('query', '--role', role, 'SELECT 1');
  await stage.refused(
    'local query, in a workgroup not its own',
    elsewhere,
    'AccessDenied',
    'athena:StartQueryExecution',
  );
}

async function ended(stage: Stage, local: Local, runFolder: string): Promise<void> {
  const state = readRunState(runFolder);
  await stage.account.command('quilt-athena local down', () => local('down'));
  await stage.account.step('no process is left', () => {
    const left = [state?.emulatorPid, state?.trinoPid].filter((pid) => pid === undefined || isAlive(pid));
    expect(left.length === 0, `still there, or never seen: ${left.join(', ')}`);
  });
  await stage.refused('status after: not running', () => local('status'), 'not running');
}
