import { lakeFrom } from '../../lib/model/lake';
import { type LakeConfig, type ViewConfig, ViewSecurity } from '../../lib/model/lake-config';
import { problemsOf } from '../../lib/model/lake-rules';
import { formatProblem } from '../../lib/model/problem';
import { analysedViews } from '../../lib/views/analysed-views';
import { lake } from '../model/a-lake';

const GENES = {
  database: 'reference_db',
  name: 'genes',
  location: 's3://reference/genes/',
  columns: [
    { name: 'gene_id', type: 'string' },
    { name: 'symbol', type: 'varchar(20)' },
    { name: 'length', type: 'int' },
    { name: 'price', type: 'decimal(10,2)' },
    { name: 'day', type: 'date' },
  ],
};
const ROLES = [{ name: 'curator' }];
const config = (...views: ViewConfig[]): LakeConfig => lake({ roles: ROLES, externalTables: [GENES], views });
const analysed = (...views: ViewConfig[]) => analysedViews(lakeFrom('sales-prod', config(...views)));
const told = (...views: ViewConfig[]) => problemsOf('sales-prod', config(...views)).map(formatProblem);
const of = (sql: string, changes: Partial<ViewConfig> = {}) => told({ name: 'v', sql, ...changes });

const MANIFESTS = '"data-one_manifests"';

test('a view tells its columns with both notations of their types', () => {
  const [view] = analysed({
    name: 'v',
    sql: `SELECT logical_key, size, hash.type AS kind, 'x' AS x FROM ${MANIFESTS};\n`,
  });
  expect(view.columns).toEqual([
    { name: 'logical_key', type: 'string', trinoType: 'varchar' },
    { name: 'size', type: 'bigint', trinoType: 'bigint' },
    { name: 'kind', type: 'string', trinoType: 'varchar' },
    { name: 'x', type: 'string', trinoType: 'varchar' },
  ]);
  expect(view.sql).toBe(`SELECT logical_key, size, hash.type AS kind, 'x' AS x FROM ${MANIFESTS}`);
});

test('a view tells which columns of which tables it reads, hidden ones apart, and in which buckets they are', () => {
  const sql = `SELECT m.logical_key, g.symbol FROM ${MANIFESTS} m JOIN reference_db.genes g ON m."$path" = g.gene_id WHERE m.size > 0`;
  const [view] = analysed({ name: 'v', sql });
  expect(view.bases).toEqual([
    {
      key: 'reference_db.genes',
      database: 'reference_db',
      table: 'genes',
      kind: 'table',
      columns: ['gene_id', 'symbol'],
      hiddenColumns: [],
      bucket: 'reference',
    },
    {
      key: 'sales_prod.data-one_manifests',
      database: 'sales_prod',
      table: 'data-one_manifests',
      kind: 'table',
      columns: ['logical_key', 'size'],
      hiddenColumns: ['$path'],
      bucket: 'data-one',
    },
  ]);
  expect(view.buckets).toEqual(['data-one', 'reference']);
  expect(view.views).toEqual([]);
});

test('a star is written out', () => {
  const [view] = analysed({ name: 'v', sql: 'SELECT * FROM "data-one_packages"' });
  expect(view.columns.map((column) => column.name)).toEqual(['top_hash']);
  expect(view.sql).not.toContain('*');
});

test('a table of which no column is read is a base all the same', () => {
  const [view] = analysed({ name: 'v', sql: `SELECT count(*) AS n FROM ${MANIFESTS}` });
  expect(view.bases).toMatchObject([{ key: 'sales_prod.data-one_manifests', columns: [], hiddenColumns: [] }]);
});

test('views over views, over buckets and over databases come after what they read', () => {
  const views = analysed(
    { name: 'top', sql: 'SELECT a.logical_key, b.pkg_name FROM middle a CROSS JOIN "data-two_packages-view" b' },
    { name: 'middle', sql: 'SELECT logical_key FROM other.bottom' },
    { name: 'bottom', database: 'other', sql: `SELECT logical_key FROM sales_prod.${MANIFESTS}` },
    { name: 'apart', sql: 'SELECT 1 AS one' },
  );
  expect(views.map(({ key }) => key)).toEqual([
    'other.bottom',
    'sales_prod.middle',
    'sales_prod.top',
    'sales_prod.apart',
  ]);
  const top = views[2];
  expect(top.views).toEqual(['other.bottom', 'sales_prod.data-two_packages-view', 'sales_prod.middle']);
  expect(top.declaredViews).toEqual(['other.bottom', 'sales_prod.middle']);
  expect(top.bases.map(({ key, columns }) => [key, columns])).toEqual([
    ['sales_prod.data-one_manifests', ['logical_key']],
    ['sales_prod.data-two_manifests', ['logical_key', 'message', 'user_meta', 'version']],
    ['sales_prod.data-two_packages', ['top_hash']],
  ]);
  expect(top.buckets).toEqual(['data-one', 'data-two']);
});

test('a view that holds data, or shields what it reads, is what those over it read', () => {
  const views = analysed(
    { name: 'over', sql: 'SELECT d.logical_key, a.n FROM shielded d CROSS JOIN summary a' },
    {
      name: 'shielded',
      sql: `SELECT logical_key FROM ${MANIFESTS}`,
      security: ViewSecurity.DEFINER,
      definer: 'curator',
    },
    {
      name: 'summary',
      sql: `SELECT count(*) AS n FROM ${MANIFESTS}`,
      security: ViewSecurity.ANALYTICAL,
      location: 's3://data-two/views/summary/',
    },
  );
  const over = views[2];
  expect(over.view.name).toBe('over');
  expect(over.views).toEqual([]);
  expect(over.declaredViews).toEqual(['sales_prod.shielded', 'sales_prod.summary']);
  expect(over.bases).toMatchObject([
    { table: 'shielded', kind: 'definer', columns: ['logical_key'], bucket: undefined },
    { table: 'summary', kind: 'analytical', columns: ['n'], bucket: 'data-two' },
  ]);
  expect(over.buckets).toEqual(['data-two']);
});

test('a name of a WITH is no view of that name', () => {
  const sql = `WITH v AS (SELECT size FROM ${MANIFESTS}) SELECT size FROM v`;
  expect(of(sql)).toEqual([]);
});

describe('circles are refused:', () => {
  test('a view that reads itself', () => {
    expect(of('SELECT a FROM v')).toEqual([
      'views[0].sql: views must not read each other in a circle, found v → v; take one of them out of it',
    ]);
  });

  test('a longer one, with databases of others, told once', () => {
    expect(
      told(
        { name: 'outside', sql: 'SELECT x FROM a' },
        { name: 'a', sql: 'SELECT x FROM other.b' },
        { name: 'b', database: 'other', sql: 'SELECT x FROM sales_prod.c' },
        { name: 'c', sql: 'SELECT x FROM a' },
      ),
    ).toEqual([
      'views[1].sql: views must not read each other in a circle, found a → other.b → c → a; take one of them out of it',
    ]);
  });
});

describe('mistakes in SQL are told with their place:', () => {
  test.each([
    ['a syntax error', 'SELECT a,\nFROM t', 'views[0].sql, line 2, column 1: the SQL cannot be parsed'],
    ['no query', 'DROP TABLE t', 'views[0].sql, line 1, column 1: the SQL must be a query, found DROP'],
    [
      'two queries',
      'SELECT 1 AS a;\nSELECT 2 AS b',
      'views[0].sql, line 2, column 1: the SQL must be one query, found a second',
    ],
    [
      'an unknown table',
      'SELECT 1 AS a\nFROM "data-one_manifest"',
      'views[0].sql, line 2, column 6: a table or view must be a known one, found "sales_prod"."data-one_manifest": write "data-one_manifests"',
    ],
    ['an unknown column', `SELECT sise FROM ${MANIFESTS}`, 'views[0].sql, line 1, column 8: '],
    [
      'a column without a name',
      `SELECT size + 1 FROM ${MANIFESTS}`,
      'views[0].sql, line 1, column 1: every column of a view has a name',
    ],
    [
      'a hidden column that views do not have',
      `SELECT "$file_size" AS s FROM ${MANIFESTS}`,
      'views[0].sql, line 1, column 8: ',
    ],
    [
      'two columns of one name',
      `SELECT size, size FROM ${MANIFESTS}`,
      'views[0].sql: columns of a view must have different names, found "size" twice; rename one with AS, or name the columns instead of "*"',
    ],
  ])('%s', (_, sql, message) => {
    const [line, ...others] = of(sql);
    expect(line).toContain(message);
    expect(others).toEqual([]);
  });

  test('and once, not again for every view over the broken one', () => {
    expect(told({ name: 'over', sql: 'SELECT a FROM v' }, { name: 'v', sql: 'SELECT nope AS a FROM nope' })).toEqual([
      expect.stringContaining('views[1].sql, line 1, column 23: '),
    ]);
  });
});

describe('columns that the query does not tell:', () => {
  test('a type that is not known must be declared', () => {
    expect(of('SELECT classify(size, size) AS a, size FROM "data-one_manifests"')).toEqual([
      'views[0].sql: the type of every column must be known, found none for "a", as what classify returns is not known (line 1, column 8); declare the view\'s columns, cast it in the query with CAST(… AS …), or let quilt-athena view types FILE.sql --write ask the engine',
    ]);
    const columns = [
      { name: 'a', type: 'string' },
      { name: 'size', type: 'bigint' },
    ];
    expect(of('SELECT classify(size, size) AS a, size FROM "data-one_manifests"', { columns })).toEqual([]);
  });

  test('a type that Hive lacks must be cast', () => {
    expect(of('SELECT json_parse(meta) AS m FROM "data-one_manifests"')).toEqual([
      'views[0].sql: column "m" must have a type that the Glue catalog knows, found json; cast it in the view, for example json_format(x)',
    ]);
  });

  test('NULL alone has no type', () => {
    expect(of('SELECT NULL AS n')).toEqual([
      'views[0].sql: every column of a view must have a type, found "n", which is NULL alone (unknown); cast it in the query, for example CAST(NULL AS varchar)',
    ]);
  });
});

describe('declared columns', () => {
  const sql = `SELECT size, logical_key FROM ${MANIFESTS}`;

  test('may be wider than those of the query, and commented', () => {
    const columns = [
      { name: 'size', type: 'decimal(19, 0)', comment: 'bytes' },
      { name: 'logical_key', type: 'string' },
    ];
    const [view] = analysed({ name: 'v', sql, columns });
    expect(view.columns).toEqual([
      { name: 'size', type: 'decimal(19,0)', trinoType: 'decimal(19,0)', comment: 'bytes' },
      { name: 'logical_key', type: 'string', trinoType: 'varchar' },
    ]);
  });

  test('are what views over the view see', () => {
    const inner = {
      name: 'v',
      sql: `SELECT classify(size, size) AS a, size FROM ${MANIFESTS}`,
      columns: [
        { name: 'a', type: 'array<int>' },
        { name: 'size', type: 'decimal(19,0)' },
      ],
    };
    const [, outer] = analysed(inner, { name: 'outer_view', sql: 'SELECT a[1] AS b, size FROM v' });
    expect(outer.columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['b int', 'size decimal(19,0)']);
    expect(outer.bases.map(({ columns }) => columns)).toEqual([['size']]);
    expect(
      told(inner, { name: 'outer_view', sql: 'SELECT size FROM v', columns: [{ name: 'size', type: 'bigint' }] }),
    ).toEqual([expect.stringContaining('found "size" declared bigint where the query returns decimal(19,0)')]);
  });

  test.each<[string, string[], string]>([
    [
      'in another order',
      ['logical_key string', 'size bigint'],
      'views[0].columns[0]: declared columns must be those of the query, in its order, found "logical_key" as column 1, where the query returns "size"; write them in the order size, logical_key',
    ],
    [
      'of another name',
      ['size bigint', 'key string'],
      'views[0].columns[1]: declared columns must be those of the query, in its order, found "key" as column 2, where the query returns "logical_key"; the query returns size, logical_key',
    ],
    [
      'too few',
      ['size bigint'],
      'views[0].columns[0]: a view must declare all columns of its query or none, found 1 where the query returns 2: size, logical_key; declare those',
    ],
    [
      'too many',
      ['size bigint', 'logical_key string', 'more string'],
      'views[0].columns[2]: a view must declare all columns of its query or none, found 3 where the query returns 2: size, logical_key; declare those',
    ],
    [
      'narrower',
      ['size int', 'logical_key string'],
      'views[0].columns[0]: a declared type must hold what the query returns, found "size" declared int where the query returns bigint; declare bigint, or a wider type: decimal(19,0), float, double',
    ],
    [
      'of another kind',
      ['size bigint', 'logical_key varchar(25)'],
      'views[0].columns[1]: a declared type must hold what the query returns, found "logical_key" declared varchar(25) where the query returns varchar; declare string, or a wider type: string',
    ],
  ])('are refused %s', (_, names, message) => {
    const columns = names.map((each) => ({ name: each.split(' ')[0], type: each.split(' ')[1] }));
    expect(of(sql, { columns })).toEqual([message]);
  });

  test('are refused where the query has a type that Hive lacks', () => {
    const columns = [{ name: 't', type: 'timestamp' }];
    expect(of("SELECT from_iso8601_timestamp('2026-01-01') AS t", { columns })).toEqual([
      'views[0].columns[0]: a declared type must hold what the query returns, found "t" declared timestamp where the query returns timestamp(3) with time zone; cast it in the view, for example CAST(x AT TIME ZONE \'UTC\' AS timestamp(3))',
    ]);
  });
});

describe('a definer view', () => {
  const definer = { security: ViewSecurity.DEFINER, definer: 'curator' };

  test('reads tables only', () => {
    expect(of('SELECT pkg_name FROM "data-one_packages-view"', definer)).toEqual([
      'views[0].sql: a definer view can read tables only, found the view sales_prod.data-one_packages-view; write its query over the tables, or make it an invoker view',
    ]);
  });

  test('reads no other definer view', () => {
    const within = { name: 'within', sql: `SELECT size FROM ${MANIFESTS}`, ...definer };
    expect(told(within, { name: 'outer', sql: 'SELECT size FROM within', ...definer })).toEqual([
      'views[1].sql: a definer view can read tables only, found the view sales_prod.within; write its query over the tables, or make it an invoker view',
    ]);
  });

  test('reads ten tables at most', () => {
    const buckets = Array.from({ length: 6 }, (_, i) => ({ name: `bucket-${i}` }));
    const tables = buckets.flatMap(({ name }) => [`"${name}_manifests"`, `"${name}_packages"`]).slice(0, 11);
    const sql = tables.map((table) => `SELECT count(*) AS n FROM ${table}`).join(' UNION ALL ');
    const wide = lake({ buckets, roles: ROLES, views: [{ name: 'v', sql, ...definer }] });
    expect(problemsOf('sales-prod', wide).map(formatProblem)).toEqual([
      'views[0].sql: a definer view can read at most 10 tables, found 11; split it, or make it an invoker view',
    ]);
  });
});

test('columns of a view whose columns are inferred may be granted, and only those', () => {
  const views = [
    { name: 'v', sql: `SELECT size FROM ${MANIFESTS}`, security: ViewSecurity.DEFINER, definer: 'curator' },
  ];
  const grants = [{ role: 'curator', table: 'v', columns: ['size', 'sice'], privileges: ['SELECT'] }];
  expect(problemsOf('sales-prod', lake({ roles: ROLES, views, grants })).map(formatProblem)).toEqual([
    'grants[0].columns: unknown column "sice"; of v: size; did you mean "size"?',
  ]);
});

test('views that cannot work are an error where nobody asks for problems', () => {
  expect(() => analysed({ name: 'v', sql: 'SELECT a FROM v' })).toThrow(
    'view "v": views must not read each other in a circle, found v → v; take one of them out of it',
  );
});
