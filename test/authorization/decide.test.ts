import type { AuthorizationWorld } from '../../lib/authorization/authorization-world';
import { decide } from '../../lib/authorization/decide';
import type { Operation } from '../../lib/authorization/rules/operation';
import { OPERATIONS } from '../../lib/authorization/rules/operation';
import { RULES } from '../../lib/authorization/rules/rule-table';
import { worldWith } from './arcadia-world';
import { grantsInWords } from './grants-in-words';

const on = (object: string) => ({ database: object.split('.')[0], table: object.split('.')[1] });

function decided(operation: Operation, object: string, holds: string, more: Partial<AuthorizationWorld> = {}) {
  return decide(operation, 'p', on(object), worldWith(grantsInWords(holds), more));
}

test('a decision tells which predicate held, on which table and columns, and which did not', () => {
  expect(decided('create', 'td.av2', 'SELECT sd.t; SELECT(y) sd.u; ALL td').policy).toMatchObject({
    holds: false,
    reasons: [
      { predicate: 'TSel', held: true, database: 'sd', table: 't', columns: ['d', 'm', 'v', 'y'] },
      { predicate: 'CSel', held: false, database: 'sd', table: 'u', columns: ['k'], missingColumns: ['k'] },
      { predicate: 'DbAll', held: true, database: 'td' },
    ],
  });
});

test('of two predicates that would each do, the one that held is told', () => {
  expect(decided('describe', 'td.av1', 'SELECT(y) sd.t').policy.reasons).toEqual([
    { predicate: 'AnyC', held: true, database: 'sd', table: 't' },
  ]);
  expect(decided('describe', 'td.av1', 'nothing').policy.reasons.map((r) => r.predicate)).toEqual(['AnyT', 'AnyC']);
});

test.each<[Operation, string, string, string, string, string]>([
  ['select', 'td.av1', 'SELECT sd.t', 'SELECT td.av1', 'nothing', 'grant p SELECT on td.av1'],
  [
    'select',
    'td.av1',
    'SELECT td.av1',
    'SELECT sd.t',
    'SELECT td.av1',
    'revoke SELECT on td.av1 from p, or grant p SELECT on sd.t',
  ],
  [
    'drop',
    'td.av1',
    'ALL td.av1; SELECT sd.t',
    'ALL sd.t',
    'ALL td.av1',
    'revoke ALL on td.av1 from p, or grant p ALL on sd.t',
  ],
  [
    'select',
    'td.lv',
    'SELECT td.lv; SELECT(y, m) sd.t',
    'SELECT(d, v) sd.t',
    'nothing',
    'grant p SELECT (d, v) on sd.t',
  ],
  [
    'select',
    'td.lv',
    'nothing',
    'SELECT(d, m, v, y) sd.t; SELECT td.lv',
    'nothing',
    'grant p SELECT (d, m, v, y) on sd.t; SELECT on td.lv',
  ],
  ['select', 'td.rows', 'SELECT td.rows', 'SELECT sd.t', 'nothing', 'grant p SELECT on sd.t'],
  [
    'insert',
    'td.lv',
    'ALL sd.t',
    'nothing',
    'nothing',
    'a view without data of its own takes none: write to its base tables',
  ],
  ['drop', 'sd.t', 'ALL sd.t', 'nothing', 'nothing', 'only views are managed here: ask the owner of the table'],
])('the remedy of %s %s holding %s', (operation, object, holds, grants, revoke, text) => {
  expect(decided(operation, object, holds).remedy).toEqual({
    grants: grantsInWords(grants),
    revoke: grantsInWords(revoke),
    text,
  });
});

test('$path is metadata: the policy asks for the columns, AWS for the table', () => {
  const views = [
    {
      ...on('td.paths'),
      kind: 'invoker' as const,
      bases: [{ ...on('sd.t'), columns: ['y'], hidden: ['$path'] }],
      views: [],
    },
  ];
  expect(decided('select', 'td.paths', 'SELECT td.paths; SELECT(y) sd.t', { views })).toMatchObject({
    outcome: 'aws-deny',
    aws: { missing: grantsInWords('SELECT sd.t') },
  });
  expect(decided('select', 'td.paths', 'SELECT td.paths; SELECT sd.t', { views }).outcome).toBe('allow');
});

test('a row filter takes SELECT away, but not from who holds ALL', () => {
  const rowFilters = [{ principal: 'p', ...on('sd.t') }];
  expect(decided('select', 'td.av1', 'SELECT sd.t; SELECT td.av1', { rowFilters }).outcome).toBe('policy-deny');
  expect(decided('select', 'td.av1', 'ALL sd.t; SELECT td.av1', { rowFilters }).outcome).toBe('allow');
  expect(
    decided('select', 'td.av1', 'SELECT sd.t; SELECT td.av1', { rowFilters: [{ ...rowFilters[0], principal: 'q' }] })
      .outcome,
  ).toBe('allow');
});

describe('where IAM decides', () => {
  const iam = { regime: 'iam' as const };

  test('a grant on columns opens the table: more than the policy lets', () => {
    expect(
      decide('select', 'p', { ...on('sd.t'), columns: ['v'] }, worldWith(grantsInWords('SELECT(y) sd.t'), iam)).outcome,
    ).toBe('policy-deny');
  });

  test('missing rights are IAM actions, on the object that lacks them', () => {
    expect(decided('select', 'td.lv', 'SELECT td.lv; DESCRIBE sd.t', iam).aws).toEqual({
      holds: false,
      missing: grantsInWords('SELECT sd.t'),
      missingActions: [{ ...on('sd.t'), actions: ['s3:GetObject', 's3:ListBucket'] }],
    });
  });

  test('a view without data needs nothing of S3, EXPLAIN does nowhere', () => {
    const metadata = [
      'glue:BatchGetPartition',
      'glue:GetPartition',
      'glue:GetPartitions',
      'glue:GetTable',
      'glue:GetTables',
    ];
    const rights = [on('td.lv'), on('sd.t')].map((name) => ({ principal: 'p', ...name, actions: metadata }));
    const world = { ...iam, iam: rights };
    expect(decided('explain', 'td.lv', 'SELECT td.lv; SELECT sd.t', world).outcome).toBe('allow');
    expect(decided('select', 'td.lv', 'SELECT td.lv; SELECT sd.t', world).aws.missingActions).toEqual([
      { ...on('sd.t'), actions: ['s3:GetObject', 's3:ListBucket'] },
    ]);
  });

  test('ALL on a database lets drop its tables, against the policy', () => {
    expect(decided('drop', 'td.av1', 'ALL td', iam)).toMatchObject({
      outcome: 'policy-deny',
      remedy: { revoke: grantsInWords('ALL td') },
    });
    expect(decided('drop', 'td.av1', 'ALL td').outcome).toBe('deny');
  });

  test('a definer view does not exist', () => {
    expect(decided('select', 'td.dv', 'SELECT td.dv', iam)).toMatchObject({
      outcome: 'aws-deny',
      remedy: { text: 'definer views exist only where Lake Formation governs; use the regime lakeformation' },
    });
  });
});

test('in the hybrid regime Lake Formation decides for those who are opted in', () => {
  const holds = 'SELECT td.lv; SELECT(y) sd.t';
  expect(decided('select', 'td.lv', holds, { regime: 'hybrid', optedIn: ['p'] }).outcome).toBe('aws-deny');
  expect(decided('select', 'td.lv', holds, { regime: 'hybrid', optedIn: ['q'] }).outcome).toBe('allow');
});

test('Lake Formation lets nobody to the data whom IAM does not let call it', () => {
  const actions = [
    'glue:BatchGetPartition',
    'glue:GetPartition',
    'glue:GetPartitions',
    'glue:GetTable',
    'glue:GetTables',
  ];
  const glue = { principal: 'p', ...on('td.av1'), actions };
  expect(decided('select', 'td.av1', 'SELECT sd.t; SELECT td.av1', { iam: [glue] }).aws.missingActions).toEqual([
    { ...on('td.av1'), actions: ['lakeformation:GetDataAccess'] },
  ]);
  const access = { principal: 'p', database: '*', actions: ['lakeformation:GetDataAccess'] };
  expect(decided('select', 'td.av1', 'SELECT sd.t; SELECT td.av1', { iam: [glue, access] }).outcome).toBe('allow');
});

test('some base table instead of all is an option of SHOW and DESCRIBE only', () => {
  const world = worldWith(grantsInWords('SELECT sd.t; SELECT td.av2; DESCRIBE td'));
  const outcome = (operation: Operation, quantifier: 'all' | 'some') =>
    decide(operation, 'p', on('td.av2'), world, { quantifier }).outcome;
  expect(outcome('show', 'all')).toBe('policy-deny');
  expect(outcome('show', 'some')).toBe('allow');
  expect(outcome('describe', 'some')).toBe('allow');
  expect(outcome('select', 'some')).toBe('policy-deny');
});

test('whether DESCRIBE counts can be said apart from the reading', () => {
  const world = worldWith(grantsInWords('DESCRIBE sd.t; DESCRIBE td.av1; DESCRIBE td'));
  expect(decide('show', 'p', on('td.av1'), world, { countDescribe: true }).outcome).toBe('allow');
  expect(decide('show', 'p', on('td.av1'), world, { reading: 'literal', countDescribe: false }).outcome).toBe(
    'policy-deny',
  );
});

test('names are compared as Glue stores them', () => {
  expect(
    decide('select', 'p', { database: 'TD', table: 'AV1' }, worldWith(grantsInWords('SELECT SD.T; SELECT Td.Av1'))),
  ).toMatchObject({
    object: on('td.av1'),
    outcome: 'allow',
  });
});

test('the table has one row for every operation on every kind of view', () => {
  const rows = RULES.map(({ operation, kind }) => `${operation} ${kind}`);
  expect(new Set(rows).size).toBe(rows.length);
  for (const operation of OPERATIONS) {
    for (const kind of ['analytical', 'invoker', 'definer']) expect(rows).toContain(`${operation} ${kind}`);
  }
});

test('some rows of some columns are not the columns', () => {
  const rowFilters = [{ principal: 'p', ...on('sd.t') }];
  const world = (more: Partial<AuthorizationWorld>) => worldWith(grantsInWords('SELECT(y, v) sd.t'), more);
  expect(decide('select', 'p', { ...on('sd.t'), columns: ['v'] }, world({})).outcome).toBe('allow');
  expect(decide('select', 'p', { ...on('sd.t'), columns: ['v'] }, world({ rowFilters })).outcome).toBe('deny');
});

test('what stands against a definer view stands against it in AWS too', () => {
  const { outcome, remedy } = decided('create', 'td.dv', 'SELECT+ sd.t; ALL td', { ungoverned: ['sd.t'] });
  expect(outcome).toBe('deny');
  expect(remedy).toMatchObject({ grants: [], text: expect.stringContaining('it does not govern sd.t') });
});

test('a logical view that stands among the bases of another is looked through', () => {
  const [lv, over] = [on('td.lv'), on('td.over')];
  const base = { ...on('sd.t'), columns: ['y'], hidden: [] };
  const views = [
    { ...lv, kind: 'invoker' as const, bases: [base], views: [] },
    { ...over, kind: 'invoker' as const, bases: [{ ...lv, columns: ['y'], hidden: [] }], views: [] },
  ];
  expect(decided('select', 'td.over', 'SELECT td.over; SELECT td.lv', { views })).toMatchObject({
    outcome: 'aws-deny',
    aws: { missing: grantsInWords('SELECT(y) sd.t') },
  });
});
