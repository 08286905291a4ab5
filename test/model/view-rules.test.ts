import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LakeConfig, type ViewConfig, ViewSecurity } from '../../lib/model/lake-config';
import { ruleProblems } from '../../lib/model/lake-rules';
import { formatProblem } from '../../lib/model/problem';
import { lake } from './a-lake';

const SQL = 'SELECT 1 AS one';
const ROLES = [{ name: 'analyst' }, { name: 'curator' }];

const told = (config: LakeConfig) => ruleProblems('sales-prod', config).map(formatProblem);
const views = (...list: ViewConfig[]) => told(lake({ roles: ROLES, views: list }));
const view = (changes: Partial<ViewConfig>) => views({ name: 'ones', sql: SQL, ...changes });

test('a view needs no more than a name and a query', () => {
  expect(view({})).toEqual([]);
});

test('every property may be used', () => {
  const all: ViewConfig[] = [
    { name: 'a-b.c', database: 'other-db', sql: SQL, security: ViewSecurity.INVOKER, select: ['*'], own: ['curator'] },
    { name: 'd', sql: SQL, security: ViewSecurity.DEFINER, definer: 'curator', comment: 'ones' },
    {
      name: 'e',
      sql: SQL,
      security: ViewSecurity.ANALYTICAL,
      location: 's3://data-one/views/e/',
      refresh: ['curator'],
      columns: [{ name: 'one', type: 'bigint', comment: 'always 1' }],
    },
  ];
  expect(views(...all)).toEqual([]);
});

describe('a query is refused that', () => {
  test.each<[string, Partial<ViewConfig>, string]>([
    ['is missing', { sql: undefined }, 'views[0]: a view has either sql or file, found neither; give one'],
    ['is given twice', { file: 'a.sql' }, 'views[0]: a view has either sql or file, found both; give one'],
    [
      'is in a file that does not exist',
      { sql: undefined, file: 'no/such.sql' },
      `views[0].file: a view's file must exist, found no "no/such.sql"; check the path, looked for ${path.resolve('no/such.sql')}`,
    ],
    [
      'is in a folder',
      { sql: undefined, file: 'test' },
      `views[0].file: a view's file must exist, found no "test"; check the path, looked for ${path.resolve('test')}`,
    ],
    [
      'is too long',
      { sql: `SELECT '${'x'.repeat(262_144)}'` },
      "views[0].sql: a view's SQL has at most 262144 bytes, found 262153; split it into views over views",
    ],
  ])('%s', (_, changes, message) => {
    expect(view(changes)).toEqual([message]);
  });

  test('is too long in a file', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'view-')), 'long.sql');
    writeFileSync(file, `SELECT '${'x'.repeat(262_144)}'`);
    expect(view({ sql: undefined, file })).toEqual([
      "views[0].file: a view's SQL has at most 262144 bytes, found 262153; split it into views over views",
    ]);
  });
});

describe('a name is refused that', () => {
  test.each<[string, Partial<ViewConfig>, string]>([
    ['is empty', { name: '' }, 'views[0].name: view name must not be empty, found ""; write one'],
    [
      'Glue folds',
      { name: 'Recent' },
      'views[0].name: view name must be lower case because Glue folds it, found "Recent"; write "recent"',
    ],
    [
      'is too long for Glue',
      { name: 'ä'.repeat(128) },
      `views[0].name: view name must have at most 255 bytes, found 256 in "${'ä'.repeat(128)}"; shorten it`,
    ],
    [
      "Athena's DDL cannot quote",
      { name: 'a`b' },
      'views[0].name: view name must have no backtick because Athena\'s DDL could not name it, found "a`b"; write "a_b"',
    ],
    [
      'has a line break',
      { name: 'a\nb' },
      'views[0].name: view name must be a single line without control characters, found "a\\nb"; remove them',
    ],
    [
      'a table of a bucket has',
      { name: 'data-one_manifests' },
      'views[0].name: a view must have a name of its own, found "data-one_manifests", of which bucket "data-one" has a table; choose another name',
    ],
    [
      'a view of a bucket has',
      { name: 'data-two_objects-view' },
      'views[0].name: a view must have a name of its own, found "data-two_objects-view", of which bucket "data-two" has a view; choose another name',
    ],
  ])('%s', (_, changes, message) => {
    expect(view(changes)).toEqual([message]);
  });

  test('another view has', () => {
    expect(views({ name: 'a', sql: SQL }, { name: 'b', sql: SQL }, { name: 'a', sql: SQL })).toEqual([
      'views[2].name: a view must have a name of its own, found "a", of which views[0] declares a view; choose another name',
    ]);
  });

  test('an external table has', () => {
    const genes = {
      database: 'reference_db',
      name: 'genes',
      location: 's3://reference/genes/',
      columns: [{ name: 'id', type: 'string' }],
    };
    const config = lake({ externalTables: [genes], views: [{ name: 'genes', database: 'reference_db', sql: SQL }] });
    expect(told(config)).toEqual([
      'views[0].name: a view must have a name of its own, found "genes" of database "reference_db", of which externalTables[0] declares a table; choose another name',
    ]);
  });

  test('only its own database counts for', () => {
    expect(views({ name: 'a', sql: SQL }, { name: 'a', database: 'other', sql: SQL })).toEqual([]);
  });

  test('a database cannot have', () => {
    expect(view({ database: 'Other' })).toEqual([
      'views[0].database: database name must be lower case because Glue folds it, found "Other"; write "other"',
    ]);
  });
});

describe('kinds of views:', () => {
  test.each<[string, Partial<ViewConfig>, string]>([
    [
      'a definer view names its definer',
      { security: ViewSecurity.DEFINER },
      'views[0]: a definer view must name the role whose rights it uses, found no definer; write definer: with the name of a declared role',
    ],
    [
      'no other view has a definer',
      { definer: 'curator' },
      'views[0].definer: definer is for views with security: definer, found it beside "invoker"; leave it out',
    ],
    [
      'the definer is declared',
      { security: ViewSecurity.DEFINER, definer: 'curatr' },
      'views[0].definer: unknown role "curatr"; declared: analyst, curator; did you mean "curator"?',
    ],
    [
      'the definer is one role',
      { security: ViewSecurity.DEFINER, definer: '*' },
      'views[0].definer: one role must be named here, found "*"; write the name of a declared role',
    ],
    [
      'an analytical view has a location',
      { security: ViewSecurity.ANALYTICAL },
      'views[0]: an analytical view must say where its data is, found no location; write for example location: s3://bucket/views/name/',
    ],
    [
      'no other view has a location',
      { location: 's3://data-one/x/' },
      'views[0].location: location is for analytical views, which hold data, found it beside security "invoker"; leave it out',
    ],
    [
      'a location ends in a slash',
      { security: ViewSecurity.ANALYTICAL, location: 's3://data-one/x' },
      'views[0].location: a location must end in a slash, found "s3://data-one/x"; write "s3://data-one/x/"',
    ],
    [
      'a location is of S3',
      { security: ViewSecurity.ANALYTICAL, location: '/data' },
      'views[0].location: a location must have the form s3://bucket/prefix/, found "/data"; write it so',
    ],
    [
      'a location is in a bucket that may exist',
      { security: ViewSecurity.ANALYTICAL, location: 's3://x/y/' },
      'views[0].location: bucket name must have 3 to 63 characters, found "x"; write the name as S3 shows it',
    ],
    [
      'only what holds data is refreshed',
      { refresh: ['curator'] },
      'views[0].refresh: refresh is for analytical views, which hold data, found it beside security "invoker"; leave it out',
    ],
    [
      'an analytical view has one query',
      { security: ViewSecurity.ANALYTICAL, location: 's3://data-one/x/', sql: undefined },
      'views[0]: a view has either sql or file, found neither; give one',
    ],
  ])('%s', (_, changes, message) => {
    expect(view(changes)).toEqual([message]);
  });

  test('two analytical views have two locations', () => {
    const analytical = { sql: SQL, security: ViewSecurity.ANALYTICAL, location: 's3://data-one/x/' };
    expect(views({ name: 'a', ...analytical }, { name: 'b', ...analytical })).toEqual([
      'views[1].location: an analytical view must have its location to itself, found "s3://data-one/x/" at views[0] too; choose another',
    ]);
  });

  test('the ARN of a definer is known', () => {
    const roles = [{ name: 'managed', quiltManaged: true }];
    const config = lake({
      roles,
      views: [{ name: 'a', sql: SQL, security: ViewSecurity.DEFINER, definer: 'managed' }],
    });
    expect(told(config)).toEqual([
      'views[0].definer: a definer must be a role whose ARN is known, found "managed", which is quiltManaged without arn; write the arn of the IAM role that Quilt assumes',
    ]);
  });
});

describe('declared columns are refused:', () => {
  test.each<[string, ViewConfig['columns'], string[]]>([
    ['none', [], ['views[0].columns: at least one column must be declared, found []; list them']],
    [
      'one that Glue folds',
      [{ name: 'One', type: 'int' }],
      ['views[0].columns[0].name: column name must be lower case because Glue folds it, found "One"; write "one"'],
    ],
    [
      'two of one name',
      [
        { name: 'one', type: 'int' },
        { name: 'one', type: 'int' },
      ],
      ['views[0].columns[1].name: column names must differ, found "one" at columns[0] too; rename one of them'],
    ],
    [
      'a type that does not exist',
      [{ name: 'one', type: 'text' }],
      [
        'views[0].columns[0].type: Hive type "text" has no counterpart in Trino (at position 1 of "text"): use one of boolean, tinyint, smallint, int, bigint, float, double, string, binary, date, timestamp, integer or a nested type',
      ],
    ],
    [
      'a comment that is too long',
      [{ name: 'one', type: 'int', comment: 'ä'.repeat(128) }],
      ["views[0].columns[0].comment: a column's comment has at most 255 bytes, found 256; shorten it"],
    ],
  ])('%s', (_, columns, messages) => {
    expect(view({ columns })).toEqual(messages);
  });
});

describe('a role is refused that', () => {
  test.each<[string, string, string]>([
    [
      'is not declared',
      'anlyst',
      'views[0].select[0]: unknown role "anlyst"; declared: analyst, curator; did you mean "analyst"?',
    ],
    [
      'is a session',
      'arn:aws:sts::123456789012:assumed-role/analyst/alice',
      'views[0].select[0]: a role must be given by the short name it is declared with, found the session "arn:aws:sts::123456789012:assumed-role/analyst/alice"; write "analyst"',
    ],
    [
      'is a session of a role that is not declared',
      'arn:aws:sts::123456789012:assumed-role/Admin/alice',
      'views[0].select[0]: a role must be given by the short name it is declared with, found the session "arn:aws:sts::123456789012:assumed-role/Admin/alice"; write the name of a role under roles, and declare "Admin" there first',
    ],
    [
      'is an ARN',
      'arn:aws:iam::123456789012:role/team/analyst',
      'views[0].select[0]: a role must be given by the short name it is declared with, found "arn:aws:iam::123456789012:role/team/analyst"; write "analyst"',
    ],
  ])('%s', (_, role, message) => {
    expect(view({ select: [role] })).toEqual([message]);
  });

  test('is named twice', () => {
    expect(view({ own: ['analyst', 'analyst'] })).toEqual([
      'views[0].own[1]: a role must be named once, found "analyst" again; remove it',
    ]);
  });

  test('is given by the ARN that another name was declared with', () => {
    const arn = 'arn:aws:iam::123456789012:role/ReadQuiltV2-sales';
    const config = lake({ roles: [{ name: 'reader', arn }], views: [{ name: 'a', sql: SQL, select: [arn] }] });
    expect(told(config)).toEqual([
      `views[0].select[0]: a role must be given by the short name it is declared with, found "${arn}"; write "reader"`,
    ]);
  });
});
