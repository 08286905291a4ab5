import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseLakeFile, readLakeFile } from '../../lib/model/config-file';
import { lakeFrom } from '../../lib/model/lake';

const FILE = 'quilt-athena.yaml';
const HEAD = 'stackName: sales-prod\nbuckets: [data-one]\nroles: [{name: analyst}, {name: curator}]\n';

const parsed = (text: string) => parseLakeFile(HEAD + text, FILE).config;

function refused(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
}
const refusal = (text: string) => refused(() => parsed(text));

test('views, external tables, grants and authorization may be said the short way', () => {
  const config = parsed(`
authorization: {regime: hybrid, optIn: '*'}
grants:
  - {role: analyst, table: data-one_manifests, columns: [size], privileges: [SELECT]}
externalTables:
  - database: reference_db
    name: genes
    location: s3://reference/genes/
    columns:
      - gene_id: string
      - 'tags: array<string>'
      - {name: symbol, type: string}
views:
  - name: sizes
    sql: |
      SELECT size, g.gene_id FROM "data-one_manifests" CROSS JOIN reference_db.genes g;
    columns: [{name: size, type: bigint, comment: in bytes}, gene_id: string]
    select: '*'
    own: [curator]
`);
  expect(config.authorization).toEqual({ regime: 'hybrid', optIn: ['*'] });
  expect(config.externalTables?.[0].columns).toEqual([
    { name: 'gene_id', type: 'string' },
    { name: 'tags', type: 'array<string>' },
    { name: 'symbol', type: 'string' },
  ]);
  const lake = lakeFrom('sales-prod', config);
  expect(lake.authorization).toEqual({
    regime: 'hybrid',
    reading: 'strict',
    downgrade: 'error',
    bootstrap: 'administrator',
    optIn: ['analyst', 'curator'],
  });
  expect(lake.grants).toEqual([
    {
      principal: 'analyst',
      database: 'sales_prod',
      table: 'data-one_manifests',
      columns: ['size'],
      privileges: ['SELECT'],
    },
  ]);
  expect(lake.externalTables[0]).toMatchObject({ bucket: 'reference', name: 'genes' });
  expect(lake.views).toEqual([
    {
      name: 'sizes',
      database: 'sales_prod',
      sql: 'SELECT size, g.gene_id FROM "data-one_manifests" CROSS JOIN reference_db.genes g;\n',
      security: 'invoker',
      columns: [
        { name: 'size', type: 'bigint', comment: 'in bytes' },
        { name: 'gene_id', type: 'string' },
      ],
      select: ['analyst', 'curator'],
      refresh: [],
      own: ['curator'],
    },
  ]);
});

describe('short forms that are none are refused:', () => {
  test.each([
    [
      'columns: [size]',
      '6:16: views[0].columns[0]: a column must have a name and a type, found "size"; write for example "size: string"',
    ],
    [
      'columns: [{name: size, comment: x}]',
      '6:16: views[0].columns[0]: a column must have a name and a type, found no type; add for example type: string',
    ],
    [
      'columns: [{name: size, tpye: bigint}]',
      '6:35: views[0].columns[0].tpye: unknown key "tpye"; allowed: name, type, comment; did you mean "type"?',
    ],
    [
      'select: analyst',
      '6:14: views[0].select: must be a list of roles, or \'*\' for every declared role, found "analyst"; write ["analyst"]',
    ],
    [
      'security: definr',
      '6:16: views[0].security: unknown value "definr"; allowed: invoker, definer, analytical; did you mean "definer"?',
    ],
  ])('%s', (line, message) => {
    expect(refusal(`views:\n  - {name: v, sql: SELECT 1 AS size,\n     ${line}}\n`)).toEqual([`${FILE}:${message}`]);
  });
});

describe('a mistake in SQL is told where it is written:', () => {
  test('in a block', () => {
    expect(
      refusal(
        'views:\n  - name: v\n    sql: |\n      SELECT size,\n        sice AS s\n      FROM "data-one_manifests"\n',
      ),
    ).toEqual([expect.stringContaining(`${FILE}:8:9: views[0].sql: `)]);
  });

  test('in a block that says its indentation, after an empty line', () => {
    expect(refusal('views:\n  - name: v\n    sql: |2\n\n        SELECT sice FROM "data-one_manifests"\n')).toEqual([
      expect.stringContaining(`${FILE}:8:16: views[0].sql: `),
    ]);
  });

  test.each([`SELECT sice FROM "data-one_manifests"`, `'SELECT sice FROM "data-one_manifests"'`])(
    'in a line: %s',
    (sql) => {
      const column = 12 + sql.indexOf('sice') - 2;
      expect(refusal(`views:\n  - name: v\n    sql: ${sql}\n`)).toEqual([
        expect.stringContaining(`${FILE}:6:${column}: views[0].sql: `),
      ]);
    },
  );

  test('in folded lines, by its place in the SQL', () => {
    expect(
      refusal('views:\n  - name: v\n    sql: >\n      SELECT 1 AS a,\n      sice FROM "data-one_manifests"\n'),
    ).toEqual([expect.stringContaining(`${FILE}:6:10: views[0].sql, line 1, column 16: `)]);
  });
});

describe('a view in a file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'views-in-files-'));
  const config = path.join(folder, FILE);
  const sql = path.join(folder, 'views', 'v.sql');
  mkdirSync(path.join(folder, 'views'));
  writeFileSync(config, `${HEAD}views:\n  - name: v\n    file: views/v.sql\n`);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is looked for from the folder of the configuration', () => {
    writeFileSync(sql, '\uFEFFSELECT size FROM "data-one_manifests";\n');
    const { config: read } = readLakeFile(config);
    expect(read.views?.[0].file).toBe(sql);
    expect(lakeFrom('sales-prod', read).views[0].sql).toBe('SELECT size FROM "data-one_manifests";\n');
  });

  test('has its mistakes told with its own lines', () => {
    writeFileSync(sql, '-- sizes\nSELECT sice FROM "data-one_manifests"\n');
    expect(refused(() => readLakeFile(config))).toEqual([expect.stringContaining(`${sql}:2:8: views[0].file: `)]);
  });

  test('may have types that only the engine knows, if nobody asks', () => {
    writeFileSync(sql, 'SELECT some_function(size) AS a FROM "data-one_manifests"');
    expect(refused(() => readLakeFile(config))).toHaveLength(1);
    expect(refused(() => readLakeFile(config, { readsSql: false }))).toEqual([]);
  });

  test('must be there', () => {
    rmSync(sql);
    expect(refused(() => readLakeFile(config))).toEqual([
      `${config}:6:11: views[0].file: a view's file must exist, found no ${JSON.stringify(sql)}; check the path, looked for ${sql}`,
    ]);
  });
});
