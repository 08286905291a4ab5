/** What an Athena action is asked of (Service Authorization Reference: list_amazonathena). */
export type AthenaResource = 'none' | 'dataCatalog' | 'workgroup';

const ACTIONS: Readonly<Record<AthenaResource, readonly string[]>> = {
  none: ['ListDataCatalogs', 'ListEngineVersions', 'ListWorkGroups'],
  dataCatalog: ['GetDataCatalog', 'GetDatabase', 'GetTableMetadata', 'ListDatabases', 'ListTableMetadata'],
  workgroup: [
    'BatchGetNamedQuery',
    'BatchGetPreparedStatement',
    'BatchGetQueryExecution',
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
    'StopQueryExecution',
  ],
};

const RESOURCES: ReadonlyMap<string, AthenaResource> = new Map(
  Object.entries(ACTIONS).flatMap(([kind, names]) => names.map((name) => [`athena:${name}`, kind as AthenaResource])),
);

/** Fails for actions that no client of a lake calls: those that write, or administer. */
export function athenaResourceOf(action: string): AthenaResource {
  const found = RESOURCES.get(action);
  if (found) return found;
  throw new Error(
    `clients call Athena actions that read or run, found ${action}; no role may have it, so take it out of its preset`,
  );
}
