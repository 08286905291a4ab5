import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { withLock } from './lock';

/** Written last: a folder without it is the rest of an interrupted install. */
const COMPLETE = '.complete';

/** Where downloads and installs are kept, outside any checkout: `$CDK_QUILT_ATHENA_CACHE`, else `~/.cache/cdk-quilt-athena`. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment.CDK_QUILT_ATHENA_CACHE;
  if (chosen) return path.resolve(chosen);
  return path.join(environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'cdk-quilt-athena');
}

/** A short name for exactly this content: another lock file, Python or platform gives another key. */
export function cacheKey(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** Whether `folder` was installed to its end. */
export function isInstalled(folder: string): boolean {
  return existsSync(path.join(folder, COMPLETE));
}

/**
 * Installs into `folder` unless that was done before; safe against interruption and against a second process.
 * The folder has its final name from the start, because virtualenvs write their own path into their scripts.
 */
export async function installOnce(
  folder: string,
  install: (folder: string) => Promise<void>,
  onWait?: () => void,
): Promise<void> {
  if (isInstalled(folder)) return;
  await withLock(
    `${folder}.lock`,
    async () => {
      if (isInstalled(folder)) return;
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await install(folder);
      const marker = path.join(folder, COMPLETE);
      await writeFile(`${marker}.new`, `${new Date().toISOString()}\n`);
      await rename(`${marker}.new`, marker);
    },
    onWait,
  );
}
