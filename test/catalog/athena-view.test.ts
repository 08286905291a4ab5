import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { AthenaDatabase, type IAthenaDatabase } from '../../lib/catalog/athena-database';
import { AthenaView, type AthenaViewProps } from '../../lib/catalog/athena-view';
import { decodeView } from './decode-view';

let stack: Stack;
let database: IAthenaDatabase;

beforeEach(() => {
  stack = new Stack(new App(), 'Lake');
  database = AthenaDatabase.fromDatabaseName(stack, 'Database', 'lake');
});

const SQL = 'SELECT pkg_name, sum(size) AS bytes FROM "b_objects-view" GROUP BY pkg_name';
const COLUMNS = [
  { name: 'pkg_name', type: 'string' },
  { name: 'bytes', type: 'bigint', comment: 'sum over the objects' },
];

function view(props: Partial<AthenaViewProps> = {}) {
  return new AthenaView(stack, 'View', { database, viewName: 'sizes', sql: SQL, columns: COLUMNS, ...props });
}

function properties() {
  return Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table'))[0].Properties;
}

test('is the Glue table that Athena reads as a view', () => {
  view();
  const { ViewOriginalText, ...rest } = properties().TableInput;

  expect(rest).toEqual({
    Name: 'sizes',
    TableType: 'VIRTUAL_VIEW',
    PartitionKeys: [],
    Parameters: { presto_view: 'true', comment: 'Presto View' },
    ViewExpandedText: '/* Presto View */',
    StorageDescriptor: {
      Columns: [
        { Name: 'pkg_name', Type: 'string' },
        { Name: 'bytes', Type: 'bigint', Comment: 'sum over the objects' },
      ],
      Location: '',
      InputFormat: '',
      OutputFormat: '',
      SerdeInfo: {},
    },
  });
  expect(decodeView(ViewOriginalText)).toEqual({
    originalSql: SQL,
    catalog: 'awsdatacatalog',
    schema: 'lake',
    columns: [
      { name: 'pkg_name', type: 'varchar' },
      { name: 'bytes', type: 'bigint' },
    ],
  });
  expect(properties().DatabaseName).toBe('lake');
  expect(properties().CatalogId).toEqual({ Ref: 'AWS::AccountId' });
});

test('says what it is', () => {
  const sizes = view({ sql: `${SQL};\n` });

  expect(sizes.viewName).toBe('sizes');
  expect(sizes.sql).toBe(SQL);
  expect(sizes.columns).toEqual(COLUMNS);
  expect(sizes.database).toBe(database);
});

test('nested types are in the notation of each side, without spaces', () => {
  view({ sql: 'SELECT 1 AS x', columns: [{ name: 'x', type: 'ARRAY<struct<A: int, order: string>>' }] });
  const input = properties().TableInput;

  expect(input.StorageDescriptor.Columns).toEqual([{ Name: 'x', Type: 'array<struct<a:int,order:string>>' }]);
  expect(decodeView(input.ViewOriginalText).columns).toEqual([
    { name: 'x', type: 'array(row(a integer, "order" varchar))' },
  ]);
});

test('text beyond ASCII survives', () => {
  const sql = "SELECT 'größer 文字 🧬' AS a, 'it''s \\ \"so\"' AS b";
  view({
    sql,
    columns: [
      { name: 'a', type: 'string' },
      { name: 'b', type: 'string' },
    ],
  });

  expect(decodeView(properties().TableInput.ViewOriginalText).originalSql).toBe(sql);
});

test('the query may be in a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'view-')), 'sizes.sql');
  writeFileSync(file, `${SQL};\n`);
  view({ sql: undefined, file });

  expect(decodeView(properties().TableInput.ViewOriginalText).originalSql).toBe(SQL);
});

test('tokens are encoded at deployment', () => {
  const name = new CfnParameter(stack, 'Name').valueAsString;
  view({
    database: AthenaDatabase.fromDatabaseName(stack, 'Imported', name),
    sql: `SELECT 'a"b' AS pkg_name, 1 AS bytes`,
  });

  expect(properties().DatabaseName).toEqual({ Ref: 'Name' });
  expect(properties().TableInput.ViewOriginalText).toEqual({
    'Fn::Join': [
      '',
      [
        '/* Presto View: ',
        {
          'Fn::Base64': {
            'Fn::Join': [
              '',
              [
                String.raw`{"originalSql":"SELECT 'a\"b' AS pkg_name, 1 AS bytes","catalog":"awsdatacatalog","schema":"`,
                { Ref: 'Name' },
                '","columns":[{"name":"pkg_name","type":"varchar"},{"name":"bytes","type":"bigint"}]}',
              ],
            ],
          },
        },
        ' */',
      ],
    ],
  });
});

describe('waits for', () => {
  const dependsOn = (type = 'AWS::Glue::Table') =>
    Object.entries(Template.fromStack(stack).findResources(type))
      .filter(([id]) => id.startsWith('View'))
      .map(([, resource]) => resource.DependsOn)[0];

  test('the database of its stack, and what it is told to', () => {
    const own = new AthenaDatabase(stack, 'Own', { databaseName: 'own' });
    const table = new CfnTable(stack, 'Table', { catalogId: '1', databaseName: 'own', tableInput: { name: 't' } });
    view({ database: own, dependencies: [table] });

    expect(dependsOn()).toEqual([stack.getLogicalId(own.node.defaultChild as CfnTable), 'Table']);
  });

  test('nothing of another stack, nor an imported database', () => {
    const other = new AthenaDatabase(new Stack(stack.node.root, 'Other'), 'Database', { databaseName: 'other' });
    view({ database: other });

    expect(dependsOn()).toBeUndefined();
    expect(stack.dependencies).toEqual([]);
  });
});

describe('fails when', () => {
  test.each<[string, Partial<AthenaViewProps>, string]>([
    [
      'it has no columns',
      { columns: [] },
      'Lake/View: a view has at least one column, found none: list those of its query',
    ],
    [
      'two columns have one name',
      { columns: [COLUMNS[0], COLUMNS[0]] },
      'Lake/View: column names must differ, found "pkg_name" twice: rename one in the query',
    ],
    [
      'a column name is in upper case',
      { columns: [{ name: 'Bytes', type: 'int' }] },
      'Lake/View: a column name must be lower case, as Glue makes it so, found "Bytes": use "bytes"',
    ],
    [
      'a column type does not exist',
      { columns: [{ name: 'a', type: 'text' }] },
      'Lake/View, column "a": Hive type "text" has no counterpart in Trino (at position 1 of "text"): use one of boolean',
    ],
    [
      'a column type is a token',
      { columns: [{ name: 'a', type: Fn.importValue('type') }] },
      'Lake/View, column "a": a column type must be known at synth, found a token: write it out',
    ],
    [
      'a column type is too long',
      { columns: [{ name: 'a', type: `struct<${'x'.repeat(131_061)}:int>` }] },
      'Lake/View, column "a": a column type has at most 131072 bytes, found 131073: use string',
    ],
    [
      'a column comment is too long',
      { columns: [{ name: 'a', type: 'int', comment: 'ä'.repeat(128) }] },
      'Lake/View, column "a": a column comment has at most 255 bytes, found 256: shorten it',
    ],
    ['it has no query', { sql: undefined }, 'Lake/View: a view has either sql or file, found neither: give one'],
    ['it has two queries', { file: 'a.sql' }, 'Lake/View: a view has either sql or file, found both: give one'],
    [
      'its file does not exist',
      { sql: undefined, file: 'no/such.sql' },
      `Lake/View: a view's file must exist, found no "no/such.sql": check the path, which starts at ${JSON.stringify(process.cwd())}`,
    ],
    [
      'its columns are not named',
      { sql: 'SELECT * FROM t' },
      'Lake/View: a view must name its columns, found "*" at line 1, column 8: list them, because the stored columns go stale when a table gets one more',
    ],
    [
      'its name is in upper case',
      { viewName: 'Sizes' },
      'Lake/View: a view name must be lower case, as Glue makes it so, found "Sizes": use "sizes"',
    ],
    ['its name is empty', { viewName: '' }, 'Lake/View: a view name has 1 to 255 bytes, found 0: choose another'],
    ['its name is too long', { viewName: 'ä'.repeat(128) }, 'Lake/View: a view name has 1 to 255 bytes, found 256'],
    [
      'its name is a token',
      { viewName: Fn.importValue('name') },
      'Lake/View: a view name must be known at synth, found a token: write it out, because SQL, grants and policies spell it',
    ],
    [
      'its encoded definition is too long',
      { columns: Array.from({ length: 7_000 }, (_, i) => ({ name: `column_${i}_${'x'.repeat(10)}`, type: 'bigint' })) },
      "Lake/View: a view's encoded definition has at most 409600 bytes, found",
    ],
  ])('%s', (_, props, message) => {
    expect(() => view(props)).toThrow(message);
  });
});

test.each([
  ['a name of 255 bytes', { viewName: 'a'.repeat(255) }],
  ['a comment of 255 bytes', { columns: [{ ...COLUMNS[0], comment: 'a'.repeat(255) }, COLUMNS[1]] }],
])('accepts %s', (_, props) => {
  view(props);
  expect(properties().TableInput.TableType).toBe('VIRTUAL_VIEW');
});

test.each<[string, Partial<AthenaViewProps>]>([
  ['viewName', { viewName: 'other' }],
  ['sql', { sql: 'SELECT pkg_name, 1 AS bytes FROM t' }],
  ['columns', { columns: [...COLUMNS, { name: 'c', type: 'int' }] }],
])('%s changes the template', (_, props) => {
  view();
  const before = JSON.stringify(Template.fromStack(stack).toJSON());
  stack = new Stack(new App(), 'Lake');
  view(props);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toBe(before);
});
