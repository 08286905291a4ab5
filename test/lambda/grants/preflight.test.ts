import type { AccountState } from '../../../lambda/grants/account-state';
import { defaultLeftOut, missingSteps } from '../../../lambda/grants/preflight';
import { rightsOf } from '../../../lambda/grants/right';
import { commandOf } from '../../../lib/access/administrator-step';
import type { Grant } from '../../../lib/authorization/grant';

const ROLE = 'arn:aws:iam::123456789012:role/grants';
const WANTED: Grant[] = [
  { principal: 'p', database: 'sales', privileges: ['DESCRIBE'] },
  { principal: 'p', database: 'sales', table: 'orders', columns: ['id'], privileges: ['SELECT'] },
];
const NO_NEEDS = { governed: [], locations: [], optIns: [] };

function state(own: Grant[], given: Partial<AccountState> = {}): AccountState {
  return {
    settings: { administrators: [], newTablesLeftToIam: false },
    own: rightsOf(own.map((grant) => ({ ...grant, principal: ROLE, grantable: grant.privileges }))),
    leftToIam: new Map(),
    locations: [],
    optIns: [],
    defaultDatabase: 'found',
    ...given,
  };
}

const all = (database: string, table?: string): Grant => ({ principal: ROLE, database, table, privileges: ['ALL'] });
const AUTHORITY = [all('sales'), all('sales', '*')];
const commands = (...args: Parameters<typeof missingSteps>) => missingSteps(...args).map(commandOf);
const leftToIam = (...objects: Grant[]) => ({
  leftToIam: rightsOf(objects.map((each) => ({ ...each, principal: 'IAM_ALLOWED_PRINCIPALS' }))),
});

describe('authority', () => {
  test('is ALL with grant option on the database and its tables', () => {
    expect(commands(WANTED, NO_NEEDS, state(AUTHORITY), ROLE)).toEqual([]);
  });

  test('may be just what is granted', () => {
    const own: Grant[] = [
      { principal: ROLE, database: 'sales', privileges: ['DESCRIBE'] },
      { principal: ROLE, database: 'sales', table: 'orders', privileges: ['SELECT'] },
    ];
    expect(commands(WANTED, NO_NEEDS, state(own), ROLE)).toEqual([]);
  });

  test('is given by two literal calls', () => {
    expect(commands(WANTED, NO_NEEDS, state([all('sales')]), ROLE)).toEqual([
      `aws lakeformation grant-permissions --principal '{"DataLakePrincipalIdentifier":"${ROLE}"}' --resource '{"Database":{"Name":"sales"}}' --permissions ALL --permissions-with-grant-option ALL`,
      `aws lakeformation grant-permissions --principal '{"DataLakePrincipalIdentifier":"${ROLE}"}' --resource '{"Table":{"DatabaseName":"sales","TableWildcard":{}}}' --permissions ALL --permissions-with-grant-option ALL`,
    ]);
  });

  test('without grant option is none', () => {
    const own = { own: rightsOf(AUTHORITY) };
    expect(commands(WANTED, NO_NEEDS, state([], own), ROLE)).toHaveLength(2);
  });

  test('over the database default is DESCRIBE alone', () => {
    const wanted: Grant[] = [{ principal: 'p', database: 'default', privileges: ['DESCRIBE'] }];
    const [command, ...more] = commands(wanted, NO_NEEDS, state([]), ROLE);
    expect(command).toContain('--permissions DESCRIBE --permissions-with-grant-option DESCRIBE');
    expect(more).toEqual([]);
  });
});

test('objects that are left to IAM and should not be are named with the call that changes it', () => {
  const governed = [{ database: 'sales' }, { database: 'sales', table: 'orders' }];
  const found = commands([], { ...NO_NEEDS, governed }, state([], leftToIam(all('sales', 'orders'))), ROLE);
  expect(found).toEqual([
    `aws lakeformation revoke-permissions --principal '{"DataLakePrincipalIdentifier":"IAM_ALLOWED_PRINCIPALS"}' --resource '{"Table":{"DatabaseName":"sales","Name":"orders"}}' --permissions ALL`,
  ]);
});

test.each([
  ['arn:aws:s3:::bucket', true],
  ['arn:aws:s3:::bucket/.quilt', true],
  ['arn:aws:s3:::bucket/.quilt/packages/', true],
  ['arn:aws:s3:::bucket/.quilt/pack', false],
  ['arn:aws:s3:::bucket-2', false],
])('a location below %s is registered: %s', (arn, registered) => {
  const locations = ['s3://bucket/.quilt/packages/'];
  const found = commands([], { ...NO_NEEDS, locations }, state([], { locations: [arn] }), ROLE);
  expect(found).toEqual(
    registered
      ? []
      : [
          'aws lakeformation register-resource --resource-arn arn:aws:s3:::bucket/.quilt/packages --use-service-linked-role',
        ],
  );
});

test('roles that are not opted in are named, and locations are registered for both ways of access then', () => {
  const optIns = [{ principal: 'arn:aws:iam::1:role/r', database: 'sales' }];
  const found = commands([], { ...NO_NEEDS, optIns, locations: ['s3://bucket/'] }, state([]), ROLE);
  expect(found).toEqual([
    'aws lakeformation register-resource --resource-arn arn:aws:s3:::bucket --use-service-linked-role --hybrid-access-enabled',
    `aws lakeformation create-lake-formation-opt-in --principal '{"DataLakePrincipalIdentifier":"arn:aws:iam::1:role/r"}' --resource '{"Database":{"Name":"sales"}}'`,
  ]);
  const entry = {
    Principal: { DataLakePrincipalIdentifier: 'arn:aws:iam::1:role/r' },
    Resource: { Database: { Name: 'sales' } },
  };
  expect(commands([], { ...NO_NEEDS, optIns }, state([], { optIns: [entry] }), ROLE)).toEqual([]);
});

test('grants on default are left out where it is not there, or left to IAM', () => {
  expect(defaultLeftOut(state([], { defaultDatabase: 'absent' }))).toContain('there is no database default');
  expect(defaultLeftOut(state([], leftToIam(all('default'))))).toContain('left to IAM');
  expect(defaultLeftOut(state([]))).toBeUndefined();
  expect(defaultLeftOut(state([], { defaultDatabase: 'hidden' }))).toBeUndefined();
});
