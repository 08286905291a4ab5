/** The calls of one client. */
export interface ClientPreset {
  readonly name: string;
  /** What it is, for people choosing. */
  readonly description: string;
  /** Athena actions the client calls with the role's credentials. */
  readonly athena: readonly string[];
  /** Glue actions the client itself calls on the catalog, not through Athena. */
  readonly glueOnCatalog?: readonly string[];
  /** The client calls Glue itself, so the role's metadata must be readable without Athena in between. */
  readonly directMetadata?: boolean;
  /** The client reads results from S3 itself, so the role's own results prefix must be readable without Athena. */
  readonly directResults?: boolean;
}

const RUN_QUERY = ['athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:StartQueryExecution'];
const BROWSE_TABLES = ['athena:GetTableMetadata', 'athena:ListDatabases', 'athena:ListTableMetadata'];

/** Every client the library knows, with exactly the calls it makes. */
export const CLIENT_PRESETS: readonly ClientPreset[] = [
  {
    name: 'catalog',
    description: 'Queries tab of the Quilt catalog',
    // quiltdata/quilt:catalog/app/containers/Queries/Athena/model/requests.ts
    athena: [
      ...RUN_QUERY,
      'athena:BatchGetNamedQuery',
      'athena:BatchGetQueryExecution',
      'athena:GetDataCatalog',
      'athena:GetWorkGroup',
      'athena:ListDataCatalogs',
      'athena:ListDatabases',
      'athena:ListNamedQueries',
      'athena:ListQueryExecutions',
      'athena:ListWorkGroups',
    ],
  },
  {
    name: 'mcp',
    description: 'quilt-mcp-server and agents built on it (SQLAlchemy over PyAthena)',
    // quiltdata/quilt-mcp-server:src/quilt_mcp/services/athena_service.py: discovers a workgroup, then runs every question
    // about databases and tables as a query (SHOW, DESCRIBE) through PyAthena
    athena: [...RUN_QUERY, 'athena:GetWorkGroup', 'athena:ListWorkGroups', 'athena:StopQueryExecution'],
  },
  {
    name: 'pyathena',
    description: 'PyAthena cursors, SQLAlchemy, pandas.read_sql, and awswrangler.athena',
    // pyathena-dev/PyAthena:pyathena/common.py; the workgroup: aws/aws-sdk-pandas:awswrangler/athena/_utils.py
    athena: [
      ...RUN_QUERY,
      ...BROWSE_TABLES,
      'athena:BatchGetQueryExecution',
      'athena:GetWorkGroup',
      'athena:ListQueryExecutions',
      'athena:StopQueryExecution',
    ],
  },
  {
    name: 'jdbc',
    description: 'Athena JDBC 3.x and ODBC 2.x: Tableau, DBeaver, Power BI',
    // docs.aws.amazon.com/athena/latest/ug/jdbc-v3-driver.html; metabase#53377 for the metadata calls
    athena: [
      ...RUN_QUERY,
      ...BROWSE_TABLES,
      'athena:GetDatabase',
      'athena:GetDataCatalog',
      'athena:GetQueryResultsStream',
      'athena:GetWorkGroup',
      'athena:ListDataCatalogs',
      'athena:ListWorkGroups',
      'athena:StopQueryExecution',
    ],
  },
  {
    name: 'legacyJdbc',
    description: 'Athena JDBC 2.x (Simba), which also asks Glue directly whether the catalog was migrated',
    // dacort/metabase-athena-driver#105
    athena: [...RUN_QUERY, 'athena:GetQueryResultsStream', 'athena:GetWorkGroup', 'athena:StopQueryExecution'],
    glueOnCatalog: ['glue:GetCatalogImportStatus'],
  },
  {
    name: 'directGlue',
    description: 'anything that calls Glue itself: awswrangler.catalog, boto3, dbt, discovery in quilt-mcp-server',
    athena: [],
    directMetadata: true,
  },
  {
    name: 'directResults',
    description: 'anything that reads result files from S3 itself: awswrangler, PyAthena pandas and arrow cursors',
    athena: [],
    directResults: true,
  },
];

/** The preset of a name known to exist. */
function presetOf(name: string): ClientPreset {
  const preset = CLIENT_PRESETS.find((p) => p.name === name);
  if (!preset) throw new Error(`client ${name} has no preset`); // lake-rules.ts refuses it first
  return preset;
}

/** Whether one of the clients calls Glue itself. Asked for every bucket of every role, unlike all the rest. */
export function readsMetadataDirectly(names: readonly string[]): boolean {
  return names.some((name) => presetOf(name).directMetadata ?? false);
}

type MergedPreset = Required<Omit<ClientPreset, 'name' | 'description'>>;

const merged = new Map<string, MergedPreset>();

/** Several clients' calls in one. Most roles have the same clients, and several modules ask about each. */
export function mergedPreset(names: readonly string[]): MergedPreset {
  const key = names.join();
  const known = merged.get(key);
  if (known) return known;
  const presets = names.map(presetOf);
  const preset: MergedPreset = {
    athena: [...new Set(presets.flatMap((p) => p.athena))].sort(),
    glueOnCatalog: [...new Set(presets.flatMap((p) => p.glueOnCatalog ?? []))].sort(),
    directMetadata: readsMetadataDirectly(names),
    directResults: presets.some((p) => p.directResults ?? false),
  };
  merged.set(key, preset);
  return preset;
}
