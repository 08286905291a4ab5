import { deployedLake } from '../../bin/verify/deployed-lake';
import { propertiesOf } from '../../lambda/verify/request';
import type { LakeConfig } from '../../lib/model/lake-config';
import { filled } from '../../lib/verification/deployed-names';
import { writeVerificationPlan } from '../../lib/verification/verification-plan-text';
import { STACK_ID } from '../lambda/verify/deployed-lake';
import { lakeStack } from '../support/lake-stack';
import { resolvedTemplate } from '../support/resolved-template';
import { GENES } from '../tabulator/a-tabulator-lake';
import { aLake, planOf } from './a-lake';

const LAKE: LakeConfig = {
  buckets: [{ name: 'sales-raw', tabulator: { genes: GENES } }],
  roles: [
    { name: 'analyst', read: ['*'], tabulator: true },
    { name: 'chemist', read: ['*'] },
  ],
};
const EXISTING = {
  name: 'quilt-prod-tabulator',
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:prod',
  spillBucket: 'prod-spill',
};
const beside: LakeConfig = { ...LAKE, tabulator: { existing: EXISTING } };

/** What is asked of a role, and what the answer must be: `action resource, by Athena`. */
function asked(name: string, expected: 'allowed' | 'denied', config = LAKE): string[] {
  const role = planOf(config).roles.find((each) => each.role === name);
  return (role?.calls ?? [])
    .filter((call) => call.expected === expected)
    .flatMap(({ actions, resources, context }) => {
      const way = context['aws:ViaAWSService'] === 'true' ? ', by Athena' : '';
      return actions.flatMap((action) => resources.map((resource) => `${action} ${resource}${way}`));
    });
}

const CATALOG = 'arn:{{partition}}:athena:{{region}}:{{account}}:datacatalog/quilt-sales-prod-tabulator';
const SPILL = 'arn:{{partition}}:s3:::{{spillBucket}}';
const INVOKE = 'lambda:InvokeFunction {{tabulatorFunction}}';
const rowsOf = (role: string) => `s3:GetObject ${SPILL}/spill/${role}/verification-sample, by Athena`;

test('who may use Tabulator must be let use its catalog, its function through Athena, and the own spilled rows', () => {
  const allowed = asked('analyst', 'allowed');
  expect(allowed).toEqual(
    expect.arrayContaining([`athena:GetDataCatalog ${CATALOG}`, `${INVOKE}, by Athena`, rowsOf('analyst')]),
  );
  expect(allowed).not.toContain(INVOKE);
  expect(asked('analyst', 'denied')).toEqual(expect.arrayContaining([INVOKE, rowsOf('chemist')]));
});

test('who may not must be refused all of it', () => {
  expect(asked('chemist', 'denied')).toEqual(
    expect.arrayContaining([
      `athena:GetDataCatalog ${CATALOG}`,
      INVOKE,
      `${INVOKE}, by Athena`,
      rowsOf('analyst'),
      rowsOf('chemist'),
    ]),
  );
  expect(asked('chemist', 'allowed').join('\n')).not.toMatch(/abulator|spill/);
});

test('without the caller check rows are shared, and nobody who reads them is told of', () => {
  const unchecked = { ...LAKE, tabulator: { callerCheck: false } };
  expect(asked('analyst', 'allowed', unchecked)).toContain(rowsOf('open-query'));
  expect(asked('analyst', 'denied', unchecked)).not.toContain(rowsOf('open-query'));
  expect(asked('chemist', 'denied', unchecked)).toContain(rowsOf('open-query'));
});

test('a table is queried as the role, for a package that there is not', () => {
  const queries = (config: LakeConfig) =>
    planOf(config).roles.flatMap(({ role, queries }) => queries.map(({ sql }) => `${role}: ${sql}`));
  expect(queries(LAKE).filter((each) => each.includes('tabulator'))).toEqual([
    `analyst: SELECT "$pkg_name" FROM "quilt-sales-prod-tabulator"."sales-raw"."genes" WHERE "$pkg_name" = 'verification/none' LIMIT 1`,
  ]);
  expect(queries(beside).join('\n')).not.toContain('tabulator');
});

test('a deployment fills in the names, as the command does from the outputs of the stack', () => {
  const template = resolvedTemplate(lakeStack({ ...LAKE, verification: {} }).stack);
  const resource = Object.values(template.Resources).find(({ Type }) => Type === 'Custom::QuiltAccessVerification');
  const { names } = propertiesOf(resource?.Properties ?? {});
  expect(filled(`{{tabulatorFunction}} {{spillBucket}}`, names)).toMatch(/TabulatorFunction\w* \w*tabulatorspill/i);
  const outputs = new Map([
    ['AthenaResultsBucketName', 'results'],
    ['RoleArnAnalyst', 'arn:aws:iam::123456789012:role/a'],
    ['RoleArnChemist', 'arn:aws:iam::123456789012:role/c'],
    ['TabulatorFunctionArn', 'arn:aws:lambda:us-east-1:123456789012:function:f'],
    ['TabulatorSpillBucketName', 'spill'],
  ]);
  const ofStack = (config: LakeConfig) => deployedLake(aLake(config), STACK_ID, outputs).names;
  const text = writeVerificationPlan(planOf(LAKE));
  expect(filled(text, { ...ofStack(LAKE), keys: {} })).toContain('arn:aws:s3:::spill/spill/analyst/');
  expect(ofStack(beside).tabulator).toMatchObject({ functionArn: EXISTING.functionArn, spillBucket: 'prod-spill' });
  expect(() => filled('{{spillBucket}}', ofStack({ ...LAKE, buckets: [{ name: 'sales-raw' }] }))).toThrow(
    'found none for {{spillBucket}}',
  );
});
