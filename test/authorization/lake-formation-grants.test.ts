import { grantPlan, lakeFormationGrants } from '../../lib/authorization/lake-formation-grants';
import { grantsInWords } from './grants-in-words';

const BASE = grantsInWords('SELECT(y, $path) sd.t; SELECT(m) sd.t');
const DERIVED = [...grantsInWords('SELECT td.lv'), ...grantsInWords('SELECT td.av1', 'q')];

test('the plan has the tables’ columns, the views, and DESCRIBE on their databases and on default', () => {
  expect(lakeFormationGrants({ regime: 'lakeformation', baseGrants: BASE, derivedGrants: DERIVED })).toEqual([
    { principal: 'p', database: 'default', privileges: ['DESCRIBE'] },
    { principal: 'p', database: 'sd', privileges: ['DESCRIBE'] },
    { principal: 'p', database: 'sd', table: 't', columns: ['m', 'y'], privileges: ['SELECT'] },
    { principal: 'p', database: 'td', privileges: ['DESCRIBE'] },
    { principal: 'p', database: 'td', table: 'lv', privileges: ['SELECT'] },
    { principal: 'q', database: 'default', privileges: ['DESCRIBE'] },
    { principal: 'q', database: 'td', privileges: ['DESCRIBE'] },
    { principal: 'q', database: 'td', table: 'av1', privileges: ['SELECT'] },
  ]);
});

test('a grant of metadata columns only is none', () => {
  expect(
    lakeFormationGrants({
      regime: 'lakeformation',
      baseGrants: grantsInWords('SELECT($path) sd.t'),
      derivedGrants: [],
    }),
  ).toEqual([]);
});

test('ALL on a database needs no DESCRIBE beside it, anything else does', () => {
  const of = (words: string) =>
    lakeFormationGrants({ regime: 'lakeformation', baseGrants: grantsInWords(words), derivedGrants: [] });
  expect(of('ALL td')).toEqual(grantsInWords('DESCRIBE default; ALL td'));
  expect(of('CREATE_TABLE td')).toEqual([
    ...grantsInWords('DESCRIBE default'),
    { principal: 'p', database: 'td', privileges: ['CREATE_TABLE', 'DESCRIBE'] },
  ]);
});

test('where IAM decides there is nothing to grant; in the hybrid regime only for those opted in', () => {
  const source = { baseGrants: BASE, derivedGrants: DERIVED };
  expect(lakeFormationGrants({ ...source, regime: 'iam' })).toEqual([]);
  const hybrid = lakeFormationGrants({ ...source, regime: 'hybrid', optedIn: ['q'] });
  expect(new Set(hybrid.map((grant) => grant.principal))).toEqual(new Set(['q']));
});

test('the plan tells what must be governed, registered and opted in before the first grant', () => {
  const locations = new Map([
    ['sd.t', 's3://lake/t/'],
    ['td.av1', 's3://lake/av1/'],
    ['sd.unused', 's3://lake/unused/'],
  ]);
  const source = { baseGrants: BASE, derivedGrants: DERIVED, locations };
  expect(grantPlan({ ...source, regime: 'lakeformation' })).toMatchObject({
    version: 1,
    preflight: {
      governed: [
        { database: 'sd' },
        { database: 'sd', table: 't' },
        { database: 'td' },
        { database: 'td', table: 'av1' },
        { database: 'td', table: 'lv' },
      ],
      locations: ['s3://lake/av1/', 's3://lake/t/'],
      optIns: [],
    },
  });
  const { preflight } = grantPlan({ ...source, regime: 'hybrid', optedIn: ['q'] });
  // Taken away from IAM, objects would be closed to everybody who is not opted in.
  expect(preflight.governed).toEqual([]);
  expect(preflight.optIns).toEqual([
    { principal: 'q', database: 'td' },
    { principal: 'q', database: 'td', table: 'av1' },
  ]);
});
