import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareLocalAws } from '../../../local/local-aws';
import { freePort } from '../../../local/ports';
import type { OnProgress } from '../../../local/progress';
import { endOnExit } from '../../../local/signals';
import { startTrino, TRINO_GRACE_MS, untilTrinoIsReady } from '../../../local/trino-process';
import { startupCacheOptions } from '../../../local/trino-startup-cache';
import { trinoStatement } from '../../../local/trino-statement';

/** The catalog's name in Athena, so that three-part names mean here what they mean there. */
export const CATALOG = 'awsdatacatalog';

/** Catalogs come by statement: the files that the local AWS has ask for Glue, and there is none here. */
const CATALOGS_BY_STATEMENT = ['-Dcatalog.management=dynamic', '-Dcatalog.store=memory'];

export interface Engine {
  readonly url: string;
  readonly pythonPath: string;
  stop(): Promise<void>;
}

/** Athena's engine alone, with an empty Hive catalog that keeps its tables in a temporary folder. */
export async function startEngine(onProgress: OnProgress): Promise<Engine> {
  const { pythonPath, trino, java } = await prepareLocalAws({ onProgress });
  const folder = await mkdtemp(path.join(tmpdir(), 'lineage-'));
  const port = await freePort();
  onProgress('starting Trino');
  const server = await startTrino({
    installation: { ...trino, plugins: { hive: trino.plugins.hive } },
    java,
    folder: path.join(folder, 'trino'),
    logFile: path.join(folder, 'trino.log'),
    port,
    emulatorPort: port, // named in configuration files that are not read
    heap: '1G',
    javaOptions: [...startupCacheOptions(trino, java), ...CATALOGS_BY_STATEMENT],
  });
  const stop = async () => {
    await server.stop(TRINO_GRACE_MS);
    if (!handlers.isEnding()) handlers.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  const killNow = () => {
    server.killNow();
    rmSync(folder, { recursive: true, force: true });
  };
  const handlers = endOnExit(stop, killNow);
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilTrinoIsReady(server, port);
    await trinoStatement(url, hiveCatalog(path.join(folder, 'lake')));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pythonPath, stop };
}

function hiveCatalog(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const properties = {
    'hive.metastore': 'file',
    'hive.metastore.catalog.dir': 'local:///',
    'hive.security': 'allow-all',
    'fs.native-local.enabled': 'true',
    'local.location': folder,
  };
  const list = Object.entries(properties).map(([name, value]) => `"${name}" = '${value}'`);
  return `CREATE CATALOG ${CATALOG} USING hive WITH (${list.join(', ')})`;
}
