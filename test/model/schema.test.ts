import { readFileSync } from 'node:fs';
import { CLIENT_PRESETS } from '../../lib/authorization/client-presets';
import { PRIVILEGES } from '../../lib/authorization/grant';
import { LAYOUTS } from '../../lib/catalog/layouts';
import { parseByteSize } from '../../lib/model/byte-size';
import { parseLakeFile } from '../../lib/model/config-file';
import { DEFAULT_CLIENTS, DEFAULT_CUTOFF, DEFAULT_ENGINE, DEFAULT_LAYOUTS, lakeFrom } from '../../lib/model/lake';
import {
  AccessDowngrade,
  type AuthorizationConfig,
  AuthorizationReading,
  AuthorizationRegime,
  type BucketConfig,
  type DatabaseConfig,
  type ExistingTabulatorConfig,
  type ExpectedQueryConfig,
  type ExternalTableConfig,
  type GrantConfig,
  GrantsBootstrap,
  type LakeConfig,
  ObjectAccess,
  type ProofConfig,
  type ResultsConfig,
  RoleBaseline,
  type RoleConfig,
  type TablesConfig,
  TablesOwner,
  type TabulatorConfig,
  type VerificationConfig,
  type ViewColumn,
  type ViewConfig,
  ViewSecurity,
  type WorkgroupConfig,
} from '../../lib/model/lake-config';
import { DEFAULT_MEMORY, DEFAULT_TIMEOUT } from '../../lib/model/lake-tabulator';
import { schemaPath } from '../../lib/model/schema-problem';

interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | string[];
  readonly enum?: string[];
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly definitions?: Record<string, Schema>;
  readonly additionalProperties?: unknown;
  readonly default?: unknown;
  readonly examples?: unknown[];
}

const SCHEMA: Schema = JSON.parse(readFileSync(schemaPath(), 'utf8'));
const definition = (name: string) => SCHEMA.definitions?.[name]?.properties ?? {};
const part = (name: string) => SCHEMA.properties?.[name]?.properties ?? {};

/** Every property there is, with its path. */
function* properties(schema: Schema, path: string): Generator<[string, Schema]> {
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    yield [`${path}.${key}`, value];
    yield* properties(value, `${path}.${key}`);
  }
  for (const [key, value] of Object.entries(schema.definitions ?? {})) yield* properties(value, key);
}

/** The compiler refuses a list that lacks a key of the type, or has one too many. */
type Keys<T> = Record<keyof Required<T>, true>;

const BUCKET: Keys<BucketConfig> = {
  name: true,
  layouts: true,
  kmsKey: true,
  account: true,
  tables: true,
  tabulator: true,
};
const ROLE: Keys<RoleConfig> = {
  name: true,
  arn: true,
  existing: true,
  quiltManaged: true,
  baseline: true,
  read: true,
  write: true,
  objects: true,
  clients: true,
  tabulator: true,
  workgroup: true,
  trustedPrincipals: true,
  permissionsBoundary: true,
};
const WORKGROUP: Keys<WorkgroupConfig> = {
  bytesScannedCutoff: true,
  engineVersion: true,
  requesterPays: true,
  recursiveDelete: true,
};
const DATABASE: Keys<DatabaseConfig> = { name: true, existing: true };
const RESULTS: Keys<ResultsConfig> = {
  bucketName: true,
  kmsKey: true,
  expirationDays: true,
  excludeArnsFromDeny: true,
  destroy: true,
};
const TABLES: Keys<TablesConfig> = { shards: true };
const LAKE: Keys<LakeConfig> = {
  database: true,
  buckets: true,
  roles: true,
  results: true,
  workgroups: true,
  savedQueries: true,
  tables: true,
  authorization: true,
  grants: true,
  proof: true,
  tabulator: true,
  externalTables: true,
  verification: true,
  views: true,
};
const AUTHORIZATION: Keys<AuthorizationConfig> = {
  regime: true,
  reading: true,
  downgrade: true,
  bootstrap: true,
  optIn: true,
};
const GRANT: Keys<GrantConfig> = {
  role: true,
  database: true,
  table: true,
  columns: true,
  privileges: true,
  grantable: true,
};
const EXTERNAL_TABLE: Keys<ExternalTableConfig> = {
  database: true,
  name: true,
  location: true,
  kmsKey: true,
  columns: true,
};
const TABULATOR: Keys<TabulatorConfig> = {
  openQuery: true,
  callerCheck: true,
  memorySize: true,
  timeoutSeconds: true,
  existing: true,
};
const EXISTING_TABULATOR: Keys<ExistingTabulatorConfig> = {
  name: true,
  functionArn: true,
  spillBucket: true,
  spillPrefix: true,
};
const COLUMN: Keys<ViewColumn> = { name: true, type: true, comment: true };
const VERIFICATION: Keys<VerificationConfig> = {
  onFailure: true,
  positive: true,
  negative: true,
  schedule: true,
  notify: true,
};
const PROOF: Keys<ProofConfig> = { onFailure: true, accept: true };
const EXPECTED_QUERY: Keys<ExpectedQueryConfig> = { role: true, sql: true };
const VIEW: Keys<ViewConfig> = {
  name: true,
  database: true,
  sql: true,
  file: true,
  security: true,
  definer: true,
  columns: true,
  location: true,
  select: true,
  refresh: true,
  own: true,
  comment: true,
};

test.each([
  ['bucket', BUCKET, definition('bucket')],
  ['role', ROLE, definition('role')],
  ['workgroup', WORKGROUP, definition('workgroup')],
  ['database', DATABASE, part('database')],
  ['results', RESULTS, part('results')],
  ['tables', TABLES, part('tables')],
  ['tabulator', TABULATOR, part('tabulator')],
  ['existing tabulator', EXISTING_TABULATOR, part('tabulator').existing.properties ?? {}],
  ['authorization', AUTHORIZATION, part('authorization')],
  ['grant', GRANT, definition('grant')],
  ['externalTable', EXTERNAL_TABLE, definition('externalTable')],
  ['column', COLUMN, definition('column')],
  ['view', VIEW, definition('view')],
  ['proof', PROOF, part('proof')],
  ['verification', VERIFICATION, part('verification')],
  ['expectedQuery', EXPECTED_QUERY, definition('expectedQuery')],
  ['lake', { ...LAKE, stackName: true, env: true, tags: true }, SCHEMA.properties ?? {}],
])('a %s has the same keys in a file as in props', (_, keys, schema) => {
  expect(Object.keys(schema).sort()).toEqual(Object.keys(keys).sort());
});

test('editors can show help and a value for every key', () => {
  for (const [path, schema] of properties(SCHEMA, '')) {
    expect([path, schema.title, schema.description]).toEqual([path, expect.any(String), expect.any(String)]);
    const shown = schema.$ref === undefined ? (schema.examples ?? schema.default) : schema.$ref;
    expect([path, shown]).not.toEqual([path, undefined]);
  }
});

test('no key is accepted that is not described', () => {
  const objects = [...properties(SCHEMA, ''), ...Object.entries(SCHEMA.definitions ?? {}), ['', SCHEMA] as const]
    .filter(([, schema]) => [schema.type].flat().includes('object'))
    .map(([path, schema]) => [path, schema.additionalProperties]);
  expect(objects.filter(([, additional]) => additional !== false).map(([path]) => path)).toEqual([
    '.tags',
    'bucket.tabulator',
    'tabulatorTable',
    'column',
  ]);
});

test('choices are those the library has', () => {
  expect(definition('role').clients.items?.enum).toEqual(CLIENT_PRESETS.map((preset) => preset.name));
  expect(definition('bucket').layouts.items?.enum).toEqual([...LAYOUTS.keys()]);
  expect(definition('bucket').tables.enum).toEqual(Object.values(TablesOwner));
  expect(definition('role').objects.enum).toEqual(Object.values(ObjectAccess));
  expect(definition('role').baseline.enum).toEqual(Object.values(RoleBaseline));
  expect(definition('view').security.enum).toEqual(Object.values(ViewSecurity));
  expect(SCHEMA.definitions?.privileges.items?.enum).toEqual([...PRIVILEGES]);
  expect(part('authorization').regime.enum).toEqual(Object.values(AuthorizationRegime));
  expect(part('authorization').reading.enum).toEqual(Object.values(AuthorizationReading));
  expect(part('authorization').downgrade.enum).toEqual(Object.values(AccessDowngrade));
  expect(part('authorization').bootstrap.enum).toEqual(Object.values(GrantsBootstrap));
});

test('defaults are those the library applies', () => {
  const lake = lakeFrom('s', { buckets: [], roles: [] });
  expect(definition('role').clients.default).toEqual(DEFAULT_CLIENTS);
  expect(definition('bucket').layouts.default).toEqual(DEFAULT_LAYOUTS);
  expect(definition('workgroup').engineVersion.default).toBe(DEFAULT_ENGINE);
  expect(parseByteSize(String(definition('workgroup').bytesScannedCutoff.default))).toBe(DEFAULT_CUTOFF);
  expect(part('results').expirationDays.default).toBe(lake.results.expirationDays);
  expect(part('tables').shards.default).toBe(lake.shards);
  expect(part('tabulator').memorySize.default).toBe(DEFAULT_MEMORY);
  expect(part('tabulator').timeoutSeconds.default).toBe(DEFAULT_TIMEOUT);
  expect(SCHEMA.properties?.savedQueries.default).toBe(lake.savedQueries);
  for (const key of ['regime', 'reading', 'downgrade', 'bootstrap'] as const) {
    expect(part('authorization')[key].default).toBe(lake.authorization[key]);
  }
});

test('what the schema gives as an example for a key is accepted', () => {
  for (const [key, { examples = [] }] of Object.entries(SCHEMA.properties ?? {})) {
    for (const example of examples) {
      const lake = { stackName: 'sales-prod', buckets: ['quilt-sandbox-bucket'], roles: [], [key]: example };
      expect(() => parseLakeFile(JSON.stringify(lake), key)).not.toThrow();
    }
  }
  for (const [key, { examples = [] }] of Object.entries(definition('role'))) {
    for (const example of examples) {
      const role = key === 'arn' ? {} : { name: 'analyst' };
      const lake = { stackName: 'sales-prod', buckets: ['quilt-sandbox-bucket'], roles: [{ ...role, [key]: example }] };
      expect(() => parseLakeFile(JSON.stringify(lake), key)).not.toThrow();
    }
  }
});
