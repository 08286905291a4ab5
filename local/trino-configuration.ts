import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { localAsset } from './local-asset';
import type { TrinoInstallation } from './trino-installation';

export interface TrinoConfiguration {
  readonly port: number;
  /** Where Glue and S3 answer. */
  readonly emulatorPort: number;
  readonly heap: string;
}

/** Which catalog of the templates needs which plugin. */
const PLUGIN_OF: Readonly<Record<string, 'hive' | 'iceberg' | 'memory'>> = {
  'awsdatacatalog.properties': 'hive',
  'iceberg.properties': 'iceberg',
  'memory.properties': 'memory',
};

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/@(\w+)@/g, (mark, name: string) => values[name] ?? mark);
}

async function fillFolder(source: string, target: string, values: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = await readFile(path.join(source, entry.name), 'utf8');
    await writeFile(path.join(target, entry.name), filled(text, values));
  }
}

/** Writes the server's configuration below `folder`, with the catalogs whose plugin is installed. */
export async function writeTrinoConfiguration(
  folder: string,
  installation: TrinoInstallation,
  configuration: TrinoConfiguration,
): Promise<void> {
  const values = {
    PORT: String(configuration.port),
    EMULATOR_PORT: String(configuration.emulatorPort),
    HEAP: configuration.heap,
    DATA: path.join(folder, 'data'),
  };
  const templates = localAsset('trino', 'etc');
  await fillFolder(templates, path.join(folder, 'etc'), values);
  const catalogs = path.join(folder, 'etc', 'catalog');
  await mkdir(catalogs, { recursive: true });
  for (const name of await readdir(path.join(templates, 'catalog'))) {
    const plugin = PLUGIN_OF[name];
    if (!plugin || !installation.plugins[plugin]) continue;
    const text = filled(await readFile(path.join(templates, 'catalog', name), 'utf8'), values);
    // The hive catalog hands Iceberg tables over to a catalog that may be absent.
    const kept = text.split('\n').filter((line) => installation.plugins.iceberg || !line.includes('iceberg-catalog'));
    await writeFile(path.join(catalogs, name), kept.join('\n'));
  }
  await linkPlugins(path.join(folder, 'plugin'), installation);
}

/** The server loads every folder it finds, so each run gets a folder with exactly its plugins. */
async function linkPlugins(folder: string, installation: TrinoInstallation): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, jars] of Object.entries(installation.plugins)) {
    if (jars)
      await symlink(jars, path.join(folder, name), 'dir').catch(() =>
        cp(jars, path.join(folder, name), { recursive: true }),
      );
  }
}
