import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { EMULATOR_GRACE_MS, startEmulator, untilEmulatorIsReady } from './emulator-process';
import { localEnvironment } from './environment';
import type { ManagedProcess } from './managed-process';
import { freePort } from './ports';
import { DEFAULT_HEAP, type Prepared, type PrepareOptions, prepareLocalAws } from './prepare-local-aws';
import { silent } from './progress';
import { removeRunState, writeRunState } from './run-state';
import { endOnExit } from './signals';
import { startTrino, TRINO_GRACE_MS, untilTrinoIsReady } from './trino-process';
import { startupCacheOptions } from './trino-startup-cache';

export { type Prepared, type PrepareOptions, prepareLocalAws } from './prepare-local-aws';

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

interface Part {
  readonly process: ManagedProcess;
  readonly graceMs: number;
  readonly ready: () => Promise<void>;
}

interface Place {
  readonly port: number;
  readonly trinoPort: number;
  readonly runFolder: string;
}

async function chosenPlace(options: LocalAwsOptions): Promise<Place> {
  const port = await freePort(options.port);
  let trinoPort = await freePort(options.trinoPort);
  while (trinoPort === port && options.trinoPort === undefined) trinoPort = await freePort();
  const runFolder = path.resolve(options.runFolder ?? (await mkdtemp(path.join(tmpdir(), 'local-aws-'))));
  mkdirSync(runFolder, { recursive: true });
  return { port, trinoPort, runFolder };
}

/** Starts both processes at once; adds each to `parts` as soon as it exists, so that a failure can end it. */
async function launch(parts: Part[], prepared: Prepared, place: Place, options: LocalAwsOptions): Promise<void> {
  const { port, trinoPort, runFolder } = place;
  const server = await startTrino({
    installation: prepared.trino,
    java: prepared.java,
    folder: path.join(runFolder, 'trino'),
    logFile: path.join(runFolder, 'trino.log'),
    port: trinoPort,
    emulatorPort: port,
    heap: options.heap ?? DEFAULT_HEAP,
    javaOptions: startupCacheOptions(prepared.trino, prepared.java),
  });
  parts.push({ process: server, graceMs: TRINO_GRACE_MS, ready: () => untilTrinoIsReady(server, trinoPort) });
  const emulator = startEmulator({
    pythonPath: prepared.pythonPath,
    port,
    trinoUrl: `http://127.0.0.1:${trinoPort}`,
    runFolder,
    logFile: path.join(runFolder, 'emulator.log'),
    authorization: options.authorization ?? true,
    endWithStarter: options.background ? undefined : { trinoPid: server.pid },
  });
  parts.push({ process: emulator, graceMs: EMULATOR_GRACE_MS, ready: () => untilEmulatorIsReady(emulator, port) });
  await writeRunState(runFolder, {
    endpoint: `http://127.0.0.1:${port}`,
    trinoUrl: `http://127.0.0.1:${trinoPort}`,
    pythonPath: prepared.pythonPath,
    emulatorPid: emulator.pid,
    trinoPid: server.pid,
    authorization: options.authorization ?? true,
    startedAt: new Date().toISOString(),
  });
}

/**
 * Starts a fresh, empty local AWS: the emulator, and Trino as Athena's engine. What is missing is installed first.
 * It ends with `stop()`, and in any case with this process (unless `background` is set).
 */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const onProgress = options.onProgress ?? silent;
  const prepared = await prepareLocalAws(options);
  const place = await chosenPlace(options);
  const parts: Part[] = [];

  const forgetFolder = () => {
    if (!options.runFolder) rmSync(place.runFolder, { recursive: true, force: true });
  };
  const stop = async () => {
    await Promise.all(parts.map((part) => part.process.stop(part.graceMs)));
    if (!handlers.isEnding()) handlers.remove(); // a part started meanwhile is ended by the exit handler
    await removeRunState(place.runFolder);
    forgetFolder();
  };
  const killNow = () => {
    for (const part of parts) part.process.killNow();
    forgetFolder();
  };
  const handlers = endOnExit(stop, killNow);

  try {
    onProgress('starting Trino and the AWS emulator');
    await launch(parts, prepared, place, options);
    await Promise.all(parts.map((part) => part.ready()));
  } catch (error) {
    await stop();
    if (handlers.isEnding()) await new Promise(() => undefined); // the signal's handler ends this process
    throw error;
  }
  if (options.background) handlers.remove();
  const endpoint = `http://127.0.0.1:${place.port}`;
  onProgress(`local AWS is ready at ${endpoint}`);
  return {
    endpoint,
    trinoUrl: `http://127.0.0.1:${place.trinoPort}`,
    environment: localEnvironment(endpoint),
    pythonPath: prepared.pythonPath,
    runFolder: place.runFolder,
    stop,
  };
}
