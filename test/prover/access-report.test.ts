import { textTable } from '../../bin/text-table';
import { type LakeConfig, ObjectAccess, type RoleConfig } from '../../lib/model/lake-config';
import { widened } from '../../lib/prover/report/access-changes';
import { accessMatrix, MATRIX_HEADER } from '../../lib/prover/report/access-matrix';
import { accessJson, accessReport } from '../../lib/prover/report/access-report';
import { readAccessReport } from '../../lib/prover/report/read-access-report';
import { synthesizedLake } from './synthesized-lake';

const BUCKETS = [{ name: 'sales-raw' }, { name: 'sales-vault' }];
const reportOf = (...roles: RoleConfig[]) => {
  const config: LakeConfig = { buckets: BUCKETS, roles };
  return accessReport(synthesizedLake(config).policies);
};
const analyst = (more: Partial<RoleConfig> = {}): RoleConfig => ({ name: 'analyst', read: ['sales-raw'], ...more });
const raw = reportOf(analyst());

test('access.json is the report, a line for each object, the same however the lake is written', () => {
  const text = accessJson(
    reportOf(analyst({ read: ['sales-vault', 'sales-raw'] }), { name: 'agent', clients: ['mcp'] }),
  );
  const other = accessJson(
    reportOf({ name: 'agent', clients: ['mcp'] }, analyst({ read: ['sales-raw', 'sales-vault'] })),
  );
  expect(text).toBe(other);
  expect(JSON.parse(accessJson(raw))).toEqual(raw);
  expect(text).toContain('    "sales_prod.sales-raw_*": {"read":[["through Athena"]]}');
});

test('the matrix tells each role, object, operation and condition', () => {
  const table = textTable(MATRIX_HEADER, accessMatrix(raw));
  expect(table).toMatch(/^analyst +tables +sales_prod\.sales-raw_\* +read +through Athena$/m);
  expect(table).toMatch(/^analyst +prefixes +sales-raw\/\* +read, read tags, read versions$/m);
});

test('the same access is not widened', () => {
  expect(widened(raw, raw)).toEqual([]);
});

test('less access is not widened', () => {
  const less = [
    reportOf(analyst({ objects: ObjectAccess.QUERY })),
    reportOf(analyst({ clients: ['mcp'] })),
    reportOf(),
  ];
  for (const next of less) expect(widened(raw, next)).toEqual([]);
});

test('another bucket is told with all that comes with it', () => {
  expect(widened(raw, reportOf(analyst({ read: ['*'] })))).toEqual([
    'access widened: role analyst may now list sales-vault',
    'access widened: role analyst may now list versions sales-vault',
    'access widened: role analyst may now locate sales-vault',
    'access widened: role analyst may now read sales-vault/*',
    'access widened: role analyst may now read sales_prod.sales-vault_* through Athena',
    'access widened: role analyst may now read tags sales-vault/*',
    'access widened: role analyst may now read versions sales-vault/*',
  ]);
});

test('a condition that falls is told', () => {
  const lines = widened(raw, reportOf(analyst({ clients: ['catalog', 'mcp', 'pyathena', 'jdbc', 'directGlue'] })));
  expect(lines).toContain('access widened: role analyst may now read sales_prod.sales-raw_*');
});

test('a new role is told once', () => {
  expect(widened(raw, reportOf(analyst(), { name: 'agent' }))).toEqual([
    expect.stringMatching(/^access widened: role agent is new, with access to \d+ objects$/),
  ]);
});

test('access.json is read back as it was written', () => {
  expect(readAccessReport(accessJson(raw))).toEqual(raw);
});

test.each([
  ['', /must be JSON, found Unexpected end/],
  ['Resources:', /must be JSON/],
  ['[]', /must have version 1, found undefined/],
  ['{"Resources":{}}', /must have version 1, found undefined/],
  ['{"version":2,"roles":{}}', /must have version 1 at most, found 2, of a newer release; update cdk-quilt-athena/],
  ['{"version":1}', /found another form/],
  ['{"version":1,"roles":{"analyst":{"tables":{"t":{"read":"yes"}}}}}', /found another form/],
  ['{"version":1,"roles":{"analyst":{"chairs":{}}}}', /found another form/],
])('%s is refused as access.json', (text, message) => {
  expect(() => readAccessReport(text)).toThrow(message);
});
