import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { localAsset } from './local-asset';
import { ManagedProcess } from './managed-process';

const READY_TIMEOUT_MS = 120_000;
export const EMULATOR_GRACE_MS = 5_000;

export interface EmulatorOptions {
  readonly pythonPath: string;
  readonly port: number;
  readonly trinoUrl: string;
  readonly runFolder: string;
  readonly logFile: string;
  /** Whether IAM policies, resource policies and boundaries are enforced. */
  readonly authorization: boolean;
  /** Ended by the emulator, with itself, when the process that started both is killed; undefined: both stay. */
  readonly endWithStarter?: { readonly trinoPid: number };
}

function emulatorEnvironment(options: EmulatorOptions): NodeJS.ProcessEnv {
  const temporary = path.join(options.runFolder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  return {
    ...process.env,
    GATEWAY_PORT: String(options.port),
    BIND_HOST: '127.0.0.1',
    AUTH: String(options.authorization),
    LOCAL_TRINO: options.trinoUrl,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'WARNING',
    // Nothing outlives the run: no state on disk, no further listening ports.
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    S3_PERSIST: '0',
    TMPDIR: temporary,
    PYTHONDONTWRITEBYTECODE: '1',
    // Modules that a Lambda runtime brings along.
    NODE_PATH: localAsset('aws', 'lambda_modules'),
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    LOCAL_END_WITH_STARTER: options.endWithStarter ? String(options.endWithStarter.trinoPid) : '',
  };
}

/** Starts the emulator's process; `untilEmulatorIsReady` waits for it. */
export function startEmulator(options: EmulatorOptions): ManagedProcess {
  return new ManagedProcess({
    name: 'the AWS emulator',
    command: options.pythonPath,
    // The run folder is not read: it makes the process recognisable when it has to be ended later.
    args: [localAsset('aws', 'launcher.py'), options.runFolder],
    environment: emulatorEnvironment(options),
    folder: options.runFolder,
    logFile: options.logFile,
  });
}

/** Waits until the emulator answers. */
export function untilEmulatorIsReady(emulator: ManagedProcess, port: number): Promise<void> {
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/_ministack/health`)).ok;
  return emulator.untilReady(isReady, READY_TIMEOUT_MS);
}
