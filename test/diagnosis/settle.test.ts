import { diagnose } from '../../lib/diagnosis/diagnose';
import type { FailedQuery } from '../../lib/diagnosis/settle/account-reader';
import { isUnsettled, settled } from '../../lib/diagnosis/settle/settled';
import { tableName, tablesNamedIn } from '../../lib/diagnosis/settle/table-names';
import { type AnAccount, accountReader } from './an-account';

const WHO = 'User: arn:aws:sts::123456789012:assumed-role/analyst/anna failed: ';
const ROLE = 'arn:aws:iam::123456789012:role/analyst';
const TABLE = `${WHO}TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.sales.reports-2026_packages' does not exist`;
const SCHEMA = `${WHO}SCHEMA_NOT_FOUND: line 1:15: Schema 'db' does not exist`;
const COLUMN = `${WHO}COLUMN_NOT_FOUND: line 1:8: Column 'usr_meta' cannot be resolved or requester is not authorized to access requested resources`;
const STALE = `${WHO}VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.db.v' is stale or in invalid state: column [a] of type bigint`;
const GRANT = 'Resource does not exist or requester is not authorized to access requested permissions.';
const t = (...columns: string[]) => ({ columns });
const reports = { 'db.sales.reports-2026_packages': t('a') };

const check = (message: string, account: AnAccount, query?: FailedQuery) =>
  settled(diagnose(message), accountReader(account), query);

const CASES: [what: string, message: string, account: AnAccount, permission: boolean | null, layer: string][] = [
  ['E10, absent and nothing hides it', TABLE, {}, false, 'data'],
  ['E10, absent for an administrator', TABLE, { governed: true, administrator: true }, false, 'data'],
  ['E10, not seen by one who may not see everything', TABLE, { governed: true }, null, 'glue'],
  ['E10, there, and IAM decides', TABLE, { tables: reports }, true, 'glue'],
  ['E10, there, and hidden', TABLE, { tables: reports, governed: true }, true, 'lf'],
  [
    'E10, there, and granted',
    TABLE,
    { tables: reports, governed: true, held: { 'db.sales.reports-2026_packages': { privileges: ['SELECT'] } } },
    false,
    'client',
  ],
  ['E10, nothing answered', TABLE, { silent: true }, null, 'glue'],
  ['E11, absent', SCHEMA, {}, false, 'data'],
  ['E11, there, and hidden', SCHEMA, { databases: ['db'], governed: true }, true, 'lf'],
  ['E11, nothing answered', SCHEMA, { silent: true }, null, 'glue'],
  ['E30, by an administrator', GRANT, { administrator: true }, false, 'data'],
  ['E30, by another', GRANT, {}, true, 'lf'],
  ['E30, nothing answered', GRANT, { silent: true }, null, 'lf'],
];

test.each(CASES)('%s', async (_, message, account, permission, layer) => {
  const { id, permission: found, layer: where, checks } = await check(message, account);
  expect([id, found, where]).toEqual([diagnose(message).id, permission, layer]);
  expect(checks).not.toEqual([]);
});

test('a hidden table is granted, to the role', async () => {
  const { fix } = await check(TABLE, { tables: reports, governed: true });
  expect(fix.lakeFormation).toEqual([
    { principal: ROLE, database: 'db', table: 'sales.reports-2026_packages', privileges: ['DESCRIBE', 'SELECT'] },
  ]);
});

test('a column is looked for in the tables of the query', async () => {
  const query = { sql: 'SELECT usr_meta FROM "db"."t" a JOIN u b ON true', database: 'db' };
  const without = await check(COLUMN, { tables: { 'db.t': t('user_meta'), 'db.u': t('x') } }, query);
  expect([without.permission, without.fix.text]).toEqual([false, 'correct the name: there is user_meta']);
  const within = await check(COLUMN, { tables: { 'db.t': t('usr_meta'), 'db.u': t('x') } }, query);
  expect(within).toMatchObject({
    permission: true,
    layer: 'lf',
    fix: {
      lakeFormation: [{ principal: ROLE, database: 'db', table: 't', columns: ['usr_meta'], privileges: ['SELECT'] }],
    },
  });
});

test('a column of an unknown query, or of a table that cannot be read, stays open', async () => {
  expect((await check(COLUMN, {})).permission).toBeNull();
  expect(
    (await check(COLUMN, { tables: {} }, { sql: 'SELECT usr_meta FROM t', database: 'db' })).permission,
  ).toBeNull();
});

test('a column behind a view is looked for in the view’s tables', async () => {
  const message = `Failed analyzing stored view 'awsdatacatalog.db.v': ${COLUMN}`;
  const view = { columns: ['usr_meta'], sql: 'SELECT usr_meta FROM t' };
  expect((await check(message, { tables: { 'db.v': view, 'db.t': t('user_meta') } })).permission).toBe(false);
});

test('a view is stale since its table changed', async () => {
  const view = { columns: ['a'], sql: 'SELECT a FROM "db"."t"', updated: new Date(1000) };
  const found = await check(STALE, { tables: { 'db.v': view, 'db.t': { columns: ['b'], updated: new Date(2000) } } });
  expect(found).toMatchObject({ permission: false, confidence: 'high', checks: ['db.t was changed after the view'] });
});

test('a view that only the role finds stale lacks column grants', async () => {
  const view = { columns: ['a'], sql: 'SELECT a FROM "db"."t"', updated: new Date(2000) };
  const tables = { 'db.v': view, 'db.t': { columns: ['a'], updated: new Date(1000) } };
  const found = await check(STALE, {
    tables,
    governed: true,
    held: { 'db.t': { privileges: ['SELECT'], columns: ['b'] } },
  });
  expect(found).toMatchObject({
    permission: true,
    layer: 'lf',
    fix: { lakeFormation: [{ principal: ROLE, database: 'db', table: 't', privileges: ['SELECT'] }] },
  });
});

test('a view that cannot be read stays stale', async () => {
  expect(await check(STALE, { silent: true })).toMatchObject({ id: 'E13', permission: false });
});

test('what a message says for sure is not asked about', () => {
  expect(isUnsettled(diagnose('ThrottlingException: Rate exceeded'))).toBe(false);
  expect(isUnsettled(diagnose('none'))).toBe(false);
  for (const message of [TABLE, SCHEMA, COLUMN, STALE, GRANT]) expect(isUnsettled(diagnose(message))).toBe(true);
});

test.each([
  ['awsdatacatalog.db.t', { database: 'db', table: 't' }],
  ['awsdatacatalog.db.sales.reports_packages', { database: 'db', table: 'sales.reports_packages' }],
  ['tabulator.db.t', undefined],
  ['t', undefined],
])('%s is the table %j', (printed, expected) => {
  expect(tableName(printed)).toEqual(expected);
});

test('tables are found after FROM and JOIN', () => {
  expect(
    tablesNamedIn('select * from "db"."a-b_packages" x join c on 1=1 left join "awsdatacatalog"."e"."F" f on 1=1', 'd'),
  ).toEqual([
    { database: 'db', table: 'a-b_packages' },
    { database: 'd', table: 'c' },
    { database: 'e', table: 'f' },
  ]);
});
