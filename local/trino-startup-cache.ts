import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { cacheFolder, cacheKey, installOnce } from './cache';
import type { Java } from './java';
import { freePort } from './ports';
import { type OnProgress, silent } from './progress';
import type { TrinoInstallation } from './trino-installation';
import { startTrino, untilTrinoIsReady } from './trino-process';

/** The one-step ahead-of-time cache came with JEP 514. */
const OLDEST_JAVA = 25;
/** Writing the cache takes some 20 s after the server was asked to end. */
const WRITING_MS = 240_000;
const CACHE_FILE = 'classes.aot';

function folderFor(installation: TrinoInstallation, java: Java): string {
  const key = cacheKey(installation.version, installation.libraries, java.command, String(java.major));
  return path.join(cacheFolder(), `trino-startup-${key}`);
}

/** The Java options that use the cache; none when there is no cache. Java itself ignores one that does not fit. */
export function startupCacheOptions(installation: TrinoInstallation, java: Java): string[] {
  const file = path.join(folderFor(installation, java), CACHE_FILE);
  return existsSync(file) ? [`-XX:AOTCache=${file}`, '-Xlog:disable', '-Xlog:all=error:stderr'] : [];
}

async function record(target: string, installation: TrinoInstallation, java: Java, heap: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'trino-startup-'));
  const file = path.join(target, CACHE_FILE);
  const port = await freePort();
  const server = await startTrino({
    installation,
    java,
    folder: path.join(folder, 'trino'),
    logFile: path.join(folder, 'trino.log'),
    port,
    emulatorPort: await freePort(), // nobody answers there: no catalog is asked anything
    heap,
    javaOptions: [`-XX:AOTCacheOutput=${file}.new`],
  });
  try {
    await untilTrinoIsReady(server, port);
  } finally {
    await server.stop(WRITING_MS);
  }
  await rename(`${file}.new`, file);
  await rm(folder, { recursive: true, force: true });
}

/**
 * Lets Trino record once which classes it loads, and in what state: later starts take 8 s instead of 14. Only speed
 * depends on it, so a failure is told and otherwise ignored.
 */
export async function prepareStartupCache(
  installation: TrinoInstallation,
  java: Java,
  heap: string,
  onProgress: OnProgress = silent,
): Promise<void> {
  if (java.major < OLDEST_JAVA) return;
  try {
    await installOnce(folderFor(installation, java), async (target) => {
      onProgress('recording a start-up cache for Trino (once, about 40 s)');
      await record(target, installation, java, heap);
    });
  } catch (error) {
    onProgress(`no start-up cache for Trino, it starts slower: ${(error as Error).message}`);
  }
}
