import { SQL_LIMIT, storedSql } from '../../lib/catalog/view-sql';

const place = 'Lake/View';

describe('is stored as it is written', () => {
  test.each([
    'SELECT a FROM t',
    'select a, b * c AS d from t',
    'SELECT count(*) AS n FROM t',
    'SELECT a FROM t WHERE EXISTS (SELECT * FROM u)',
    'SELECT a FROM (SELECT * FROM t)',
    'WITH t AS (SELECT * FROM u) SELECT a FROM t',
    '(SELECT a FROM t) UNION ALL (SELECT a FROM u)',
    `SELECT '; * SELECT *' AS a, "; *" FROM t -- SELECT *;`,
    "SELECT 'it''s; fine' AS a FROM t /* ; , * */",
    'SELECT a,\n  (b) * 2 AS c\nFROM t',
  ])('%s', (sql) => {
    expect(storedSql(sql, place)).toBe(sql);
  });
});

test.each([
  ['SELECT 1 AS a;', 'SELECT 1 AS a'],
  ['\uFEFF\n  SELECT 1 AS a ; ;\n\n', 'SELECT 1 AS a'],
  ['SELECT 1 AS a; -- that is all', 'SELECT 1 AS a'],
  ["SELECT ';' AS a;", "SELECT ';' AS a"],
  ['-- about\nSELECT 1 AS a', '-- about\nSELECT 1 AS a'],
])('what files have around a query is dropped: %j', (text, sql) => {
  expect(storedSql(text, place)).toBe(sql);
});

describe('fails when', () => {
  const star = (where: string) =>
    `Lake/View: a view must name its columns, found "*" ${where}: list them, because the stored columns go stale when a table gets one more`;

  test.each([
    ['SELECT * FROM t', star('at line 1, column 8')],
    ['SELECT t.* FROM t', star('at line 1, column 10')],
    ['SELECT a,\n  "b".* FROM t', star('at line 2, column 7')],
    ['SELECT DISTINCT * FROM t', star('at line 1, column 17')],
    ['SELECT a FROM t UNION SELECT * FROM u', star('at line 1, column 30')],
    ['WITH t AS (SELECT 1 AS a) SELECT * FROM t', star('at line 1, column 34')],
    ['(SELECT * FROM t)', star('at line 1, column 9')],
    ['(SELECT a FROM t) EXCEPT ALL ((SELECT * FROM u))', star('at line 1, column 39')],
    ['WITH t AS (SELECT 1 AS a) (SELECT * FROM t)', star('at line 1, column 35')],
    ['SELECT /* all */ * FROM t', star('at line 1, column 18')],
  ])('its columns are not named: %s', (sql, message) => {
    expect(() => storedSql(sql, place)).toThrow(message);
  });

  test('it is more than one statement', () => {
    expect(() => storedSql('SELECT 1 AS a;\nSELECT 2 AS b;', place)).toThrow(
      `Lake/View: a view's SQL is one statement, found ";" at line 1, column 14: keep one statement`,
    );
  });

  test.each([
    ['CREATE OR REPLACE VIEW v AS SELECT 1', 'CREATE'],
    ['VALUES 1', 'VALUES'],
    ['TABLE t', 'TABLE'],
    [' -- nothing yet\n;', 'nothing'],
    ['', 'nothing'],
  ])('it is no query: %j', (sql, found) => {
    expect(() => storedSql(sql, place)).toThrow(
      `Lake/View: a view's SQL must begin with SELECT or WITH, found ${found}: give the query alone`,
    );
  });

  test('it is longer than Athena takes', () => {
    const fill = (bytes: number) => `SELECT '${'ä'.repeat((bytes - 14) / 2)}' AS a`;
    expect(Buffer.byteLength(storedSql(fill(SQL_LIMIT), place))).toBe(SQL_LIMIT);
    expect(() => storedSql(fill(SQL_LIMIT + 2), place)).toThrow(
      `Lake/View: a view's SQL has at most 262144 bytes, found 262146: split it into views over views`,
    );
  });
});
