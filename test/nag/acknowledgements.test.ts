import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, type NagPack, NIST80053R5Checks } from 'cdk-nag';
import { CLIENT_PRESETS } from '../../lib/authorization/client-presets';
import { AuthorizationRegime, type LakeConfig, ObjectAccess } from '../../lib/model/lake-config';
import { NagAcknowledgements } from '../../lib/nag/acknowledgements';
import { QuiltAthena } from '../../lib/quilt-athena';
import { key } from '../support/arns';
import { GENES } from '../tabulator/a-tabulator-lake';

/** Large lakes, on machines that others use as well. */
jest.setTimeout(60_000);

/** What examples/sales-prod declares, and one role of each further kind. */
const SALES_PROD: LakeConfig = {
  buckets: [{ name: 'quilt-sandbox-bucket' }, { name: 'sales.reports-2026' }],
  roles: [
    { name: 'analyst', read: ['*'] },
    { name: 'scientist', write: ['quilt-sandbox-bucket'] },
    { name: 'agent', read: ['quilt-sandbox-bucket'], objects: ObjectAccess.QUERY, clients: ['mcp', 'pyathena'] },
    { name: 'everything', write: ['*'], clients: CLIENT_PRESETS.map((preset) => preset.name) },
  ],
};
const SHARDED: LakeConfig = { ...SALES_PROD, tables: { shards: 2 } };
const withKeys = (lake: LakeConfig): LakeConfig => ({
  ...lake,
  buckets: lake.buckets.map((bucket) => ({ ...bucket, kmsKey: key('1') })),
  results: { kmsKey: key('2') },
});
const WITH_KEYS = withKeys(SALES_PROD);
const WITH_TABULATOR: LakeConfig = {
  buckets: [{ name: 'quilt-sandbox-bucket', tabulator: { genes: GENES } }, { name: 'sales.reports-2026' }],
  roles: [
    { name: 'analyst', read: ['*'], tabulator: true },
    { name: 'visitor', read: ['sales.reports-2026'] },
  ],
  tabulator: { openQuery: true },
};
const BESIDE_QUILT: LakeConfig = {
  database: { name: 'userathenadatabase-mbq1ihawbzb7', existing: true },
  buckets: [{ name: 'quilt-sandbox-bucket' }],
  roles: [
    { arn: 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales-prod', write: ['*'] },
    { name: 'managed', quiltManaged: true, read: ['*'] },
  ],
};

const GOVERNED: LakeConfig = { ...SALES_PROD, authorization: { regime: AuthorizationRegime.LAKE_FORMATION } };
const VERIFIED: LakeConfig = { ...SALES_PROD, verification: { schedule: 'rate(1 day)' } };

type Pack = new (scope: App) => NagPack;
const PACKS: Pack[] = [AwsSolutionsChecks, NIST80053R5Checks, HIPAASecurityChecks];

/** A lake in a stack of its own, with what a pack finds in it. */
function findings(config: LakeConfig, add: (stack: Stack, quilt: QuiltAthena) => void, packs = PACKS): string[] {
  const app = new App();
  const stack = new Stack(app, 'sales-prod');
  add(stack, new QuiltAthena(stack, 'QuiltAthena', config));
  const checks = packs.map((pack) => new pack(app));
  Validations.of(app).addPlugins(...checks);
  return checks.flatMap((check) => check.validateScope(app).violations.map((violation) => violation.ruleName));
}

interface Acknowledged {
  readonly id: string;
  readonly reason: string;
}

function acknowledged(stack: Stack): Acknowledged[] {
  const metadata = stack.node.findAll().flatMap((node) => node.node.metadata);
  const entries = metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  return entries.flatMap(({ data }) =>
    Object.entries(data as Record<string, string>).map(([id, reason]) => ({
      id: id.replace(/^annotation::/i, ''),
      reason,
    })),
  );
}

const lakes: [string, LakeConfig][] = [
  ['sales-prod', SALES_PROD],
  ['sales-prod in shards', SHARDED],
  ['sales-prod with keys', WITH_KEYS],
  ["beside Quilt's stack", BESIDE_QUILT],
  ['that Lake Formation governs', GOVERNED],
  ['that is verified', VERIFIED],
  ['governed and verified, with keys', withKeys({ ...GOVERNED, ...VERIFIED })],
  ['with Tabulator', WITH_TABULATOR],
  ['with Tabulator and keys', withKeys(WITH_TABULATOR)],
];

test.each(lakes)('%s: nothing is found that is not acknowledged', (_, config) => {
  expect(findings(config, (_stack, quilt) => NagAcknowledgements.apply(quilt))).toEqual([]);
});

test.each(lakes)('%s: nothing is acknowledged that is not found, and everything for a reason', (_, config) => {
  let given: Acknowledged[] = [];
  findings(config, (stack, quilt) => {
    NagAcknowledgements.apply(quilt);
    given = acknowledged(stack);
  });
  const ids = new Set(given.map(({ id }) => id));
  expect([...ids].sort()).toEqual([...new Set(findings(config, () => undefined))].sort());
  for (const { reason } of given) expect(reason.length).toBeGreaterThan(40);
});

test('the library acknowledges nothing by itself', () => {
  expect(findings(SALES_PROD, () => undefined)).toEqual(expect.arrayContaining(['AwsSolutions-S1']));
});

test('nag is active: an open bucket beside the lake is found', () => {
  const found = findings(SALES_PROD, (stack, quilt) => {
    NagAcknowledgements.apply(quilt);
    new Bucket(stack, 'Canary');
  });
  expect(found).toEqual(expect.arrayContaining(['AwsSolutions-S1', 'AwsSolutions-S10']));
  expect(found).toContain('NIST.800.53.R5-S3BucketSSLRequestsOnly');
  expect(found).toContain('HIPAA.Security-S3BucketSSLRequestsOnly');
});

test('nag is active: a wildcard beside the lake is found, though the lake has the same acknowledged', () => {
  const found = findings(
    SALES_PROD,
    (stack, quilt) => {
      NagAcknowledgements.apply(quilt);
      const statement = new PolicyStatement({ effect: Effect.ALLOW, actions: ['athena:*'], resources: ['*'] });
      new ManagedPolicy(stack, 'Canary', { statements: [statement] });
    },
    [AwsSolutionsChecks],
  );
  expect(found.sort()).toEqual(['AwsSolutions-IAM5[Action::athena:*]', 'AwsSolutions-IAM5[Resource::*]']);
});

test.each([
  ['every table', 'arn:aws:glue:us-east-1:123456789012:table/sales_prod/*'],
  ['every bucket', 'arn:aws:s3:::*'],
  ['every result', 'arn:aws:s3:::results/athena-results/*'],
  ['every workgroup', 'arn:aws:athena:us-east-1:123456789012:workgroup/*'],
])('%s in a policy of the lake would be found', (_, resource) => {
  const found = findings(SALES_PROD, (_stack, quilt) => {
    const [policy] = quilt.queryRole('analyst').policies;
    const statement = { Sid: 'Canary', Effect: 'Allow', Action: ['s3:GetObject'], Resource: [resource] };
    policy.policyDocument = { ...policy.policyDocument, Statement: [...policy.policyDocument.Statement, statement] };
    NagAcknowledgements.apply(quilt);
  });
  expect(found).toEqual([`AwsSolutions-IAM5[Resource::${resource}]`]);
});

test('acknowledgements are on the resources they are about, not on stacks', () => {
  const app = new App();
  const stack = new Stack(app, 'sales-prod');
  const quilt = new QuiltAthena(stack, 'QuiltAthena', SALES_PROD);
  NagAcknowledgements.apply(quilt);
  const holders = stack.node
    .findAll()
    .filter((node) => node.node.metadata.some(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY));
  const allowed = [quilt.results.bucket, ...quilt.queryRoles.flatMap((role) => role.policies)];
  expect(holders.filter((node) => !allowed.some((one) => one === node)).map((node) => node.node.path)).toEqual([]);
  expect(holders.some((node) => CfnResource.isCfnResource(node))).toBe(true);
});
