import { catalogOf } from './catalogs';
import { lineage, refusalOf } from './expectations';

const catalog = catalogOf(
  { 'd.t': 'a int, b string, secret string', 'e.t': 'other string' },
  {
    'd.plain': 'SELECT a, b FROM t WHERE secret IS NOT NULL',
    'd.nested': 'SELECT a AS x FROM plain',
    'e.elsewhere': 'SELECT other FROM t',
    'd.one': 'SELECT * FROM two',
    'd.two': 'SELECT * FROM three',
    'd.three': 'SELECT * FROM one',
    'd.itself': 'SELECT * FROM itself',
    'd.unnamed': 'SELECT a + 1 FROM t',
    'd.broken': 'SELECT a,\n  nope FROM t',
    'd.over_broken': 'SELECT a FROM broken',
    'd.bucketed': 'SELECT "$bucket" AS b FROM t',
    'd.pathed': 'SELECT "$path" AS p FROM t',
  },
);

test('a view is read with its whole text, whatever is used of it', () => {
  const { columns, reads, tables, views } = lineage('SELECT x FROM nested', {}, catalog);
  expect(columns).toEqual([{ name: 'x', trinoType: 'integer', hiveType: 'int', sources: ['d.t#a'] }]);
  expect({ reads, tables, views }).toEqual({
    reads: ['d.t#a', 'd.t#b', 'd.t#secret'],
    tables: ['d.t'],
    views: ['d.nested', 'd.plain'],
  });
});

test("names in a view mean the view's database, not the query's", () => {
  expect(lineage('SELECT other FROM e.elsewhere', {}, catalog).reads).toEqual(['e.t#other']);
});

test('a view may give its own database for names', () => {
  const views = new Map([['d.moved', { sql: 'SELECT other FROM t', schema: 'e' }]]);
  expect(lineage('SELECT * FROM moved', {}, { ...catalog, views }).reads).toEqual(['e.t#other']);
});

test.each([
  ['one', '1:15 views must not use each other in a circle, found d.one -> d.two -> d.three -> d.one: break it'],
  ['itself', '1:15 views must not use each other in a circle, found d.itself -> d.itself: break it'],
])('a circle of views is told as one: %s', (view, expected) => {
  expect(refusalOf(`SELECT * FROM ${view}`, {}, catalog)).toBe(expected);
});

test('an error inside a view is told where the view is used, with its place in the view', () => {
  expect(refusalOf('SELECT a FROM broken', {}, catalog)).toMatch(
    /^1:15 view d\.broken cannot be used, line 2, column 3 of its text: a column must be one of those in FROM, found "nope"/,
  );
  expect(refusalOf('SELECT a\nFROM over_broken', {}, catalog)).toMatch(
    /^2:6 view d\.over_broken cannot be used, line 1, column 15 of its text: view d\.broken cannot be used, line 2, /,
  );
});

test('columns of a stored view have names', () => {
  expect(refusalOf('SELECT * FROM unnamed', {}, catalog)).toContain('every column of a view has a name');
  expect(refusalOf('SELECT 1', { purpose: 'view' }, catalog)).toBe(
    '1:1 every column of a view has a name, found none for column 1: add AS and a name to its expression',
  );
  expect(refusalOf('CREATE VIEW x AS SELECT a, b || b FROM plain', {}, catalog)).toContain('column 2');
  expect(lineage('SELECT 1', {}, catalog).columns[0].name).toBe('_col0');
});

// docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html
test.each(['$bucket', '$file_modified_time', '$file_size', '$partition'])('%s is for queries only', (column) => {
  const sql = `SELECT "${column}" AS c FROM t`;
  expect(refusalOf(sql, { purpose: 'view' }, catalog)).toBe(
    `1:8 a view can use no hidden column but "$path", found "${column}": leave it out`,
  );
  expect(lineage(sql, {}, catalog).reads).toEqual([`d.t#${column}`]);
});

test('hidden columns of a view are those of its text', () => {
  expect(refusalOf('SELECT b FROM bucketed', {}, catalog)).toContain('no hidden column but "$path"');
  expect(lineage('SELECT p FROM pathed', {}, catalog).reads).toEqual(['d.t#$path']);
  expect(refusalOf('SELECT "$path" FROM plain', {}, catalog)).toContain('found "$path"');
});
