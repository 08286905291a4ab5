import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { writeTrinoConfiguration } from '../../local/trino-configuration';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'trino-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const configuration = { port: 8081, emulatorPort: 4566, heap: '1G' };
const read = (...names: string[]) => readFileSync(path.join(folder, ...names), 'utf8');

test('ports, heap and folders are filled in, and nothing else is left open', async () => {
  await writeTrinoConfiguration(folder, { version: '476', libraries: '', plugins: { hive: folder } }, configuration);
  expect(read('etc', 'config.properties')).toContain('http-server.http.port=8081');
  expect(read('etc', 'jvm.config')).toContain('-Xmx1G');
  const catalog = read('etc', 'catalog', 'awsdatacatalog.properties');
  expect(catalog).toContain('hive.metastore.glue.endpoint-url=http://127.0.0.1:4566');
  expect(catalog).not.toMatch(/@\w+@/);
});

test('only catalogs whose plugin is there', async () => {
  await writeTrinoConfiguration(folder, { version: '476', libraries: '', plugins: { hive: folder } }, configuration);
  expect(existsSync(path.join(folder, 'etc', 'catalog', 'iceberg.properties'))).toBe(false);
  expect(read('etc', 'catalog', 'awsdatacatalog.properties')).not.toContain('iceberg');
  const plugins = { hive: folder, iceberg: folder };
  rmSync(path.join(folder, 'plugin'), { recursive: true });
  await writeTrinoConfiguration(folder, { version: '476', libraries: '', plugins }, configuration);
  expect(read('etc', 'catalog', 'awsdatacatalog.properties')).toContain('hive.iceberg-catalog-name=iceberg');
});
