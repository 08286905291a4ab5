import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lineageCommand } from '../../bin/commands/lineage';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lineage-command-'));
  write(
    'tables.yaml',
    `
sales.orders:
  - id: bigint
  - customer: struct<name:string,country:string>
  - "total: decimal(10,2)"
sales.My.Dotted:
  - A: int
`,
  );
  write('views.yaml', 'sales.customers:\n  sql: SELECT customer.name AS name FROM orders WHERE total > 0\n');
});

afterEach(() => {
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Runs the command in the tests' folder; what it prints to either side. */
async function run(...args: string[]): Promise<{ out: string[]; errors: string[] }> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    await lineageCommand().exitOverride().parseAsync(args, { from: 'user' });
    return {
      out: log.mock.calls.map(([line]) => String(line)),
      errors: error.mock.calls.map(([line]) => String(line)),
    };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

const inputs = () => ['--tables', path.join(folder, 'tables.yaml'), '--views', path.join(folder, 'views.yaml')];

test('one JSON object a line for each file in order, and status 2 if one was refused', async () => {
  const files = [
    write(
      'a.sql',
      'SELECT name, count(*) AS n, bing_tile_coordinates(bing_tile(name)) AS u FROM sales.customers GROUP BY 1;',
    ),
    write('b.sql', 'SELECT name,\n  nope FROM sales.customers'),
    write('c.sql', 'SELECT a FROM SALES."my.dotted"'),
  ];
  const { out } = await run(...files, ...inputs(), '--json');
  expect(out.map((line) => JSON.parse(line))).toEqual([
    {
      columns: [
        { name: 'name', hiveType: 'string', trinoType: 'varchar', sources: ['sales.orders#customer'] },
        { name: 'n', hiveType: 'bigint', trinoType: 'bigint', sources: [] },
        { name: 'u', sources: ['sales.orders#customer'] },
      ],
      reads: ['sales.orders#customer', 'sales.orders#total'],
      tables: ['sales.orders'],
    },
    { error: { message: expect.stringContaining('found "nope": write "name"'), line: 2, column: 3 } },
    {
      columns: [{ name: 'a', hiveType: 'int', trinoType: 'integer', sources: ['sales.my.dotted#a'] }],
      reads: ['sales.my.dotted#a'],
      tables: ['sales.my.dotted'],
    },
  ]);
  expect(process.exitCode).toBe(2);
});

test('people get tables, and errors that editors can follow', async () => {
  const good = write('good.sql', 'SELECT count(*) AS n FROM orders');
  const bad = write('bad.sql', 'SELECT nope FROM orders');
  const { out, errors } = await run(good, bad, ...inputs(), '--schema', 'sales');
  expect(out.join('\n')).toContain('COLUMN  TYPE    COMES FROM');
  expect(out.join('\n')).toContain('sales.orders (no column of it)');
  expect(errors).toEqual([expect.stringMatching(/bad\.sql:1:8: a column must be one of those in FROM, found "nope"/)]);
});

test('names without a database are of the only one there is; where there are more, one has to be named', async () => {
  const file = write('a.sql', 'SELECT name FROM customers');
  expect(JSON.parse((await run(file, ...inputs(), '--json')).out[0]).tables).toEqual(['sales.orders']);
  write('tables.yaml', 'sales.orders:\n  - customer: string\nother.t:\n  - a: int\n');
  expect((await run(file, ...inputs(), '--json')).out[0]).toContain('a table needs its database where none is given');
});

test('columns need names, unless the query is not to be a view', async () => {
  const file = write('a.sql', 'SELECT count(*) FROM sales.orders');
  expect((await run(file, ...inputs(), '--json')).out[0]).toContain('every column of a view has a name');
  process.exitCode = undefined;
  expect(JSON.parse((await run(file, ...inputs(), '--json', '--as', 'query')).out[0]).columns[0].name).toBe('_col0');
  expect(process.exitCode).toBeUndefined();
});

test('another catalog', async () => {
  const file = write('a.sql', 'SELECT id FROM "my-lake".sales.orders');
  expect((await run(file, ...inputs(), '--json')).out[0]).toContain('a table must be of catalog');
  expect((await run(file, ...inputs(), '--json', '--catalog', 'my-lake')).out[0]).toContain('sales.orders#id');
});

test.each([
  ['no YAML', 'a: [', 'tables.yaml:1:'],
  ['a list', '- a', 'tables.yaml:1:1: the file must map database.table to what it is, found ["a"]'],
  [
    'a name without a database',
    '\norders:\n  - id: bigint\n',
    'tables.yaml:2:1: a key must be database.table, found orders',
  ],
  ['no list of columns', 'a.b:\n  id: bigint\n', 'tables.yaml:2:3: a table must be a list of columns'],
  ['a column without a type', 'a.b:\n  - id\n', 'tables.yaml:2:5: a column must be "name: type", found "id"'],
  ['a column of two keys', 'a.b:\n  - id: int\n    x: int\n', 'tables.yaml:2:5: a column must be "name: type"'],
  [
    'a type that is none',
    'a.b:\n  - id: int\n  - x: text\n',
    'tables.yaml:3:5: column x: Hive type "text" has no counterpart in Trino',
  ],
  [
    'a column twice',
    'a.b:\n  - id: int\n  - ID: int\n',
    'tables.yaml:3:5: columns of a table must differ, found id twice',
  ],
  ['a table twice', 'a.b:\n  - id: int\na.b:\n  - id: int\n', 'tables.yaml:3:1: a key must occur once'],
])('tables.yaml with %s tells file and line', async (_, text, expected) => {
  write('tables.yaml', text);
  const file = write('a.sql', 'SELECT 1 AS one');
  await expect(run(file, '--tables', path.join(folder, 'tables.yaml'))).rejects.toThrow(expected);
});

test('views.yaml must have queries, and no names of tables', async () => {
  const file = write('a.sql', 'SELECT 1 AS one');
  write('views.yaml', 'sales.v: SELECT 1');
  await expect(run(file, ...inputs())).rejects.toThrow('views.yaml:1:10: a view must have its query under "sql"');
  write('views.yaml', 'sales.orders:\n  sql: SELECT 1 AS x');
  await expect(run(file, ...inputs())).rejects.toThrow('a name is that of a table or of a view, found sales.orders');
});

test('files must be there, be files and be UTF-8', async () => {
  await expect(run(path.join(folder, 'nope.sql'), ...inputs())).rejects.toThrow('nope.sql: no such file');
  await expect(run(folder, ...inputs())).rejects.toThrow('must be a file, found a folder');
  await expect(run('a.sql', '--tables', path.join(folder, 'nope.yaml'))).rejects.toThrow('nope.yaml: no such file');
  const latin = path.join(folder, 'latin.sql');
  writeFileSync(latin, Buffer.from([0x53, 0xe9]));
  await expect(run(latin, ...inputs())).rejects.toThrow('the file must be UTF-8');
});

test('--help has examples', () => {
  let help = '';
  lineageCommand()
    .configureOutput({ writeOut: (text) => (help += text) })
    .outputHelp();
  expect(help).toContain('quilt-athena lineage report.sql --tables tables.yaml');
});
