import {
  type ConnectorConfig,
  connectorConfigText,
  parseConnectorConfig,
} from '../../lib/tabulator/definition/connector-config';
import type { TabulatorDefinition } from '../../lib/tabulator/definition/table-definition';

const TABLE: TabulatorDefinition = {
  columns: [{ name: 'a', type: 'INT', nullable: true }],
  packageName: '.',
  logicalKey: '(?<b>.)',
  parser: { format: 'parquet' },
  continueOnError: false,
  groups: ['b'],
};
const CONFIG: ConnectorConfig = {
  version: 1,
  buckets: { alpha: { one: TABLE, two: TABLE }, beta: { one: TABLE } },
  callers: { Analyst: 'analyst', Curator: 'curator' },
};

test('what is written is what is read', () => {
  expect(parseConnectorConfig(connectorConfigText(CONFIG))).toEqual(CONFIG);
});

test('the order of declaration changes nothing', () => {
  const { alpha, beta } = CONFIG.buckets;
  const callers = { Curator: 'curator', Analyst: 'analyst' };
  const turned: ConnectorConfig = { version: 1, buckets: { beta, alpha: { two: alpha.two, one: alpha.one } }, callers };
  expect(connectorConfigText(turned)).toBe(connectorConfigText(CONFIG));
});

test('a newer version is refused, and so is what is none', () => {
  expect(() => parseConnectorConfig(connectorConfigText(CONFIG).replace('"version":1', '"version":2'))).toThrow(
    'must be of version 1, found 2; deploy the stack and its function with one version',
  );
  expect(() => parseConnectorConfig('{')).toThrow(
    /^the connector's configuration must be JSON, found that .*; correct it/,
  );
  expect(() => parseConnectorConfig('null')).toThrow('found undefined');
  expect(() => parseConnectorConfig('{"version":1}')).toThrow('must have buckets');
});

test.each([
  [
    'as Quilt writes it',
    { schema: [], source: {}, parser: {} },
    'columns, packageName, logicalKey, continueOnError, groups',
  ],
  ['with a text for a list', { ...TABLE, groups: 'b' }, 'groups'],
  ['that is none', null, 'columns, packageName, logicalKey, parser, continueOnError, groups'],
])('a table %s is refused with what it lacks and where to get it', (_, table, lacking) => {
  expect(() => parseConnectorConfig(JSON.stringify({ version: 1, buckets: { alpha: { one: table } } }))).toThrow(
    `table alpha.one of the connector's configuration must have columns, packageName, logicalKey, parser, continueOnError, groups, found no good ${lacking}; quilt-athena tabulator check FILE`,
  );
});
