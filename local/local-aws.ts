import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { EMULATOR_GRACE_MS, startEmulator, untilEmulatorIsReady } from './emulator-process';
import { localEnvironment } from './environment';
import { findJava, type Java } from './java';
import type { ManagedProcess } from './managed-process';
import { localAsset } from './package-root';
import { freePort } from './ports';
import { type OnProgress, silent } from './progress';
import { preparePythonEnvironment } from './python-environment';
import { removeRunState, writeRunState } from './run-state';
import { endOnExit } from './signals';
import type { TrinoPlugin } from './trino-artifacts';
import { prepareTrino, type TrinoInstallation } from './trino-installation';
import { startTrino, TRINO_GRACE_MS, untilTrinoIsReady } from './trino-process';
import { prepareStartupCache, startupCacheOptions } from './trino-startup-cache';

const DEFAULT_HEAP = '1G';

export interface PrepareOptions {
  /** Trino plugins; `iceberg` adds 346 MB to the download. @default hive and memory */
  readonly plugins?: readonly TrinoPlugin[];
  /** Heap of the Java machine. @default 1G */
  readonly heap?: string;
  readonly onProgress?: OnProgress;
}

/** Everything that is installed once and used by every start. */
export interface Prepared {
  readonly pythonPath: string;
  readonly java: Java;
  readonly trino: TrinoInstallation;
}

export interface LocalAwsOptions extends PrepareOptions {
  /** Port of the AWS endpoint. @default any free one */
  readonly port?: number;
  /** Port of Trino. @default any free one */
  readonly trinoPort?: number;
  /** Logs, state file and temporary files. @default a temporary folder, removed by `stop()` */
  readonly runFolder?: string;
  /** Whether IAM is enforced. @default true */
  readonly authorization?: boolean;
  /** Whether both processes stay when this one ends; `quilt-athena local down` ends them. @default false */
  readonly background?: boolean;
}

export interface LocalAws {
  /** `http://127.0.0.1:<port>`, every AWS service. */
  readonly endpoint: string;
  /** Athena's engine, past all access checks. */
  readonly trinoUrl: string;
  /** Variables for child processes; see `childEnvironment`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Python with boto3, quilt3 and PyAthena. */
  readonly pythonPath: string;
  readonly runFolder: string;
  /** Ends both processes and everything they started. */
  stop(): Promise<void>;
}

/** Installs what a start needs: nothing when it was done before. */
export async function prepareLocalAws(options: PrepareOptions = {}): Promise<Prepared> {
  const onProgress = options.onProgress ?? silent;
  const { pythonPath } = await preparePythonEnvironment(localAsset('requirements.lock'), onProgress);
  const [trino, java] = await Promise.all([
    prepareTrino({ pythonPath, plugins: options.plugins, onProgress }),
    findJava(pythonPath),
  ]);
  await prepareStartupCache(trino, java, options.heap ?? DEFAULT_HEAP, onProgress);
  return { pythonPath, java, trino };
}

async function runFolderOf(options: LocalAwsOptions): Promise<string> {
  if (!options.runFolder) return mkdtemp(path.join(tmpdir(), 'local-aws-'));
  const folder = path.resolve(options.runFolder);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Starts a fresh, empty local AWS: the emulator, and Trino as Athena's engine. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const onProgress = options.onProgress ?? silent;
  const { pythonPath, java, trino } = await prepareLocalAws(options);
  const [port, trinoPort] = [await freePort(options.port), await freePort(options.trinoPort)];
  const runFolder = await runFolderOf(options);
  const [endpoint, trinoUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${trinoPort}`];
  const authorization = options.authorization ?? true;
  const running: { process: ManagedProcess; graceMs: number }[] = [];
  const background = options.background ?? false;
  const forget = background
    ? () => undefined
    : endOnExit(
        () => running.map((r) => r.process),
        () => stop(),
      );

  async function stop(): Promise<void> {
    await Promise.all(running.map((r) => r.process.stop(r.graceMs)));
    forget();
    await removeRunState(runFolder);
    if (!options.runFolder) await rm(runFolder, { recursive: true, force: true });
  }

  try {
    onProgress('starting Trino and the AWS emulator');
    const server = await startTrino({
      installation: trino,
      java,
      folder: path.join(runFolder, 'trino'),
      logFile: path.join(runFolder, 'trino.log'),
      port: trinoPort,
      emulatorPort: port,
      heap: options.heap ?? DEFAULT_HEAP,
      javaOptions: startupCacheOptions(trino, java),
    });
    running.push({ process: server, graceMs: TRINO_GRACE_MS });
    const emulator = startEmulator({
      pythonPath,
      port,
      trinoUrl,
      runFolder,
      logFile: path.join(runFolder, 'emulator.log'),
      authorization,
      endWithStarter: background ? undefined : { trinoPid: server.pid },
    });
    running.push({ process: emulator, graceMs: EMULATOR_GRACE_MS });
    const pids = { emulatorPid: emulator.pid, trinoPid: server.pid };
    const startedAt = new Date().toISOString();
    await writeRunState(runFolder, { endpoint, trinoUrl, pythonPath, ...pids, authorization, startedAt });
    await Promise.all([untilEmulatorIsReady(emulator, port), untilTrinoIsReady(server, trinoPort)]);
  } catch (error) {
    await stop();
    throw error;
  }
  onProgress(`local AWS is ready at ${endpoint}`);
  return { endpoint, trinoUrl, environment: localEnvironment(endpoint), pythonPath, runFolder, stop };
}
