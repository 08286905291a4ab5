import { columnLines, withViewColumns } from '../../lib/model/yaml-columns';

const COLUMNS = [
  { name: 'pkg_name', type: 'string' },
  { name: 'hash', type: 'struct<type:string,value:string>' },
];

test('columns are lines that a configuration takes', () => {
  expect(columnLines(COLUMNS)).toBe('columns:\n  - pkg_name: string\n  - hash: struct<type:string,value:string>\n');
});

const TEXT = `# the lake
stackName: sales-prod # never change
buckets: [data-one]
roles: []

views:
  # hourly
  - name: a
    sql: |
      SELECT 1 AS a -- one
  - name: b # the second
    file: views/b.sql
    select: ['*'] # everybody
`;

test('columns are added to a view, and all else stays', () => {
  expect(withViewColumns(TEXT, 1, COLUMNS)).toBe(`${TEXT}    columns:
      - pkg_name: string
      - hash: struct<type:string,value:string>
`);
});

test('columns replace those that were there, and keep what was said about them', () => {
  const before = `${TEXT}    columns: [{ name: pkg_name, type: int, comment: the package }, { old: int }]\n`;
  expect(withViewColumns(before, 1, COLUMNS)).toBe(`${TEXT}    columns:
      - name: pkg_name
        type: string
        comment: the package
      - hash: struct<type:string,value:string>
`);
});

test('lists that begin below their key stay there', () => {
  const text = 'views:\n- name: a\n  file: a.sql\n';
  expect(withViewColumns(text, 0, [COLUMNS[0]])).toBe(`${text}  columns:\n  - pkg_name: string\n`);
});

test('what follows a view stays behind its columns', () => {
  expect(withViewColumns(TEXT, 0, [COLUMNS[0]])).toBe(
    TEXT.replace('-- one\n', '-- one\n    columns:\n      - pkg_name: string\n'),
  );
});

test('columns in the midst of a view are replaced there', () => {
  const text = 'views:\n  - name: a\n    columns:\n      - old: int # gone\n    file: a.sql # here\ntags: {}\n';
  expect(withViewColumns(text, 0, [COLUMNS[0]])).toBe(
    'views:\n  - name: a\n    columns:\n      - pkg_name: string\n    file: a.sql # here\ntags: {}\n',
  );
});

test('a view between braces gets its columns there', () => {
  expect(withViewColumns('views: [{name: a, file: a.sql}] # one\n', 0, COLUMNS)).toBe(
    'views: [{name: a, file: a.sql, columns: [{pkg_name: string}, {hash: "struct<type:string,value:string>"}]}] # one\n',
  );
});

test('a text may end without a line break', () => {
  expect(withViewColumns('views:\n  - name: a', 0, [COLUMNS[0]])).toBe(
    'views:\n  - name: a\n    columns:\n      - pkg_name: string\n',
  );
});
