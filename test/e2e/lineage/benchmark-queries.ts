import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, installOnce } from '../../../local/cache';
import { download } from '../../../local/download';
import type { OnProgress } from '../../../local/progress';
import { runCommand } from '../../../local/run-command';
import type { Query } from './corpus';
import { CATALOG } from './engine';

/** The texts that Trino's own benchmarks run; they are fetched, not kept here. */
const ARTIFACT = 'trino-benchto-benchmarks';
const VERSION = '368';
const SHA256 = '5647337d12968a2de21555fde5498ff54b29b2708b4caf7c01ebb7a8c5cea022';
const MAVEN_CENTRAL = 'https://repo1.maven.org/maven2';

/** The queries of a benchmark, in the benchmark's order. Python unpacks, so that no other tool is needed. */
export async function benchmarkQueries(
  benchmark: 'tpch' | 'tpcds',
  pythonPath: string,
  onProgress: OnProgress,
): Promise<Query[]> {
  const folder = path.join(cacheFolder(), `${ARTIFACT}-${VERSION}`);
  await installOnce(folder, async (target) => {
    const repository = process.env.CDK_QUILT_ATHENA_MAVEN_REPOSITORY ?? MAVEN_CENTRAL;
    const file = path.join(cacheFolder(), 'downloads', `${ARTIFACT}-${VERSION}.jar`);
    await download(`${repository}/io/trino/${ARTIFACT}/${VERSION}/${path.basename(file)}`, file, SHA256, onProgress);
    await runCommand(pythonPath, ['-m', 'zipfile', '-e', file, path.join(target, 'content')]);
    await rm(file);
  });
  const texts = path.join(folder, 'content/sql/presto', benchmark);
  return readdirSync(texts)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({
      name: `${benchmark} ${path.basename(name, '.sql')}`,
      sql: filled(readFileSync(path.join(texts, name), 'utf8'), benchmark),
      schema: benchmark,
    }));
}

function filled(text: string, schema: string): string {
  const values: Readonly<Record<string, string>> = { database: CATALOG, schema, prefix: '', scale: '1' };
  return text
    .replace(/\$\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark)
    .trimEnd()
    .replace(/;$/, '');
}
