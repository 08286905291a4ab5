import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { dividedStatements } from '../../lib/authorization/policy-division';
import { MANAGED_POLICY_LIMIT } from '../../lib/authorization/policy-packing';
import { type PolicyStatement, policyLength } from '../../lib/authorization/policy-statement';
import { type LakeConfig, type ViewConfig, ViewSecurity } from '../../lib/model/lake-config';
import { QuiltAthena } from '../../lib/quilt-athena';

/** Lakes with views: what is in the template, what stays as it was, and what becomes of many of them. */

const roles = [{ name: 'analyst', read: ['*'] }];
const overReads: ViewConfig = {
  name: 'sizes',
  sql: 'SELECT pkg_name, size FROM "reads_objects-view"',
  select: ['analyst'],
};
const overView: ViewConfig = { name: 'total', sql: 'SELECT sum(size) AS bytes FROM sizes', select: ['analyst'] };

function lake(config: Partial<LakeConfig> = {}): { stack: Stack; quilt: QuiltAthena; template: Template } {
  const stack = new Stack(new App(), 'lake', { env: { account: '123456789012', region: 'us-east-1' } });
  const quilt = new QuiltAthena(stack, 'QuiltAthena', { buckets: [{ name: 'reads' }], roles, ...config });
  return { stack, quilt, template: Template.fromStack(stack) };
}

type Resources = Record<string, { Type: string; DependsOn?: string[]; Properties: Record<string, unknown> }>;
const resourcesOf = (template: Template): Resources => template.toJSON().Resources;
const viewNamed = (resources: Resources, name: string) =>
  Object.entries(resources).find(([, { Properties }]) => JSON.stringify(Properties).includes(`"Name":"${name}"`));

test('a view waits for what it reads', () => {
  const resources = resourcesOf(lake({ views: [overView, overReads] }).template);
  const [sizes] = viewNamed(resources, 'sizes') ?? [];
  const [, total] = viewNamed(resources, 'total') ?? [];
  expect(total?.DependsOn).toContain(sizes);
});

test('views change nothing about the rest of a lake', () => {
  const before = resourcesOf(lake().template);
  const after = resourcesOf(lake({ views: [overReads, overView] }).template);
  const changed = Object.keys(before).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
  // A new role lists all of its policies.
  expect(changed.filter((id) => before[id].Type !== 'AWS::IAM::Role')).toEqual([]);
});

test('the order in which views are declared changes no template', () => {
  const inOrder = resourcesOf(lake({ views: [overReads, overView] }).template);
  expect(resourcesOf(lake({ views: [overView, overReads] }).template)).toEqual(inOrder);
});

test('views of a sharded lake are in a nested stack of their own, which waits for the shards of the buckets they read', () => {
  const { quilt, template } = lake({
    buckets: [{ name: 'reads' }, { name: 'reports' }],
    tables: { shards: 4 },
    views: [overReads, overView],
  });
  const resources = resourcesOf(template);
  expect(viewNamed(resources, 'sizes')).toBeUndefined();
  const nested = quilt.node.findChild('Views') as NestedStack;
  expect(Object.keys(resourcesOf(Template.fromStack(nested)))).toHaveLength(2);
  const [, views] = Object.entries(resources).find(([id]) => id.includes('ViewsNestedStack')) ?? [];
  const stacks = (views?.DependsOn ?? []).filter((id) => resources[id].Type === 'AWS::CloudFormation::Stack');
  expect(stacks).toHaveLength(1);
});

test('hundreds of views fit into a sharded lake, and more are refused', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ ...overReads, name: `v${i}`, select: [] }));
  const sharded = { tables: { shards: 1 } };
  const inOrder = { views: many(450), roles: [] };
  expect(() => lake(inOrder)).not.toThrow();
  const { quilt } = lake({ ...sharded, ...inOrder });
  const nested = Template.fromStack(quilt.node.findChild('Views') as NestedStack);
  expect(Object.keys(resourcesOf(nested))).toHaveLength(450);
  expect(() => lake({ views: many(485), roles: [] })).toThrow('set tables.shards: 1 to put tables, views');
  expect(() => lake({ ...sharded, views: many(485), roles: [] })).not.toThrow();
  const divide = 'divide the 486 views among several lakes, of at most 485 views each with tables.shards';
  expect(() => lake({ views: many(486), roles: [] })).toThrow(divide);
  expect(() => lake({ ...sharded, views: many(486), roles: [] })).toThrow(`486 in its nested stack Views; ${divide}`);
}, 60_000);

test('a sharded lake whose views are all copies has no nested stack for them', () => {
  const copy = { ...overReads, security: ViewSecurity.ANALYTICAL, location: 's3://reads/copies/sizes/' };
  const { quilt } = lake({ tables: { shards: 1 }, views: [copy] });
  expect(quilt.node.findChild('Views')).not.toBeInstanceOf(NestedStack);
});

test('an external table is described and never made', () => {
  const columns = [{ name: 'id', type: 'string' }];
  const external = { database: 'other', name: 'people', location: 's3://people-data/all/', columns };
  const { template } = lake({
    externalTables: [external],
    grants: [{ role: 'analyst', database: 'other', table: 'people', privileges: ['SELECT'] }],
    views: [{ name: 'ids', sql: 'SELECT id FROM other.people', select: ['analyst'] }],
  });
  expect(viewNamed(resourcesOf(template), 'people')).toBeUndefined();
  expect(JSON.stringify(template.toJSON())).toContain('people-data/all/*');
});

test('views that are too many for one policy go into several', () => {
  const views = Array.from({ length: 120 }, (_, i) => ({ ...overReads, name: `a_view_with_quite_a_long_name_${i}` }));
  const { quilt } = lake({ views });
  const named = quilt.queryRole('analyst').policies.filter(({ node }) => node.path.includes('Views'));
  expect(named.length).toBeGreaterThan(1);
}, 60_000);

describe('division of statements', () => {
  const statement = (Sid: string, resources: number, length = 80): PolicyStatement => ({
    Sid,
    Effect: 'Allow',
    Action: ['glue:GetTable'],
    Resource: Array.from({ length: resources }, (_, i) => `${i}-`.padEnd(length, 'x')),
  });

  test.each([1, 5, 75, 76, 400])('%d resources: each once, in order, in policies that fit', (count) => {
    const statements = [statement('A', count), statement('B', 3)];
    const policies = dividedStatements(statements, statements);
    for (const policy of policies) expect(policyLength(policy)).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
    for (const { Sid, Resource } of statements) {
      const divided = policies.flat().filter((each) => each.Sid === Sid);
      expect(divided.flatMap((each) => each.Resource)).toEqual(Resource);
    }
  });

  test('the worst case decides, not where a lake happens to be', () => {
    const short = [statement('A', 60, 20)];
    const long = [statement('A', 60, 300)];
    const sizes = (policies: PolicyStatement[][]) => policies.map((policy) => policy.map((s) => s.Resource.length));
    expect(sizes(dividedStatements(short, long))).toEqual(sizes(dividedStatements(long, long)));
  });

  test('what fits nowhere is an error', () => {
    const one = [statement('A', 1, MANAGED_POLICY_LIMIT)];
    expect(() => dividedStatements(one, one)).toThrow('the statement A alone exceeds one managed policy');
  });
});
