import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkedTable, tabulatorCommand } from '../../bin/commands/tabulator';

const folder = mkdtempSync(path.join(tmpdir(), 'tabulator-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const EXAMPLE = 'examples/sales-prod/tabulator/gene-expression.yaml';

async function printed(...args: string[]): Promise<string> {
  const log = jest.spyOn(console, 'log').mockImplementation();
  try {
    await tabulatorCommand().parseAsync(['check', ...args], { from: 'user' });
    return log.mock.calls.map(([line]) => String(line)).join('\n');
  } finally {
    log.mockRestore();
  }
}

test('a table that is well is told with its columns', async () => {
  expect(await printed(EXAMPLE, '--bucket', 'quilt-sandbox-bucket')).toBe(
    `${EXAMPLE} is well: csv, with gene_id STRING, length INT, tpm DOUBLE, date (of the names), study (of the names), sample (of the names)`,
  );
});

test('scripts get the table with every default', async () => {
  const { definition, warnings } = JSON.parse(await printed(EXAMPLE, '--bucket', 'quilt-sandbox-bucket', '--json'));
  expect(definition).toMatchObject({ parser: { format: 'csv', header: true, delimiter: ',' }, continueOnError: true });
  expect(warnings).toEqual([]);
});

test('what is wrong is told with file, line and key', () => {
  const file = path.join(folder, 'wrong.yaml');
  writeFileSync(
    file,
    'schema: []\nsource: { type: quilt-packages, package_name: "(", logical_key: x }\nparser: { format: csv }\n',
  );
  expect(() => checkedTable(file)).toThrow(/wrong\.yaml:1:9: schema: .*\n.*wrong\.yaml:2:47: source\.package_name: /);
});

test('what works but is better avoided is a warning', async () => {
  const file = path.join(folder, 'upper.yaml');
  writeFileSync(
    file,
    'schema: [{ name: Gene-ID, type: STRING }]\nsource: { type: quilt-packages, package_name: x, logical_key: x }\nparser: { format: csv }\n',
  );
  expect(await printed(file, '--bucket', 'quilt-sandbox-bucket')).toMatch(
    /^warning: .*upper\.yaml:1:18: .*"gene-id" in Athena/,
  );
});

test('a name that is no bucket is refused', async () => {
  await expect(printed(EXAMPLE, '--bucket', 's3://data')).rejects.toThrow(
    /--bucket: bucket name must be the name alone/,
  );
});
