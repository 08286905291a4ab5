import fc from 'fast-check';
import type { Grant, Privilege } from '../../lib/authorization/grant';

const COLUMNS = ['y', 'm', 'd', 'v', 'secret', 'k'];
const TABLE: readonly Privilege[] = ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'];
const DATABASE: readonly Privilege[] = ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'];

/** ALL and SELECT more often than others: from most other sets nothing follows. */
const some = (privileges: readonly Privilege[]) =>
  fc.oneof(
    fc.uniqueArray(fc.constantFrom(...privileges), { minLength: 1 }),
    fc.constant<Privilege[]>(['ALL']),
    fc.constant<Privilege[]>(privileges.includes('SELECT') ? ['SELECT'] : ['ALL']),
  );

/** Grants of any kind, those that cannot stand beside each other included. */
export function anyGrant(tables = ['sd.t', 'sd.u'], principals = ['p', 'q']): fc.Arbitrary<Grant> {
  const onTable = fc.constantFrom(...tables).map((key) => ({ database: key.split('.')[0], table: key.split('.')[1] }));
  const whole = some(TABLE).chain((privileges) =>
    fc.subarray(privileges).map((grantable) => ({ privileges, ...(grantable.length > 0 ? { grantable } : {}) })),
  );
  const columns = fc.record({
    columns: fc.uniqueArray(fc.constantFrom(...COLUMNS), { minLength: 1 }),
    privileges: fc.constant<Privilege[]>(['SELECT']),
  });
  const objects = fc.oneof(
    fc.tuple(onTable, whole),
    fc.tuple(onTable, columns),
    fc.tuple(fc.constantFrom({ database: 'sd' }, { database: 'td' }), fc.record({ privileges: some(DATABASE) })),
  );
  return fc
    .tuple(fc.constantFrom(...principals), objects)
    .map(([principal, [object, what]]): Grant => ({ principal, ...object, ...what }));
}

/** Grants on base tables that are valid together: of a table, a principal holds permissions or columns. */
export function baseGrants(): fc.Arbitrary<Grant[]> {
  const much = fc
    .constantFrom<Privilege>('ALL', 'SELECT')
    .chain((privilege) =>
      fc.subarray(
        ['p', 'q'].flatMap((principal) =>
          ['t', 'u'].map((table): Grant => ({ principal, database: 'sd', table, privileges: [privilege] })),
        ),
      ),
    );
  return fc.tuple(much, fc.array(anyGrant(), { maxLength: 8 })).map(([first, more]) => {
    const grants = [...first, ...more];
    const whole = new Set(grants.filter((g) => g.table && !g.columns).map((g) => `${g.principal} ${g.table}`));
    return grants.filter((g) => !g.columns || !whole.has(`${g.principal} ${g.table}`));
  });
}
