import { describeExplanation, explainAccess, explainOne } from '../../bin/commands/explain';
import { lakeBaseGrants } from '../../lib/authorization/lake-base-grants';
import { type Lake, lakeFrom } from '../../lib/model/lake';
import { AuthorizationRegime, type LakeConfig, ViewSecurity } from '../../lib/model/lake-config';

function lake(more: Partial<LakeConfig> = {}): Lake {
  return lakeFrom('lake', {
    database: { name: 'lake' },
    buckets: [{ name: 'assays' }],
    roles: [{ name: 'curator', read: ['assays'] }, { name: 'analyst' }],
    authorization: { regime: AuthorizationRegime.LAKE_FORMATION },
    externalTables: [
      {
        database: 'sd',
        name: 't',
        location: 's3://sales/t/',
        columns: [...'ymdv'].map((name) => ({ name, type: 'bigint' })),
      },
    ],
    grants: [{ role: 'analyst', database: 'sd', table: 't', columns: ['y', 'v'], privileges: ['SELECT'] }],
    views: [
      { name: 'by_year', sql: 'SELECT y, sum(v) AS total FROM sd.t GROUP BY y', select: ['analyst'] },
      { name: 'by_month', sql: 'SELECT m, sum(v) AS total FROM sd.t GROUP BY m', select: [] },
      { name: 'copy', sql: 'SELECT y FROM sd.t', security: ViewSecurity.ANALYTICAL, location: 's3://sales/copy/' },
      { name: 'messages', sql: 'SELECT message FROM "assays_packages-view"', select: ['curator'] },
    ],
    ...more,
  });
}

test('a role that is declared for a view may query it, by a derived grant', () => {
  const explanation = explainAccess(lake(), 'analyst', 'by_year', ['select', 'drop']);
  expect(explanation.decisions.map((d) => [d.operation, d.outcome])).toEqual([
    ['select', 'allow'],
    ['drop', 'deny'],
  ]);
  expect(explanation.derived).toContainEqual({
    principal: 'analyst',
    database: 'lake',
    table: 'by_year',
    privileges: ['SELECT'],
  });
});

test('a role that is not is told what it lacks, on the view and on the columns', () => {
  const [decision] = explainAccess(lake(), 'analyst', 'lake.by_month', ['select']).decisions;
  expect(decision.outcome).toBe('deny');
  expect(decision.remedy.text).toBe('grant analyst SELECT on lake.by_month; SELECT (m) on sd.t');
});

test('columns do not do for an analytical view', () => {
  const [decision] = explainAccess(lake(), 'analyst', 'copy', ['select']).decisions;
  expect(decision.policy.reasons).toEqual([{ predicate: 'TSel', held: false, database: 'sd', table: 't' }]);
});

test('a role reads the tables and views of its buckets, those between a view and its base included', () => {
  expect(
    lakeBaseGrants(lake())
      .filter((g) => g.principal === 'curator')
      .map((g) => `${g.privileges} ${g.table}`),
  ).toEqual([
    'SELECT assays_manifests',
    'SELECT assays_objects-view',
    'SELECT assays_packages',
    'SELECT assays_packages-view',
  ]);
  expect(explainAccess(lake(), 'curator', 'messages', ['select']).decisions[0].outcome).toBe('allow');
});

test('what stands against the declared access is told', () => {
  const views = [{ name: 'by_month', sql: 'SELECT m FROM sd.t', select: ['analyst'] }];
  const explanation = explainAccess(lake({ views }), 'analyst', 'by_month', ['select']);
  // As of any set of grants: what is declared gives SELECT on the view, and none on the column behind it.
  expect(explanation.decisions[0].outcome).toBe('aws-deny');
  const text = describeExplanation(explanation);
  expect(text).toContain('The configuration cannot be deployed like this:');
  expect(text).toContain(
    'declare { role: analyst, database: sd, table: "t", columns: ["m"], privileges: [SELECT] } under grants',
  );
});

test('as people read it: outcome, predicates with their tables and columns, what AWS lacks, what to do', () => {
  const text = describeExplanation(explainAccess(lake(), 'analyst', 'by_month', ['explain']));
  expect(text).toContain('Role analyst and the invoker view lake.by_month (regime lakeformation, strict reading)');
  expect(text).toMatch(/explain +deny +does not hold +does not let it/);
  expect(text).toContain('no   SELECT on all of lake.by_month');
  expect(text).toContain('no   SELECT on the used columns of sd.t (m, v): not m');
  expect(text).toContain('AWS lacks SELECT (m) on sd.t');
  expect(text).toContain('to do: grant analyst SELECT on lake.by_month; SELECT (m) on sd.t');
});

test.each([
  ['analist', 'by_year', 'the option --role: unknown role "analist"; known: curator, analyst; did you mean "analyst"?'],
  ['analyst', 'by_yaer', 'the option --view: unknown view "by_yaer"'],
])('an unknown name is refused with what was meant: %s %s', (role, view, message) => {
  expect(() => explainAccess(lake(), role, view)).toThrow(message);
});

describe('one operation on one object', () => {
  const ask = (more: object, of = lake()) =>
    explainOne(of, { role: 'analyst', operation: 'select', on: 'lake.by_year', caller: 'user', ...more });

  test('has a decision, the rule, its tree, and the grants it holds by', () => {
    expect(ask({})).toMatchObject({
      decision: 'allow',
      rule: 'select an invoker view, strict reading',
      operation: 'select',
      principal: 'analyst',
      object: 'lake.by_year',
      requires: { predicate: 'TSel', held: true, database: 'lake', table: 'by_year' },
      held: [{ principal: 'analyst', database: 'lake', table: 'by_year', privileges: ['SELECT'] }],
      missing: [],
      problems: [],
    });
  });

  test('names each missing grant, and the leaves that do not hold', () => {
    const { decision, requires, missing } = ask({ operation: 'create', on: 'lake.by_month' });
    expect(decision).toBe('deny');
    expect(requires).toMatchObject({
      held: false,
      all: [
        { predicate: 'CSel', held: false, database: 'sd', table: 't', missingColumns: ['m'] },
        { predicate: 'DbAll', held: false, database: 'lake' },
      ],
    });
    expect(missing).toContainEqual({
      principal: 'analyst',
      database: 'sd',
      table: 't',
      columns: ['m'],
      privileges: ['SELECT'],
    });
  });

  test('of a table: the columns used, all where none are named', () => {
    expect(ask({ on: 'sd.t', columns: 'y,V' }).decision).toBe('allow');
    expect(ask({ on: 'sd.t', columns: 'y,m' })).toMatchObject({
      decision: 'deny',
      requires: { missingColumns: ['m'] },
    });
    expect(ask({ on: 'sd.t' })).toMatchObject({ decision: 'deny', requires: { missingColumns: ['d', 'm'] } });
  });

  test('the EXPLAIN of a user takes the base tables, that of the service does not', () => {
    const grants = [{ role: 'analyst', table: 'by_month', privileges: ['SELECT'] }];
    const of = lake({ grants });
    const asked = { operation: 'explain' as const, on: 'lake.by_month' };
    expect(ask(asked, of)).toMatchObject({ decision: 'deny', operation: 'explain', caller: 'user' });
    expect(ask({ ...asked, caller: 'internal' }, of)).toMatchObject({
      decision: 'aws-deny',
      operation: 'explain',
      caller: 'internal',
    });
  });

  test('grants that plan refuses are judged as they are declared', () => {
    const of = lake({ grants: [], views: [{ name: 'by_year', sql: 'SELECT y FROM sd.t', select: ['analyst'] }] });
    const { decision, missing, problems } = ask({}, of);
    expect(decision).toBe('aws-deny');
    expect(missing).toEqual([
      { principal: 'analyst', database: 'sd', table: 't', columns: ['y'], privileges: ['SELECT'] },
    ]);
    expect(problems).toEqual([expect.stringContaining('analyst')]);
  });

  test.each([
    [{ on: 'by_year' }, 'unknown table or view "by_year"'],
    [{ on: 'lake.by_yaer' }, 'did you mean "lake.by_year"?'],
    [{ role: 'anlyst' }, 'did you mean "analyst"?'],
    [{ on: 'sd.t', columns: 'nope' }, 'unknown column of sd.t "nope"'],
  ])('%j is told', (more, message) => {
    expect(() => ask(more)).toThrow(message);
  });

  // The rule of the authorization table: "SELECT on the used columns of every base table; ALL on the database".
  describe('a view to be created that nobody declared', () => {
    const create = (more: object, of = lake()) => ask({ operation: 'create', on: 'lake.by_day', ...more }, of);
    const owner = (columns: string[]) =>
      lake({
        grants: [
          { role: 'analyst', database: 'lake', privileges: ['ALL'] },
          { role: 'analyst', database: 'sd', table: 't', columns, privileges: ['SELECT'] },
        ],
      });
    const sql = 'SELECT d, sum(v) AS total FROM sd.t GROUP BY d';

    test('takes ALL on its database, whatever it reads, and says that this is not known', () => {
      const denied = create({});
      expect(denied).toMatchObject({
        decision: 'deny',
        object: 'lake.by_day',
        rule: 'create an invoker view, strict reading',
      });
      expect(denied.missing).toContainEqual({ principal: 'analyst', database: 'lake', privileges: ['ALL'] });
      expect(denied.note).toContain('--sql');
      expect(create({}, owner(['y'])).decision).toBe('allow');
    });

    test('takes the columns that its query uses as well', () => {
      expect(create({ sql }, owner(['d', 'v']))).toMatchObject({ decision: 'allow' });
      const denied = create({ sql }, owner(['v']));
      expect(denied.decision).not.toBe('allow');
      expect(denied.note).toBeUndefined();
      expect(denied.missing).toContainEqual({
        principal: 'analyst',
        database: 'sd',
        table: 't',
        columns: ['d'],
        privileges: ['SELECT'],
      });
    });

    test('may read views that are declared, whose base tables count', () => {
      const denied = create({ sql: 'SELECT total FROM by_month' }, owner(['v']));
      expect(JSON.stringify(denied.requires)).toContain('"missingColumns":["m"]');
    });

    test.each([
      [{ on: 'lakes.by_day' }, 'unknown database "lakes"; known: lake, sd; did you mean "lake"?'],
      [{ on: 'by_day' }, 'the option --on: must be database.name, found "by_day"'],
      [{ sql: 'SELECT nope FROM sd.t' }, 'a column must be one of those in FROM, found "nope"'],
      [{ sql, on: 'lake.by_year' }, 'found create of lake.by_year; leave it out'],
      [{ sql, operation: 'select' }, 'found select of lake.by_day; leave it out'],
    ])('%j is refused', (more, message) => {
      expect(() => create(more)).toThrow(message);
    });
  });
});
