import fc from 'fast-check';
import { lakeFrom } from '../../lib/model/lake';
import type { LakeConfig, RoleConfig } from '../../lib/model/lake-config';
import { problemsOf } from '../../lib/model/lake-rules';

/** Prefixes that Quilt itself writes to: Tabulator's open query, and roles that Quilt does not manage. */
const QUILTS_OWN = ['athena-results/open-query/', 'spill/open-query/'];

const name = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9+=,.@_-]{1,12}$/),
  // Near misses: the same but for a character that IAM allows and S3 prefixes had better not have.
  fc.constantFrom('analyst', 'analyst-2', 'ana.lyst', 'ana@lyst', 'ana-lyst', 'open-query', 'Open-Query', 'open@query'),
);
const role = fc.oneof(
  name.map((n): RoleConfig => ({ name: n })),
  name.map((n): RoleConfig => ({ arn: `arn:aws:iam::123456789012:role/quilt/${n}` })),
  name.map((n): RoleConfig => ({ name: n, quiltManaged: true })),
);

test('accepted roles write below prefixes of which none begins with another', () => {
  fc.assert(
    fc.property(fc.array(role, { minLength: 1, maxLength: 6 }), (roles) => {
      const config: LakeConfig = { buckets: [{ name: 'sales-raw' }], roles };
      fc.pre(problemsOf('sales-prod', config).length === 0);
      const lake = lakeFrom('sales-prod', config);
      const prefixes = [...lake.roles.flatMap((r) => [r.resultsPrefix, r.spillPrefix]), ...QUILTS_OWN];
      for (const [i, one] of prefixes.entries()) {
        for (const [j, other] of prefixes.entries()) {
          expect([one, other, i === j || !one.startsWith(other)]).toEqual([one, other, true]);
        }
      }
      expect(new Set(lake.roles.map((r) => r.workgroup.name)).size).toBe(lake.roles.length);
    }),
    { numRuns: 500 },
  );
});

test.each(['open-query', 'Open-Query', 'open@query'])(
  'role %s would share a prefix with the open query',
  (reserved) => {
    const problems = problemsOf('sales-prod', { buckets: [{ name: 'sales-raw' }], roles: [{ name: reserved }] });
    expect(problems.map((p) => p.message)).toEqual([expect.stringContaining('reserved for the results of Tabulator')]);
  },
);
