import { athena } from '../support/arns';
import { salesLake } from './sales-lake';

/**
 * Every action of Athena (Service Authorization Reference, list_amazonathena) that is about queries, workgroups and
 * catalogs, and what it is asked of.
 */
const EVERYWHERE = ['ListDataCatalogs', 'ListEngineVersions', 'ListWorkGroups'];
const OF_CATALOGS = [
  'CreateDataCatalog',
  'DeleteDataCatalog',
  'GetDataCatalog',
  'GetDatabase',
  'GetTableMetadata',
  'ListDatabases',
  'ListTableMetadata',
  'UpdateDataCatalog',
];
const OF_WORKGROUPS = [
  'BatchGetNamedQuery',
  'BatchGetPreparedStatement',
  'BatchGetQueryExecution',
  'CreateNamedQuery',
  'CreatePreparedStatement',
  'CreateWorkGroup',
  'DeleteNamedQuery',
  'DeletePreparedStatement',
  'DeleteWorkGroup',
  'GetNamedQuery',
  'GetPreparedStatement',
  'GetQueryExecution',
  'GetQueryResults',
  'GetQueryResultsStream',
  'GetQueryRuntimeStatistics',
  'GetWorkGroup',
  'ListNamedQueries',
  'ListPreparedStatements',
  'ListQueryExecutions',
  'StartQueryExecution',
  'StartSession',
  'StopQueryExecution',
  'UpdateNamedQuery',
  'UpdatePreparedStatement',
  'UpdateWorkGroup',
];

const RUN = ['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'];

/** What each client calls with its user's credentials, and nothing else. */
const CALLS: [role: string, client: string, calls: string[]][] = [
  [
    'only-catalog',
    // quiltdata/quilt:catalog/app/containers/Queries/Athena/model/requests.ts
    'the Queries tab of the Quilt catalog',
    [
      ...RUN,
      'ListWorkGroups',
      'GetWorkGroup',
      'ListQueryExecutions',
      'BatchGetQueryExecution',
      'ListNamedQueries',
      'BatchGetNamedQuery',
      'ListDataCatalogs',
      'GetDataCatalog',
      'ListDatabases',
    ],
  ],
  [
    'only-mcp',
    // quiltdata/quilt-mcp-server:src/quilt_mcp/services/athena_service.py; metadata it asks by queries (SHOW, DESCRIBE)
    'quilt-mcp-server',
    [...RUN, 'StopQueryExecution', 'ListWorkGroups', 'GetWorkGroup'],
  ],
  [
    'only-pyathena',
    // pyathena-dev/PyAthena:pyathena/common.py; GetWorkGroup: aws/aws-sdk-pandas:awswrangler/athena/_utils.py
    'PyAthena cursors with their result cache, awswrangler.athena',
    [
      ...RUN,
      'StopQueryExecution',
      'ListQueryExecutions',
      'BatchGetQueryExecution',
      'GetWorkGroup',
      'ListDatabases',
      'ListTableMetadata',
      'GetTableMetadata',
    ],
  ],
  [
    'only-jdbc',
    // docs.aws.amazon.com/athena/latest/ug/jdbc-v3-driver.html
    'Athena JDBC 3.x: streams results, browses catalogs through Athena',
    [
      ...RUN,
      'StopQueryExecution',
      'GetQueryResultsStream',
      'ListWorkGroups',
      'GetWorkGroup',
      'ListDataCatalogs',
      'GetDataCatalog',
      'GetDatabase',
      'ListDatabases',
      'ListTableMetadata',
      'GetTableMetadata',
    ],
  ],
  ['only-legacyJdbc', 'Athena JDBC 2.x', [...RUN, 'StopQueryExecution', 'GetQueryResultsStream', 'GetWorkGroup']],
  ['only-directGlue', 'programs that call Glue', []],
  ['only-directResults', 'programs that download results', []],
];

const lake = salesLake();

test.each(CALLS)('%s: %s makes these Athena calls and no other', async (name, _client, calls) => {
  const role = lake.role(name);
  const resources = (action: string) =>
    EVERYWHERE.includes(action)
      ? '*'
      : OF_CATALOGS.includes(action)
        ? athena('datacatalog/AwsDataCatalog')
        : athena(`workgroup/QuiltUserAthena-sales-prod-${name}`);
  const allowed: string[] = [];
  for (const action of [...EVERYWHERE, ...OF_CATALOGS, ...OF_WORKGROUPS]) {
    const answer = await role.decide({ action: `athena:${action}`, resource: resources(action) });
    if (answer === 'Allowed') allowed.push(action);
  }
  expect(allowed.sort()).toEqual([...calls].sort());
});

test('the default clients are the catalog, the MCP server, PyAthena and JDBC together', async () => {
  const defaults = ['only-catalog', 'only-mcp', 'only-pyathena', 'only-jdbc'];
  const calls = new Set(CALLS.filter(([name]) => defaults.includes(name)).flatMap(([, , list]) => list));
  for (const action of OF_WORKGROUPS) {
    const resource = athena('workgroup/QuiltUserAthena-sales-prod-analyst');
    const answer = await lake.role('analyst').decide({ action: `athena:${action}`, resource });
    expect([action, answer === 'Allowed']).toEqual([action, calls.has(action)]);
  }
});

// pyathena-dev/PyAthena:pyathena/connection.py sends the lower-case name by default; IAM tells capitals apart.
test.each([
  ['AwsDataCatalog', 'Allowed'],
  ['awsdatacatalog', 'Allowed'],
  ['AWSDATACATALOG', 'ImplicitlyDenied'],
  ['quilt-other-tabulator', 'ImplicitlyDenied'],
])('PyAthena lists tables of the data catalog %s: %s', async (name, expected) => {
  const request = { action: 'athena:ListTableMetadata', resource: athena(`datacatalog/${name}`) };
  expect(await lake.role('only-pyathena').decide(request)).toBe(expected);
});
