import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseLakeFile } from '../../lib/model/config-file';
import { lakeFrom } from '../../lib/model/lake';

const folder = mkdtempSync(path.join(tmpdir(), 'tabulator-lake-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TABLE = `schema:
  - { name: gene_id, type: STRING }
source: { type: quilt-packages, package_name: '^rnaseq/(?<study>.+)$', logical_key: '\\.csv$' }
parser: { format: csv, header: true }
`;
const LAKE = `stackName: sales-prod
buckets:
  - name: data-one
    tabulator:
      genes:
        schema:
          - { name: gene_id, type: STRING }
        source: { type: quilt-packages, package_name: '^rnaseq/(?<study>.+)$', logical_key: '\\.csv$' }
        parser: { format: csv, header: true }
        continue_on_error: true
      genes_of_file: { file: tables/genes.yaml }
  - data-two
roles:
  - { name: analyst, read: '*', tabulator: true }
  - { name: visitor, read: [data-two] }
`;

function lakeOf(text: string) {
  const { stackName, config } = parseLakeFile(text, path.join(folder, 'quilt-athena.yaml'));
  return lakeFrom(stackName, config);
}

function refused(text: string): string[] {
  try {
    lakeOf(text);
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '').split('\n');
  }
  throw new Error('accepted');
}

beforeAll(() => {
  mkdirSync(path.join(folder, 'tables'));
  writeFileSync(path.join(folder, 'tables/genes.yaml'), TABLE);
  writeFileSync(path.join(folder, 'tables/broken.yaml'), TABLE.replace('STRING', 'TEXT'));
});

test('tables are given inline or by file, and mean the same', () => {
  const { tabulator, roles } = lakeOf(LAKE);
  const { genes, genes_of_file } = tabulator?.buckets['data-one'] ?? {};
  expect(genes).toEqual({ ...genes_of_file, continueOnError: true });
  expect(genes.groups).toEqual(['study']);
  expect(tabulator).toMatchObject({ catalogName: 'quilt-sales-prod-tabulator', callerCheck: true, openQuery: false });
  expect(roles.map((role) => role.tabulator)).toEqual([true, false]);
});

test('a lake without such tables has no Tabulator', () => {
  expect(lakeOf('stackName: s\nbuckets: [data-one]\nroles: []\n').tabulator).toBeUndefined();
});

test('what is wrong in a table is told where it is written', () => {
  expect(refused(LAKE.replace('^rnaseq/', '(?=rnaseq)').replace('genes.yaml', 'broken.yaml'))).toEqual([
    expect.stringMatching(
      /^quilt-athena\.yaml:8:55: buckets\[0\]\.tabulator\.genes\.source\.package_name: must be a reg/,
    ),
    expect.stringMatching(
      /^tables\/broken\.yaml:2:28: buckets\[0\]\.tabulator\.genes_of_file\.file: schema\[0\]\.type: unknown type "TEXT"/,
    ),
  ]);
});

test('keys are those of Quilt', () => {
  expect(refused(LAKE.replace('package_name', 'packageName'))).toEqual([
    expect.stringMatching(/^quilt-athena\.yaml:8:17: .*source: missing key "package_name"/),
    expect.stringMatching(/^quilt-athena\.yaml:8:41: .*source\.packageName: unknown key "packageName"/),
  ]);
  expect(refused(LAKE.replace('{ file: tables/genes.yaml }', '{ file: x.yaml, parser: {} }'))[0]).toMatch(
    /^quilt-athena\.yaml:11:38: .*genes_of_file\.parser: unknown key "parser"; allowed: file$/,
  );
  expect(refused(LAKE.replace('tables/genes', 'genes'))[0]).toMatch(/11:30: .*file: a table's file must exist/);
});
