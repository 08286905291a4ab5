import { GrantPermissionsCommand, LakeFormationClient, type Permission } from '@aws-sdk/client-lakeformation';
import { writeGrantPlan } from '../lib/access/grant-plan-text';
import type { Grant } from '../lib/authorization/grant';
import { localEnvironment } from '../local/environment';
import { runHandler } from '../test/e2e/grants/handler-process';
import { report } from './figure';
import { LakeFormationStub } from './lake-formation-stub';

/** What a call of an AWS service takes at least, from within its Region. */
const LATENCY_MS = 50;
const ROLES = 50;
const SIZES = [400, 8_000];
const CHANGES = [1, 20, 200];
/** As many as the one-by-one baseline is run with; it grows as the grants do. */
const ONE_BY_ONE = 400;
const ACCOUNT = '000000000000';
const GRANTS_ROLE = `arn:aws:iam::${ACCOUNT}:role/grants`;
const arnOf = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;

/** The built grants handler against Lake Formation behind 50 ms, beside one call per grant. */
export async function run(): Promise<void> {
  for (const size of SIZES) {
    const stub = new LakeFormationStub(LATENCY_MS);
    try {
      await ofSize(size, stub, await stub.start());
    } finally {
      stub.stop();
    }
  }
}

async function ofSize(size: number, stub: LakeFormationStub, endpoint: string): Promise<void> {
  giveAuthority(stub);
  const baseline = size === ONE_BY_ONE ? await oneByOne(grantsFor(size), endpoint) : undefined;
  const lake = new Lake(stub, endpoint);
  const created = await lake.deployed(grantsFor(size));
  const { BatchGrantPermissions: writes = 0, ListPermissions: listings = 0 } = created.calls;
  const at = { grants: size, latency: `${LATENCY_MS} ms` };
  report({ figure: 'grants.calls', at, value: writes, unit: 'calls that write', baseline: size, limit: 0.1 });
  report({ figure: 'grants.batches', at, value: writes, unit: 'calls', baseline: Math.ceil(size / 20), limit: 1 });
  // Twice each role, a page of thousand at a time, and twice what the preflight lists.
  report({ figure: 'grants.listings', at, value: listings, unit: 'calls', baseline: 2 * ROLES + 2, limit: 1 });
  report({ figure: 'grants.time', at, value: created.seconds, unit: 's', baseline, limit: baseline ? 1 : 120 });
  report({ figure: 'grants.memory', at, value: created.end.megabytes, unit: 'MB', limit: 512 });
  let before = size;
  for (const more of CHANGES) {
    const changed = await lake.deployed(grantsFor(before + more));
    const calls = (changed.calls.BatchGrantPermissions ?? 0) + (changed.calls.BatchRevokePermissions ?? 0);
    const limit = 1;
    report({
      figure: 'grants.change',
      at: { ...at, changes: more },
      value: calls,
      unit: 'calls',
      baseline: Math.ceil(more / 20),
      limit,
    });
    before += more;
  }
}

/** A grants resource that is deployed again and again. */
class Lake {
  private properties: Record<string, unknown> | undefined;

  constructor(
    private readonly stub: LakeFormationStub,
    private readonly endpoint: string,
  ) {}

  public async deployed(grants: readonly Grant[]) {
    const text = writeGrantPlan({ version: 1, grants, preflight: { governed: [], locations: [], optIns: [] } });
    const key = `${grants.length}.grants`;
    this.stub.put('assets', key, text);
    const old = this.properties;
    this.properties = {
      PlanBucket: 'assets',
      PlanKey: key,
      PlanDigest: key,
      Principals: Object.fromEntries(grants.map(({ principal }) => [principal, arnOf(principal)])),
      CatalogId: ACCOUNT,
      TablesDigest: '-',
      RecordsBucket: 'records',
    };
    const event = {
      RequestType: old ? 'Update' : 'Create',
      StackId: `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/bench/1`,
      LogicalResourceId: 'Grants',
      ...(old ? { PhysicalResourceId: 'bench', OldResourceProperties: old } : {}),
      ResourceProperties: this.properties,
    };
    this.stub.calls = {};
    const begin = Date.now();
    const end = await runHandler(event, environment(this.endpoint));
    if (end.error) throw new Error(end.error);
    return { end, seconds: (Date.now() - begin) / 1000, calls: this.stub.calls };
  }
}

const environment = (endpoint: string) => ({
  ...localEnvironment(endpoint),
  AWS_S3_FORCE_PATH_STYLE: 'true',
  GRANTS_ROLE_ARN: GRANTS_ROLE,
});

function grantsFor(count: number): Grant[] {
  return Array.from({ length: count }, (_, i) => ({
    principal: `role-${i % ROLES}`,
    database: 'lake',
    table: `table-${Math.floor(i / ROLES)}`,
    privileges: ['DESCRIBE', 'SELECT'],
  }));
}

function giveAuthority(stub: LakeFormationStub): void {
  const all = { Permissions: ['ALL'], PermissionsWithGrantOption: ['ALL'] };
  const Principal = { DataLakePrincipalIdentifier: GRANTS_ROLE };
  stub.grant({ Principal, Resource: { Database: { Name: 'lake' } }, ...all });
  stub.grant({ Principal, Resource: { Table: { DatabaseName: 'lake', TableWildcard: {} } }, ...all });
}

/** A call for each grant, four at a time as the handler does: seconds. */
async function oneByOne(grants: readonly Grant[], endpoint: string): Promise<number> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new LakeFormationClient({ endpoint, region: 'us-east-1', credentials });
  const waiting = [...grants];
  const begin = Date.now();
  const next = async () => {
    for (let grant = waiting.shift(); grant; grant = waiting.shift()) {
      await client.send(
        new GrantPermissionsCommand({
          Principal: { DataLakePrincipalIdentifier: `${arnOf(grant.principal)}-baseline` },
          Resource: { Table: { DatabaseName: grant.database, Name: grant.table } },
          Permissions: [...grant.privileges] as Permission[],
        }),
      );
    }
  };
  await Promise.all([next(), next(), next(), next()]);
  client.destroy();
  return (Date.now() - begin) / 1000;
}
