import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { cacheFolder, cacheKey, installOnce } from './cache';
import { type OnProgress, silent, throttled } from './progress';
import { isUsable, OLDEST, type PythonVersion, parsePythonVersion, TOO_NEW, versionText } from './python-version';
import { CommandError, runCommand } from './run-command';

export interface PythonEnvironment {
  readonly folder: string;
  readonly pythonPath: string;
}

interface Interpreter {
  readonly command: string;
  readonly version: PythonVersion;
}

function candidates(): string[] {
  const chosen = process.env.CDK_QUILT_ATHENA_PYTHON;
  return chosen ? [chosen] : ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
}

async function findInterpreter(): Promise<Interpreter> {
  const seen: string[] = [];
  for (const command of candidates()) {
    const version = parsePythonVersion(await runCommand(command, ['--version']).catch(() => ''));
    if (version && isUsable(version)) return { command, version };
    if (version) seen.push(`${command} is ${versionText(version)}`);
  }
  const range = `Python ${versionText(OLDEST)} or newer, older than ${versionText(TOO_NEW)}`;
  throw new Error(
    `the local AWS needs ${range}; found ${seen.join(', ') || 'no Python at all'}. ` +
      'Install one, or name it in CDK_QUILT_ATHENA_PYTHON=/path/to/python3',
  );
}

async function createVirtualenv(interpreter: Interpreter, folder: string): Promise<void> {
  try {
    await runCommand(interpreter.command, ['-m', 'venv', folder]);
  } catch (error) {
    throw new Error(
      `${interpreter.command} could not create a virtual environment; on Debian and Ubuntu install python3-venv`,
      { cause: error },
    );
  }
}

async function installLocked(pythonPath: string, lockFile: string, onProgress: OnProgress): Promise<void> {
  const total = readFileSync(lockFile, 'utf8').match(/^[a-z0-9].*==/gim)?.length ?? 0;
  const report = throttled(onProgress);
  let collected = 0;
  const onLine = (line: string) => {
    if (line.startsWith('Collecting ')) report(`downloading Python packages (${++collected} of ${total})`);
    if (line.startsWith('Installing collected')) onProgress(`installing ${total} Python packages`);
  };
  // Only wheels: nothing is compiled here, and no package runs code of its own while it is installed.
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--only-binary', ':all:'];
  try {
    await runCommand(pythonPath, [...pip, '--require-hashes', '-r', lockFile], { onLine });
  } catch (error) {
    const output = error instanceof CommandError ? error.output : String(error);
    const network = /ConnectionError|NewConnection|Read timed out|Max retries/.test(output);
    const advice = network ? 'check the network or proxy settings of pip, then try again' : 'see the output above';
    throw new Error(`pip could not install ${path.basename(lockFile)}:\n${output}\n${advice}`, { cause: error });
  }
}

/**
 * A virtualenv with exactly the packages of a lock file, each checked against its hash. Another lock file or another
 * Python gives another virtualenv; the old one is left alone.
 */
export async function preparePythonEnvironment(
  lockFile: string,
  onProgress: OnProgress = silent,
): Promise<PythonEnvironment> {
  const interpreter = await findInterpreter();
  const key = cacheKey(
    readFileSync(lockFile, 'utf8'),
    versionText(interpreter.version),
    process.platform,
    process.arch,
  );
  const folder = path.join(cacheFolder(), `python-${path.basename(lockFile, '.lock')}-${key}`);
  const pythonPath = path.join(folder, 'bin', 'python');
  const install = async () => {
    onProgress(`creating a Python ${versionText(interpreter.version)} environment`);
    await createVirtualenv(interpreter, folder);
    await installLocked(pythonPath, lockFile, onProgress);
  };
  await installOnce(folder, install, () => onProgress('waiting for another process that installs the Python packages'));
  return { folder, pythonPath };
}
