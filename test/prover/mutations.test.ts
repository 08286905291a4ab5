import { type LakeConfig, ObjectAccess } from '../../lib/model/lake-config';
import { prove } from '../../lib/prover/proof/prove';
import { type Mutation, resultsMutations, roleMutations } from './mutations';
import { synthesizedLake } from './synthesized-lake';

const key = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;

const CONFIG: LakeConfig = {
  buckets: [{ name: 'sales-raw' }, { name: 'sales-vault', kmsKey: key('data') }, { name: 'sales-other' }],
  roles: [
    { name: 'analyst', read: ['sales-raw'] },
    { name: 'agent', read: ['sales-raw', 'sales-vault'], objects: ObjectAccess.QUERY, clients: ['mcp'] },
    { name: 'curator', read: ['sales-raw'], write: ['sales-vault'], clients: ['jdbc'] },
    { name: 'direct', read: ['sales-raw'], clients: ['directGlue', 'directResults', 'legacyJdbc'] },
  ],
  results: { kmsKey: key('results') },
};

const { lake, policies } = synthesizedLake(CONFIG);

/** A policy that the prover refuses to evaluate is caught as well. */
function isCaught(mutation: Mutation): boolean {
  try {
    const roles = mutation.role ? lake.roles.filter(({ name }) => name === mutation.role) : lake.roles;
    return prove({ ...lake, roles }, mutation.policies).length > 0;
  } catch {
    return true;
  }
}

test('no mutation, no violation', () => {
  expect(prove(lake, policies)).toEqual([]);
});

test("every change to a statement of a role's policies is caught", () => {
  const mutations = roleMutations(policies);
  expect(mutations.length).toBeGreaterThan(1000);
  expect(mutations.filter((mutation) => !isCaught(mutation)).map(({ what }) => what)).toEqual([]);
}, 120_000);

/** Changes that change nothing, as something else denies the same. */
const WITHOUT_EFFECT = [
  // DirectReadersOnlyRead denies them in every prefix.
  'DirectReader1OnlyOwnPrefix without s3:*MultipartUpload*',
  // A listing is asked of the bucket, which this statement excepts.
  'DirectReader1OnlyOwnPrefix without s3:ListBucket*',
  // And of no object.
  'DirectReader1ListsOnlyOwnPrefix about one object',
];

test('every change after which the results bucket denies less is caught', () => {
  const mutations = resultsMutations(policies);
  expect(mutations.length).toBeGreaterThan(30);
  expect(mutations.filter((mutation) => !isCaught(mutation)).map(({ what }) => what)).toEqual(WITHOUT_EFFECT);
});
