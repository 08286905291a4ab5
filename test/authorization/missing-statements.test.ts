import fc from 'fast-check';
import { missingStatements, patternCovers } from '../../lib/authorization/missing-statements';
import { allow, type PolicyStatement } from '../../lib/authorization/policy-statement';
import { VIA_ATHENA } from '../../lib/authorization/role-statements';

test('what is given on a wider pattern is not missing', () => {
  const given = [allow('Given', ['glue:GetTable'], ['arn:aws:glue:us-east-1:1:table/db/*'], VIA_ATHENA)];
  const needed = [
    allow('Needed', ['glue:GetPartitions', 'glue:GetTable'], ['arn:aws:glue:us-east-1:1:table/db/b_*'], VIA_ATHENA),
  ];
  expect(missingStatements(needed, given)).toEqual([
    allow('Needed', ['glue:GetPartitions'], ['arn:aws:glue:us-east-1:1:table/db/b_*'], VIA_ATHENA),
  ]);
});

test('what is given under a condition is missing where it is needed without', () => {
  const given = [allow('Given', ['glue:GetTable'], ['*'], VIA_ATHENA)];
  const needed = [allow('Needed', ['glue:GetTable'], ['t'])];
  expect(missingStatements(needed, given)).toEqual(needed);
});

test('resources that lack different actions are kept in statements of their own', () => {
  const given = [allow('Given', ['a:One'], ['x'])];
  const missing = missingStatements([allow('Needed', ['a:One', 'a:Two'], ['x', 'y'])], given);
  expect(missing.map((s) => [s.Sid, s.Action, s.Resource])).toEqual([
    ['Needed', ['a:Two'], ['x']],
    ['Needed2', ['a:One', 'a:Two'], ['y']],
  ]);
});

test('given and missing together allow everything needed, and nothing is missing twice', () => {
  const statement = fc.record({
    actions: fc.uniqueArray(fc.constantFrom('a:One', 'a:Two', 'b:Three'), { minLength: 1 }),
    resources: fc.uniqueArray(fc.constantFrom('x', 'y', 'xz'), { minLength: 1 }),
  });
  const given = fc.record({
    actions: fc.uniqueArray(fc.constantFrom('a:*', 'a:One', 'b:Three'), { minLength: 1 }),
    resources: fc.uniqueArray(fc.constantFrom('*', 'x*', 'y'), { minLength: 1 }),
  });
  const allows = (list: readonly PolicyStatement[], action: string, resource: string) =>
    list.some(
      (s) => s.Action.some((a) => patternCovers(a, action)) && s.Resource.some((r) => patternCovers(r, resource)),
    );
  fc.assert(
    fc.property(fc.array(statement), fc.array(given), (need, have) => {
      const needed = need.map((s) => allow('N', s.actions, s.resources));
      const baseline = have.map((s) => allow('G', s.actions, s.resources));
      const missing = missingStatements(needed, baseline);
      for (const s of needed) {
        for (const action of s.Action) {
          for (const resource of s.Resource) {
            expect(allows([...baseline, ...missing], action, resource)).toBe(true);
          }
        }
      }
      expect(missingStatements(missing, baseline)).toEqual(missing);
    }),
  );
});

test.each([
  ['*', 'anything', true],
  ['table/db/*', 'table/db/b_*', true],
  ['table/db/b_*', 'table/db/*', false],
  ['s3:Get*', 's3:GetObject', true],
  ['a.b', 'axb', false],
])('pattern %s covers %s: %s', (outer, inner, expected) => {
  expect(patternCovers(outer, inner)).toBe(expected);
});
