import * as fc from 'fast-check';
import { changesBetween, isNothing } from '../../../lambda/grants/changes';
import { type Held, heldBy, type PermissionEntry } from '../../../lambda/grants/lake-formation-form';
import { covers, rightsOf } from '../../../lambda/grants/right';
import type { Grant, Privilege } from '../../../lib/authorization/grant';

const NOTHING = new Map();
const table = (principal: string, ...privileges: Privilege[]): Grant => ({
  principal,
  database: 'db',
  table: 't',
  privileges,
});
const columns = (...names: string[]): Grant => ({ ...table('p', 'SELECT'), columns: names });

/** As a listing shows grants that were made one after the other. */
function held(...grants: Grant[]): Held {
  return { rights: rightsOf(grants), columnGrants: grants.filter((grant) => grant.columns) };
}

test('what is missing is granted, in one grant for a principal and an object', () => {
  const changes = changesBetween(rightsOf([table('p', 'DESCRIBE', 'SELECT')]), held(), NOTHING);
  expect(changes).toMatchObject({ granted: [table('p', 'DESCRIBE', 'SELECT')], revokedFirst: [], revokedLast: [] });
});

test('what is there already is neither granted nor claimed', () => {
  const changes = changesBetween(rightsOf([table('p', 'DESCRIBE', 'SELECT')]), held(table('p', 'SELECT')), NOTHING);
  expect(changes.granted).toEqual([table('p', 'DESCRIBE')]);
  expect([...changes.claimed.values()].map(({ privilege }) => privilege)).toEqual(['DESCRIBE']);
});

test('what somebody else granted is not revoked', () => {
  expect(isNothing(changesBetween(NOTHING, held(table('p', 'SELECT')), NOTHING))).toBe(true);
});

test('what we granted and is not wanted any more is revoked', () => {
  const before = rightsOf([table('p', 'SELECT')]);
  const changes = changesBetween(NOTHING, held(table('p', 'DROP', 'SELECT')), before);
  expect(changes.revokedLast).toEqual([table('p', 'SELECT')]);
});

test('what we granted and is gone is not revoked', () => {
  expect(isNothing(changesBetween(NOTHING, held(), rightsOf([table('p', 'SELECT')])))).toBe(true);
});

test('on one object revoking comes before granting, on different ones after', () => {
  const owned = rightsOf([table('p', 'DROP'), table('q', 'DROP')]);
  const changes = changesBetween(rightsOf([table('p', 'SELECT')]), held(table('p', 'DROP'), table('q', 'DROP')), owned);
  expect(changes.revokedFirst).toEqual([table('p', 'DROP')]);
  expect(changes.revokedLast).toEqual([table('q', 'DROP')]);
});

describe('ALL', () => {
  const all = rightsOf([table('p', 'ALL')]);

  test('is there when everything it stands for is listed without it', () => {
    const every = table('p', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT');
    expect(isNothing(changesBetween(all, held(every), NOTHING))).toBe(true);
  });

  test('is there when it is listed with only some of what it stands for', () => {
    expect(isNothing(changesBetween(all, held(table('p', 'ALL', 'ALTER')), NOTHING))).toBe(true);
  });

  test('contains what is wanted, so nothing more is granted', () => {
    expect(isNothing(changesBetween(rightsOf([table('p', 'SELECT')]), held(table('p', 'ALL')), NOTHING))).toBe(true);
  });

  test('claims what it stands for, which is listed under its own name and has to be revoked with it', () => {
    const { claimed } = changesBetween(all, held(table('p', 'DROP')), NOTHING);
    expect([...claimed.values()].map(({ privilege }) => privilege).sort()).toEqual(
      ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'INSERT', 'SELECT'].sort(),
    );
  });

  test('when it is taken away, what others granted beside it is granted again', () => {
    const changes = changesBetween(NOTHING, held(table('p', 'ALL', 'DROP')), rightsOf([table('p', 'ALL')]));
    expect(changes.revokedFirst).toEqual([table('p', 'ALL')]);
    expect(changes.granted).toEqual([table('p', 'DROP')]);
    expect(changes.claimed.size).toBe(0);
  });
});

describe('columns', () => {
  test('take the place of the whole table, which is revoked first', () => {
    const changes = changesBetween(
      rightsOf([columns('a')]),
      held(table('p', 'SELECT')),
      rightsOf([table('p', 'SELECT')]),
    );
    expect(changes).toMatchObject({ revokedFirst: [table('p', 'SELECT')], granted: [columns('a')], revokedLast: [] });
  });

  test('give way to the whole table, being revoked first', () => {
    const changes = changesBetween(rightsOf([table('p', 'SELECT')]), held(columns('a')), rightsOf([columns('a')]));
    expect(changes).toMatchObject({ revokedFirst: [columns('a')], granted: [table('p', 'SELECT')] });
  });

  test('that become more are granted as one list, without an interruption', () => {
    const changes = changesBetween(rightsOf([columns('a', 'b')]), held(columns('a')), rightsOf([columns('a')]));
    expect(changes).toMatchObject({ revokedFirst: [], granted: [columns('a', 'b')], revokedLast: [] });
  });

  test('that become fewer are revoked as they are held, and granted anew', () => {
    const changes = changesBetween(rightsOf([columns('a')]), held(columns('a', 'b')), rightsOf([columns('a', 'b')]));
    expect(changes).toMatchObject({ revokedFirst: [columns('a', 'b')], granted: [columns('a')] });
  });

  test('of somebody else in the same list stay', () => {
    const changes = changesBetween(NOTHING, held(columns('a', 'b')), rightsOf([columns('a')]));
    expect(changes.revokedLast).toEqual([columns('a')]);
  });
});

test('a right to pass on goes together with its privilege, which is granted again', () => {
  const passedOn: Grant = { ...table('p', 'SELECT'), grantable: ['SELECT'] };
  const changes = changesBetween(rightsOf([table('p', 'SELECT')]), held(passedOn), rightsOf([passedOn]));
  expect(changes).toMatchObject({ revokedFirst: [passedOn], granted: [table('p', 'SELECT')] });
});

/** Lake Formation without its conflicts: grants add up, revocations take away. */
function applied(before: Held, { revokedFirst, granted, revokedLast }: ReturnType<typeof changesBetween>): Held {
  const after = new Map(before.rights);
  for (const key of rightsOf(revokedFirst).keys()) after.delete(key);
  for (const [key, right] of rightsOf(granted)) after.set(key, right);
  for (const key of rightsOf(revokedLast).keys()) after.delete(key);
  return { rights: after, columnGrants: [] };
}

const someGrants = fc.array(
  fc.record({
    principal: fc.constantFrom('p', 'q'),
    database: fc.constant('db'),
    table: fc.constantFrom('t', 'u'),
    privileges: fc.subarray<Privilege>(['ALL', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'], { minLength: 1 }),
  }),
  { maxLength: 6 },
);

test('whatever is held and owned, the changes lead to what is desired, and a second time to nothing', () => {
  fc.assert(
    fc.property(someGrants, someGrants, someGrants, (wanted, foreign, ours) => {
      const desired = rightsOf(wanted);
      const before = held(...foreign, ...ours);
      const owned = new Map([...rightsOf(ours)].filter(([key]) => !rightsOf(foreign).has(key)));
      const changes = changesBetween(desired, before, owned);
      const after = applied(before, changes);
      for (const right of desired.values()) expect(covers(after.rights, right)).toBe(true);
      for (const key of rightsOf(foreign).keys()) expect(after.rights.has(key)).toBe(true);
      expect(isNothing(changesBetween(desired, after, new Map([...owned, ...changes.claimed])))).toBe(true);
    }),
  );
});

test('grants and their undoing leave what was there before', () => {
  fc.assert(
    fc.property(someGrants, someGrants, (wanted, foreign) => {
      const before = held(...foreign);
      const changes = changesBetween(rightsOf(wanted), before, NOTHING);
      const after = applied(before, changes);
      const undone = applied(after, changesBetween(NOTHING, after, changes.claimed));
      expect([...undone.rights.keys()].sort()).toEqual([...before.rights.keys()].sort());
    }),
  );
});

test('a listing is read as Lake Formation has it: SELECT on a table is kept with a wildcard for columns', () => {
  const entry = (Resource: object, ...Permissions: string[]): PermissionEntry => ({
    Principal: { DataLakePrincipalIdentifier: 'p' },
    Resource,
    Permissions,
  });
  const listed = heldBy([
    entry({ Table: { DatabaseName: 'db', Name: 't' } }, 'DESCRIBE'),
    entry({ TableWithColumns: { DatabaseName: 'db', Name: 't', ColumnWildcard: {} } }, 'SELECT'),
    entry(
      { TableWithColumns: { DatabaseName: 'db', Name: 't', ColumnWildcard: { ExcludedColumnNames: ['a'] } } },
      'SELECT',
    ),
    entry({ DataLocation: { ResourceArn: 'arn:aws:s3:::bucket' } }, 'DATA_LOCATION_ACCESS'),
    entry({ LFTagPolicy: { ResourceType: 'TABLE', Expression: [] } }, 'SELECT'),
  ]);
  expect([...listed.rights.keys()].sort()).toEqual([...rightsOf([table('p', 'DESCRIBE', 'SELECT')]).keys()].sort());
});
