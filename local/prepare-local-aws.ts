import { findJava, type Java } from './java';
import { localAsset } from './local-asset';
import { type OnProgress, silent } from './progress';
import { preparePythonEnvironment } from './python-environment';
import type { TrinoPlugin } from './trino-artifacts';
import { prepareTrino, type TrinoInstallation } from './trino-installation';
import { prepareStartupCache } from './trino-startup-cache';

/** Enough for the demo and the checks; more only for large tables. */
export const DEFAULT_HEAP = '1G';

export interface PrepareOptions {
  /** Trino plugins; `iceberg` adds 346 MB to the download. @default hive and memory */
  readonly plugins?: readonly TrinoPlugin[];
  /** Heap of the Java machine. @default 1G */
  readonly heap?: string;
  /** Told what is being downloaded, installed or waited for. @default nobody */
  readonly onProgress?: OnProgress;
}

/** Everything that is installed once and used by every start. */
export interface Prepared {
  readonly pythonPath: string;
  readonly java: Java;
  readonly trino: TrinoInstallation;
}

/** Installs what a start of the local AWS needs: Python packages, Trino, its start-up cache. Repeated, it does nothing. */
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
