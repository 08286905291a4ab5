import type { AccessSpec, DeclaredView } from '../../lib/authorization/declared-access';
import { derive } from '../../lib/authorization/derive';
import type { Grant } from '../../lib/authorization/grant';
import { VIEWS } from './arcadia-world';
import { grantsInWords } from './grants-in-words';

const NOBODY = { select: [], refresh: [], own: [] };

/** A view of the authorization table with the roles declared for it. */
function declared(
  name: string,
  roles: Partial<typeof NOBODY> | Record<string, string[]>,
  more: Partial<DeclaredView> = {},
): DeclaredView {
  const view = VIEWS.find((v) => v.table === name);
  if (!view) throw new Error(name);
  return { ...view, ...NOBODY, ...roles, ...more };
}

function specOf(views: readonly DeclaredView[], more: Partial<AccessSpec> = {}): AccessSpec {
  return { regime: 'lakeformation', views, ...more };
}

const messages = (spec: AccessSpec, grants: readonly Grant[]) => derive(spec, grants).problems.map((p) => p.message);

test('a role that may select the base columns of an invoker view gets SELECT on the view, and nothing on the base', () => {
  const base = grantsInWords('SELECT(y, m, d, v) sd.t');
  expect(derive(specOf([declared('lv', { select: ['p'] })]), base)).toEqual({
    grants: grantsInWords('SELECT td.lv'),
    access: [
      {
        principal: 'p',
        reads: [
          { database: 'sd', table: 't', kind: 'table', columns: ['d', 'm', 'v', 'y'] },
          { database: 'td', table: 'lv', kind: 'invoker' },
        ],
      },
    ],
    problems: [],
  });
});

test('without the base columns of an invoker view the problem names them, how to declare them, and the alternative', () => {
  const { grants, access, problems } = derive(specOf([declared('lv', { select: ['p', 'q'] })]), [
    ...grantsInWords('SELECT(y, m) sd.t'),
    ...grantsInWords('SELECT sd.t', 'q'),
  ]);
  expect({ grants, access }).toEqual({ grants: [], access: [] });
  expect(problems).toEqual([
    {
      view: 'td.lv',
      principal: 'p',
      message:
        'an invoker view reads with the rights of its caller, found that td.lv reads columns d, v of sd.t, which role p may not select; ' +
        'declare { role: p, database: sd, table: "t", columns: ["d", "v"], privileges: [SELECT] } under grants, or make the view ' +
        'a definer view (security: definer), whose callers need no rights on its tables',
    },
  ]);
});

test('views between an invoker view and its base are granted with it', () => {
  const view = declared('lv_over_lv', { select: ['p'] });
  expect(derive(specOf([view, declared('lv', {})]), grantsInWords('SELECT sd.t')).grants).toEqual(
    grantsInWords('SELECT td.lv; SELECT td.lv_over_lv'),
  );
});

test('an analytical view behind an invoker view is not granted with it: the role must be declared there', () => {
  const base = grantsInWords('SELECT sd.t');
  const view = declared('lv_over_av1', { select: ['p'] });
  expect(messages(specOf([view, declared('av1', {})]), base)).toEqual([
    'an invoker view reads with the rights of its caller, found that td.lv_over_av1 reads view td.av1, which role p may not select; add p to the roles under select of td.av1',
  ]);
  const both = derive(specOf([view, declared('av1', { select: ['p'] })]), base);
  expect(both.grants).toEqual(grantsInWords('SELECT td.av1; SELECT td.lv_over_av1'));
  expect(both.access[0].reads.map((r) => `${r.database}.${r.table}`)).toEqual(['td.av1', 'td.lv_over_av1']);
});

test.each([
  ['select', 'SELECT sd.t', 'SELECT td.av1'],
  ['refresh', 'ALL sd.t', 'DELETE,INSERT,SELECT td.av1'],
  ['own', 'ALL sd.t', 'ALL td.av1'],
])('%s of an analytical view, holding %s: %s', (list, holds, derived) => {
  expect(derive(specOf([declared('av1', { [list]: ['p'] })]), grantsInWords(holds)).grants).toEqual(
    grantsInWords(derived),
  );
});

test.each([
  ['select', 'SELECT(y, m, d, v) sd.t', 'p lacks SELECT on sd.t'],
  ['refresh', 'SELECT,INSERT sd.t', 'p lacks ALL on sd.t'],
  ['own', 'SELECT sd.t; ALL td', 'p lacks ALL on sd.t'],
])('%s of an analytical view, holding %s, is a problem: %s', (list, holds, lacks) => {
  const found = messages(specOf([declared('av1', { [list]: ['p'] })]), grantsInWords(holds));
  expect(found).not.toEqual([]);
  for (const message of found) expect(message).toContain(lacks);
});

test('ALL on the database of the base does for an analytical view in the literal reading only', () => {
  const view = declared('av1', { select: ['p'] });
  expect(messages(specOf([view]), grantsInWords('ALL sd'))).toHaveLength(1);
  expect(derive(specOf([view], { reading: 'literal' }), grantsInWords('ALL sd')).grants).toEqual(
    grantsInWords('SELECT td.av1'),
  );
});

test('who refreshes reads the base tables, which ALL on their database does not give in AWS', () => {
  const spec = specOf([declared('av1', { refresh: ['p'] })], { reading: 'literal' });
  expect(messages(spec, grantsInWords('ALL sd'))).toEqual([
    expect.stringMatching(
      /^who refreshes an analytical view reads its tables, .* found that td.av1 reads columns d, m, v, y of sd.t/,
    ),
  ]);
});

test('a definer view needs no right of its callers on the base', () => {
  const view = declared('dv', { select: ['q'] });
  const { grants, access, problems } = derive(specOf([view]), grantsInWords('SELECT+ sd.t; ALL td'));
  expect(problems).toEqual([]);
  expect(grants).toEqual(grantsInWords('SELECT td.dv', 'q'));
  expect(access).toEqual([{ principal: 'q', reads: [{ database: 'td', table: 'dv', kind: 'definer' }] }]);
});

describe('a definer view is refused', () => {
  const view = declared('dv', { select: ['q'] });
  const bases = (n: number) =>
    [...Array(n).keys()].map((i) => ({ database: 'sd', table: `t${i}`, columns: ['y'], hidden: [] }));
  const holds = 'SELECT+ sd.t; ALL td';
  test.each<[string, Partial<DeclaredView>, Partial<AccessSpec>, string, string]>([
    ['without a definer', { definer: undefined }, {}, holds, 'found none for td.dv; name it as definer'],
    [
      'over a view',
      { views: [{ database: 'td', table: 'lv' }] },
      {},
      holds,
      'a definer view reads tables only, not views: found td.lv',
    ],
    ['over eleven tables', { bases: bases(11) }, {}, holds, 'at most 10 tables, found 11'],
    ['in the regime iam', {}, { regime: 'iam' }, holds, 'needs tables that Lake Formation governs'],
    ['over a table that is not governed', {}, { ungoverned: ['sd.t'] }, holds, 'it does not govern sd.t'],
    ['in a database that is not governed', {}, { ungoverned: ['td'] }, holds, 'it does not govern td;'],
    [
      'with column rights only',
      {},
      {},
      'SELECT+(y, m, d, v) sd.t; ALL td',
      'p has SELECT on columns only, which cannot carry a view on sd.t',
    ],
    [
      'with rights that cannot be passed on',
      {},
      {},
      'SELECT sd.t; ALL td',
      'p has SELECT without the right to pass it on on sd.t',
    ],
    ['with no rights', {}, {}, 'ALL td', 'p has no SELECT on sd.t'],
    ['without ALL on its database', {}, {}, 'SELECT+ sd.t; CREATE_TABLE td', 'needs ALL on its database'],
    [
      'for a caller that is not opted in',
      {},
      { regime: 'hybrid', optedIn: ['p'] },
      holds,
      'does not decide for role q; opt it in',
    ],
  ])('%s', (_, more, spec, held, message) => {
    expect(messages(specOf([{ ...view, ...more }], spec), grantsInWords(held))).toContainEqual(
      expect.stringContaining(message),
    );
  });

  test('but not over ten tables', () => {
    const ten = bases(10).map((base) => `SELECT+ sd.${base.table}`);
    expect(messages(specOf([{ ...view, bases: bases(10) }]), grantsInWords([...ten, 'ALL td'].join(';')))).toEqual([]);
  });
});

test('$path takes SELECT on the whole table, and no grant on columns names it', () => {
  const view = declared(
    'lv',
    { select: ['p'] },
    { bases: [{ database: 'sd', table: 't', columns: ['y'], hidden: ['$path'] }] },
  );
  const [message, ...others] = messages(specOf([view]), grantsInWords('SELECT(y) sd.t'));
  expect(others).toEqual([]);
  expect(message).toContain('td.lv reads $path (metadata that only SELECT on the whole table gives) of sd.t');
  expect(message).toContain('{ role: p, database: sd, table: "t", privileges: [SELECT] }');
  expect(messages(specOf([view]), grantsInWords('SELECT sd.t'))).toEqual([]);
});

test('a view that reads no column takes some column of its table', () => {
  const view = declared('rows', { select: ['p'] });
  expect(messages(specOf([view]), grantsInWords('DESCRIBE sd.t'))).toEqual([
    expect.stringContaining('no column but the rows'),
  ]);
  expect(messages(specOf([view]), grantsInWords('SELECT(secret) sd.t'))).toEqual([]);
});

test('a row filter under an invoker view is refused, under a table that no such view reads it is not', () => {
  const rowFilters = [{ principal: 'p', database: 'sd', table: 't' }];
  const base = grantsInWords('SELECT sd.t', 'q');
  expect(messages(specOf([declared('lv', { select: ['q'] })], { rowFilters }), base)).toEqual([
    expect.stringContaining('row filters do not apply behind an invoker view, found one of role p on sd.t'),
  ]);
  expect(messages(specOf([declared('av1', { select: ['q'] })], { rowFilters }), base)).toEqual([]);
});

test('a role that sees some rows of a table only gets no analytical view of it', () => {
  const rowFilters = [{ principal: 'p', database: 'sd', table: 't' }];
  expect(
    messages(specOf([declared('av1', { select: ['p'] })], { rowFilters }), grantsInWords('SELECT sd.t')),
  ).toHaveLength(1);
});

test.each([
  ['READ sd.t', 'unknown privilege READ on sd.t; use ALL, ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT'],
  [
    'CREATE_TABLE sd.t',
    'a table cannot be granted CREATE_TABLE, found it on sd.t; use ALL, ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT',
  ],
  [
    'SELECT sd',
    'a database cannot be granted SELECT, found it on database sd; use ALL, ALTER, CREATE_TABLE, DESCRIBE, DROP',
  ],
  ['INSERT td.lv', 'a view cannot be granted INSERT, found it on td.lv; use ALL, DESCRIBE, DROP, SELECT'],
  ['SELECT(y) td.lv', 'only tables have grants on columns, found one on td.lv, a view; leave out columns'],
  ['INSERT(y) sd.t', 'columns cannot be granted INSERT, found it on sd.t; use SELECT'],
  [
    'SELECT($path) sd.t',
    'metadata is no column to Lake Formation, found $path of sd.t; grant SELECT on the table to read it',
  ],
  [
    'DESCRIBE sd.t; SELECT(y) sd.t',
    'Lake Formation refuses DESCRIBE beside SELECT on columns, found both on sd.t; leave out DESCRIBE, which the columns imply',
  ],
  [
    'INSERT sd.t; SELECT(y) sd.t',
    'Lake Formation refuses INSERT beside SELECT on columns, found both on sd.t; grant SELECT on the table, or leave out INSERT',
  ],
])('a grant that Lake Formation has not is a problem, and nothing is derived for anyone: %s', (wrong, message) => {
  const spec = specOf([declared('lv', { select: ['q'] })]);
  const good = grantsInWords('SELECT sd.t', 'q');
  expect(derive(spec, good).grants).toEqual(grantsInWords('SELECT td.lv', 'q'));
  expect(derive(spec, [...good, ...grantsInWords(wrong)])).toEqual({
    grants: [],
    access: [],
    problems: [{ principal: 'p', message }],
  });
});

test.each([
  [
    'SELECT td.av1',
    'SELECT on the analytical view td.av1 follows from rights on its base tables, found it granted to p, who lacks SELECT on sd.t',
  ],
  ['INSERT td.av1; SELECT sd.t', 'INSERT on the analytical view td.av1 follows'],
  ['DESCRIBE td.av1; SELECT(y) sd.t', 'DESCRIBE on the analytical view td.av1 follows'],
  ['DROP td.lv; SELECT sd.t', 'DROP on the invoker view td.lv follows'],
  ['SELECT td.lv; SELECT(y) sd.t', 'td.lv reads columns d, m, v of sd.t'],
])('a declared grant on a view that the rules do not let the role have is refused: %s', (holds, message) => {
  expect(messages(specOf([declared('av1', {}), declared('lv', {})]), grantsInWords(holds))).toEqual([
    expect.stringContaining(message),
  ]);
});

test('refresh is for analytical views', () => {
  expect(messages(specOf([declared('lv', { refresh: ['p'] })]), grantsInWords('ALL sd.t'))).toEqual([
    'only an analytical view is refreshed, found refresh on a view of kind invoker; leave it out, or use security: analytical',
  ]);
});

test('views that read each other are refused', () => {
  const views = [
    declared('lv', {}, { views: [{ database: 'td', table: 'lv_over_lv' }] }),
    declared('lv_over_lv', {}, { views: [{ database: 'td', table: 'lv' }] }),
  ];
  expect(messages(specOf(views), [])).toEqual([
    'a view cannot read itself, found td.lv → td.lv_over_lv → td.lv; take one of them apart',
  ]);
});

test.each(['SELECT sd.t; SELECT(y) sd.t', 'ALL sd.t; SELECT(y) sd.t'])(
  'columns beside their whole table are no problem: %s',
  (holds) => {
    expect(messages(specOf([declared('lv', { select: ['p'] })]), grantsInWords(holds))).toEqual([]);
  },
);
