import { App, Stack } from 'aws-cdk-lib';
import { AuthorizationRegime, type GrantConfig, type LakeConfig, ViewSecurity } from '../../lib/model/lake-config';
import { QuiltAthena } from '../../lib/quilt-athena';

/** What no account can do is refused at synth. Row filters, which no configuration can declare, see derive.test.ts. */

const TABLE = 'sales-raw_manifests';
const curator = { name: 'curator' };
const reader = { name: 'reader' };
const view = {
  name: 'sizes',
  sql: `SELECT logical_key, size FROM "${TABLE}"`,
  security: ViewSecurity.DEFINER,
  definer: 'curator',
  select: ['reader'],
};
const passedOn: GrantConfig = { role: 'curator', table: TABLE, privileges: ['SELECT'], grantable: ['SELECT'] };
const all: GrantConfig = { role: 'curator', privileges: ['ALL'] };

const lake = (config: Partial<LakeConfig>) => () => {
  const stack = new Stack(new App(), 'sales', { env: { account: '123456789012', region: 'us-east-1' } });
  return new QuiltAthena(stack, 'QuiltAthena', {
    buckets: [{ name: 'sales-raw' }],
    roles: [curator, reader],
    authorization: { regime: AuthorizationRegime.LAKE_FORMATION },
    views: [view],
    grants: [passedOn, all],
    ...config,
  });
};

test('a definer view that is possible', () => {
  expect(lake({})).not.toThrow();
});

test.each<[string, Partial<LakeConfig>, string]>([
  [
    'a definer view where IAM decides',
    { authorization: { regime: AuthorizationRegime.IAM } },
    'a definer view needs tables that Lake Formation governs, it does not govern sales.sales-raw_manifests; use the regime lakeformation',
  ],
  [
    'a definer view whose reader IAM decides for',
    { authorization: { regime: AuthorizationRegime.HYBRID, optIn: ['curator'] } },
    'a definer view is read under Lake Formation, which does not decide for role reader; opt it in',
  ],
  [
    'a definer view over a view',
    { views: [{ ...view, sql: 'SELECT pkg_name FROM "sales-raw_packages-view"' }] },
    'a definer view can read tables only, found the view sales.sales-raw_packages-view',
  ],
  [
    'a definer view of eleven tables',
    {
      buckets: Array.from({ length: 11 }, (_, i) => ({ name: `sales-${i}` })),
      views: [
        {
          ...view,
          sql: Array.from({ length: 11 }, (_, i) => `SELECT size FROM "sales-${i}_manifests"`).join(' UNION ALL '),
        },
      ],
      grants: [all],
    },
    'a definer view can read at most 10 tables, found 11',
  ],
  [
    'a definer with columns only',
    { grants: [{ ...passedOn, columns: ['logical_key', 'size'] }, all] },
    'curator has SELECT on columns only, which cannot carry a view',
  ],
  [
    'DESCRIBE beside columns',
    {
      views: [],
      grants: [
        { role: 'reader', table: TABLE, columns: ['size'], privileges: ['SELECT'] },
        { role: 'reader', table: TABLE, privileges: ['DESCRIBE'] },
      ],
    },
    'DESCRIBE beside SELECT on columns',
  ],
])('%s is refused', (_, config, message) => {
  expect(lake(config)).toThrow(message);
});
