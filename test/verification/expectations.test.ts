import { expectationsOf } from '../../lib/verification/expectations';
import type { RoleExpectations } from '../../lib/verification/verification-plan';
import { readVerificationPlan, writeVerificationPlan } from '../../lib/verification/verification-plan-text';
import { aLake, CONFIG, GOVERNED, KEY, planOf } from './a-lake';

const role = (name: string, plan = planOf()): RoleExpectations => {
  const found = plan.roles.find((each) => each.role === name);
  if (!found) throw new Error(`no role ${name}`);
  return found;
};
const calls = (of: RoleExpectations, purpose: string) => of.calls.filter((call) => call.purpose === purpose);

test('the same lake gives the same bytes', () => {
  expect(writeVerificationPlan(planOf())).toBe(writeVerificationPlan(planOf()));
});

test('the order in which roles are declared changes nothing', () => {
  const reversed = { ...CONFIG, roles: [...CONFIG.roles].reverse() };
  expect(planOf(reversed).roles.map((each) => each.role)).toEqual(['analyst', 'chemist']);
});

test('a plan is read as it was written', () => {
  expect(readVerificationPlan(writeVerificationPlan(planOf()))).toEqual(planOf());
});

test('a plan of a newer form is refused', () => {
  const newer = writeVerificationPlan({ ...planOf(), version: 99 });
  expect(() => readVerificationPlan(newer)).toThrow(
    'reads verification plans up to version 1, found version 99; deploy',
  );
});

test('a thousand ARNs stand once in the text, however many roles ask about them', () => {
  const text = writeVerificationPlan(planOf());
  expect(text.split('table/sales_prod/sales-raw_verification-sample').length).toBe(2);
});

describe('calls', () => {
  test('that Athena makes are asked about with the keys that Athena sets', () => {
    const [call] = calls(role('analyst'), 'ReadTables');
    expect(call.context).toMatchObject({ 'aws:CalledVia': ['athena.amazonaws.com'], 'aws:ViaAWSService': 'true' });
  });

  test('to Athena itself come from the caller', () => {
    const [call, ...others] = calls(role('analyst'), 'UseOwnWorkgroup');
    expect(others).toEqual([]);
    expect(call.context['aws:CalledVia']).toEqual(['none.invalid']);
  });

  test('that need no Athena in between are asked about both ways', () => {
    expect(calls(role('analyst'), 'ReadObjects').map((call) => call.context['aws:ViaAWSService'])).toEqual([
      'false',
      'true',
    ]);
  });

  test('give every key that policies of the library look at, so that none is missing', () => {
    const keys = new Set(
      planOf().roles.flatMap((each) => each.calls.map((call) => Object.keys(call.context).sort().join())),
    );
    expect(keys.size).toBe(1);
  });

  test('ask about each prefix that a condition names', () => {
    const prefixes = calls(role('chemist'), 'ListTableFiles').map((call) => call.context['s3:prefix']);
    expect(prefixes).toEqual(['.quilt/named_packages/verification-sample', '.quilt/packages/verification-sample']);
  });

  test('name no wildcard but where IAM knows nothing else', () => {
    const resources = planOf().roles.flatMap((each) => each.calls.flatMap((call) => call.resources));
    expect(resources.filter((resource) => resource.includes('*') && resource !== '*')).toEqual([]);
  });

  test('hold a placeholder for a key, whose ARN only the deployment may know', () => {
    expect(calls(role('analyst'), 'DecryptObjects')[0].resources).toEqual(['{{key:sales-raw}}']);
    expect(writeVerificationPlan(planOf())).not.toContain(KEY);
  });

  test('on what the role does not read must be refused', () => {
    const [tables] = calls(role('analyst'), 'ReadTablesOfOtherBuckets');
    expect(tables).toMatchObject({
      expected: 'denied',
      resources: ['arn:{{partition}}:glue:{{region}}:{{account}}:table/sales_prod/lab-data_verification-sample'],
    });
    expect(calls(role('analyst'), 'UseWorkgroupOfAnother')[0].resources).toEqual([
      'arn:{{partition}}:athena:{{region}}:{{account}}:workgroup/QuiltUserAthena-sales-prod-chemist',
    ]);
  });

  test('that are declared after all are not among those to be refused', () => {
    const direct = {
      ...CONFIG,
      roles: [{ name: 'analyst', read: ['sales-raw'], clients: ['pyathena', 'directResults'] }],
    };
    expect(calls(role('analyst', planOf(direct)), 'ReadResultsDirectly')).toEqual([]);
    expect(calls(role('analyst'), 'ReadResultsDirectly')).toHaveLength(1);
  });
});

describe('queries', () => {
  test('of a declared view come first, for the role that may use it', () => {
    expect(role('analyst').queries[0]).toEqual({
      sql: 'SELECT "packages" FROM "sales_prod"."package_count" LIMIT 1',
      expected: 'allowed',
      about: { database: 'sales_prod', table: 'package_count' },
    });
  });

  test('must be denied to the other one, in the words of what they read', () => {
    expect(role('chemist').queries.filter((query) => query.expected === 'denied')).toContainEqual({
      sql: 'SELECT "packages" FROM "sales_prod"."package_count" LIMIT 1',
      expected: 'denied',
      about: { database: 'sales_prod', table: 'package_count' },
    });
  });

  test('are a sample of a size that does not grow with the lake', () => {
    const buckets = Array.from({ length: 300 }, (_, i) => ({ name: `bucket-${i}` }));
    const roles = Array.from({ length: 10 }, (_, i) => ({
      name: `role-${i}`,
      read: buckets.slice(i).map((b) => b.name),
    }));
    const plan = planOf({ buckets, roles });
    expect(plan.roles.reduce((sum, each) => sum + each.queries.length, 0)).toBeLessThanOrEqual(200);
    expect(plan.coverage.join('\n')).toMatch(/queries: \d+ of \d{4,} combinations/);
  });

  test('that somebody declared are run, too', () => {
    const sql = 'SELECT 1';
    const plan = expectationsOf(aLake(), undefined, { positive: [{ role: 'chemist', sql }] });
    expect(role('chemist', plan).queries[0]).toEqual({ sql, expected: 'allowed' });
  });
});

test('every view is expected with its columns, and with those that it reads', () => {
  expect(planOf().views[0]).toEqual({
    database: 'sales_prod',
    table: 'package_count',
    columns: [{ name: 'packages', type: 'bigint' }],
    bases: [{ database: 'sales_prod', table: 'sales-raw_packages', columns: [{ name: 'top_hash', type: 'string' }] }],
  });
  expect(planOf().views).toHaveLength(5);
});

test('where Lake Formation decides, every grant of the role is expected', () => {
  const plan = planOf(GOVERNED);
  expect(role('analyst', plan).grants).toContainEqual({
    principal: 'analyst',
    database: 'sales_prod',
    table: 'package_count',
    privileges: ['SELECT'],
  });
  expect(plan.lakeFormation?.governed).toContainEqual({ database: 'sales_prod' });
  expect(role('analyst').grants).toBeUndefined();
});

test('a role whose policies somebody else attaches is named as not verified', () => {
  const plan = planOf({ ...CONFIG, roles: [...CONFIG.roles, { name: 'managed', quiltManaged: true }] });
  expect(plan.roles.map((each) => each.role)).toEqual(['analyst', 'chemist']);
  expect(plan.coverage.at(-1)).toContain('not verified: roles managed');
});
