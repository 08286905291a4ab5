import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { Java } from './java';
import { ManagedProcess } from './managed-process';
import { type TrinoConfiguration, writeTrinoConfiguration } from './trino-configuration';
import type { TrinoInstallation } from './trino-installation';
import { trinoStatement } from './trino-statement';

const READY_TIMEOUT_MS = 240_000;
/** Trino ends within 0.2 s when asked to. */
export const TRINO_GRACE_MS = 10_000;

export interface TrinoOptions extends TrinoConfiguration {
  readonly installation: TrinoInstallation;
  readonly java: Java;
  /** Written anew at every start. */
  readonly folder: string;
  readonly logFile: string;
  /** More options for the Java machine, such as a start-up cache. */
  readonly javaOptions?: readonly string[];
}

/** `key=value` lines and Java options alike: what is neither blank nor a comment. */
function lines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The jar files in a fixed order, which a start-up cache depends on. */
function classPath(libraries: string): string {
  return readdirSync(libraries)
    .filter((name) => name.endsWith('.jar'))
    .sort()
    .map((name) => path.join(libraries, name))
    .join(path.delimiter);
}

function javaArguments(options: TrinoOptions): string[] {
  const etc = path.join(options.folder, 'etc');
  return [
    ...lines(path.join(etc, 'jvm.config')),
    ...(options.javaOptions ?? []),
    ...lines(path.join(etc, 'node.properties')).map((property) => `-D${property}`),
    `-Dconfig=${path.join(etc, 'config.properties')}`,
    `-Dlog.levels-file=${path.join(etc, 'log.properties')}`,
    `-Dplugin.dir=${path.join(options.folder, 'plugin')}`,
    `-Dcatalog.config-dir=${path.join(etc, 'catalog')}`,
    '-cp',
    classPath(options.installation.libraries),
    'io.trino.server.TrinoServer',
  ];
}

/** `/v1/info` says "started" a moment before queries find a node, so a query on the nodes themselves is asked. */
async function isReady(url: string): Promise<boolean> {
  const info = (await (await fetch(`${url}/v1/info`)).json()) as { starting?: boolean };
  if (info.starting !== false) return false;
  const rows = await trinoStatement(url, "SELECT count(*) FROM system.runtime.nodes WHERE state = 'active'");
  return Number(rows[0]?.[0]) >= 1;
}

/** Starts the server's process; `untilTrinoIsReady` waits for it. */
export async function startTrino(options: TrinoOptions): Promise<ManagedProcess> {
  await rm(options.folder, { recursive: true, force: true });
  mkdirSync(options.folder, { recursive: true });
  await writeTrinoConfiguration(options.folder, options.installation, options);
  return new ManagedProcess({
    name: `Trino ${options.installation.version}`,
    command: options.java.command,
    args: javaArguments(options),
    environment: process.env,
    folder: options.folder,
    logFile: options.logFile,
  });
}

/** Waits until the server answers queries. */
export function untilTrinoIsReady(server: ManagedProcess, port: number): Promise<void> {
  return server.untilReady(() => isReady(`http://127.0.0.1:${port}`), READY_TIMEOUT_MS);
}
