import { prove } from '../../lib/prover/proof/prove';
import { GENES } from '../tabulator/a-tabulator-lake';
import { type Mutation, roleMutations } from './mutations';
import { synthesizedLake } from './synthesized-lake';

const key = 'arn:aws:kms:us-east-1:123456789012:key/results';

const { lake, policies } = synthesizedLake({
  buckets: [{ name: 'sales-raw', tabulator: { genes: GENES } }],
  roles: [{ name: 'analyst', read: ['sales-raw'], tabulator: true }],
  tabulator: { openQuery: true },
  results: { kmsKey: key },
});

function isCaught({ role, policies: changed }: Mutation): boolean {
  const roles = lake.roles.filter(({ name }) => name === role);
  try {
    return prove({ ...lake, roles }, changed).length > 0;
  } catch {
    // Nothing that the prover refuses to evaluate passes either.
    return true;
  }
}

test('no mutation, no violation', () => {
  expect(lake.roles.map(({ name }) => name)).toEqual(['analyst', 'open-query']);
  expect(prove(lake, policies)).toEqual([]);
});

test.each([
  ['analyst', 400],
  ['open-query', 250],
])(
  'every change to a statement of %s is caught',
  (role, least) => {
    const mutations = roleMutations(policies).filter((mutation) => mutation.role === role);
    const statements = new Set(mutations.map(({ what }) => what.split(' ')[1]));
    expect([...statements]).toEqual(
      expect.arrayContaining(['UseTabulatorCatalog', 'InvokeTabulator', 'LocateSpill', 'ListOwnSpill', 'ReadOwnSpill']),
    );
    expect(mutations.length).toBeGreaterThan(least);
    expect(mutations.filter((mutation) => !isCaught(mutation)).map(({ what }) => what)).toEqual([]);
  },
  120_000,
);
