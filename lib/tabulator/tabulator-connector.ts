import { Duration, Size, Stack } from 'aws-cdk-lib';
import { CfnDataCatalog } from 'aws-cdk-lib/aws-athena';
import { type Grant, type IGrantable, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { checkClients } from '../access/checked-names';
import { combinedGrant } from '../access/combined-grant';
import { environmentOf } from '../access/environment-of';
import { handlerFolder } from '../access/handler-folder';
import { textAsset } from '../access/text-asset';
import { tabulatorStatements } from '../authorization/tabulator-statements';
import { DEFAULT_CLIENTS } from '../model/lake';
import type { TabulatorTableConfig } from '../model/lake-config';
import { formatProblem } from '../model/problem';
import { unknownValue } from '../model/unknown-value';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { type ConnectorCaller, callerLists } from './caller-list';
import { CONFIG_EXTENSION, connectorStatements } from './connector-statements';
import { connectorConfigText } from './definition/connector-config';
import { declaredTable } from './definition/declared-table';
import { definitionFrom } from './definition/definition-from';
import type { TabulatorDefinition } from './definition/table-definition';
import { SpillBucket } from './spill-bucket';

/** Properties of a `TabulatorConnector`. */
export interface TabulatorConnectorProps {
  /** Name of the data catalog; Quilt calls its own `quilt-{stack}-tabulator`. */
  readonly catalogName: string;

  /** Tables by their bucket and their own name. */
  readonly tables: Record<string, Record<string, TabulatorTableConfig>>;

  /** Keys that encrypt buckets: ARN by bucket name. @default - no bucket needs a key */
  readonly bucketKeys?: Record<string, string>;

  /**
   * Roles of this account that may use it: the name of the IAM role by the name of its folder for spilled rows.
   *
   * @default - none
   */
  readonly callers?: Record<string, string>;

  /** Whether the function refuses whoever is none of `callers`. @default true */
  readonly callerCheck?: boolean;

  /** Memory of the function; more memory is more CPU, too. @default Size.mebibytes(2048) */
  readonly memorySize?: Size;

  /** Time that one call of the function may take, 15 minutes at most. @default Duration.minutes(15) */
  readonly timeout?: Duration;

  /** ARN of the KMS key that spilled rows are encrypted with. @default - S3 managed encryption */
  readonly kmsKeyArn?: string;
}

/** Where the function puts what it spills. */
const SPILL_PREFIX = 'spill/';

/**
 * Tables over CSV and Parquet files inside Quilt packages, as a data catalog of Athena with a function behind it.
 *
 * The function reads with its own role, which is limited to the buckets that have tables here: whoever may invoke it
 * reaches all of them. So declare one connector for each set of buckets that the same people may read. It gives nobody
 * the right to use it: `grantUse` does, and `QuiltAthena`, for roles with `tabulator: true`.
 *
 * @example
 * declare const scope: Construct;
 * declare const analyst: iam.Role;
 * const connector = new TabulatorConnector(scope, 'Tabulator', {
 *   catalogName: 'quilt-sales-prod-tabulator',
 *   tables: { 'quilt-sandbox-bucket': { genes: { file: 'tabulator/genes.yaml' } } },
 *   callers: { analyst: analyst.roleName },
 * });
 * connector.grantUse(analyst, 'analyst');
 */
export class TabulatorConnector extends Construct {
  /** The data catalog. */
  public readonly catalog: CfnDataCatalog;

  /** The function that answers Athena. */
  public readonly handler: LambdaFunction;

  /** Where rows go that do not fit into an answer. */
  public readonly spill: SpillBucket;

  /** What the function may do. */
  public readonly policy: ManagedPolicy;

  /** What the function logs. */
  public readonly logs: LogGroup;

  /** The function's role: who owns a bucket of another account must let it in. */
  public readonly role: Role;

  private readonly folders: readonly string[];

  constructor(scope: Construct, id: string, props: TabulatorConnectorProps) {
    super(scope, id);
    const buckets = this.definitions(props.tables);
    const callers = callersOf(props.callers ?? {});
    this.folders = callers.map(({ folder }) => folder);
    const { known, environment } = callerLists(this, callers);
    const text = connectorConfigText({ version: 1, buckets, callers: known });
    const config = textAsset(this, 'Config', text, CONFIG_EXTENSION);
    this.logs = new LogGroup(this, 'Logs', { retention: RetentionDays.THREE_MONTHS });
    this.spill = new SpillBucket(this, 'Spill', { kmsKeyArn: props.kmsKeyArn });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Reads the files of Tabulator tables; assumed by its function alone',
    });
    const names = Object.keys(buckets).sort();
    const keys = names.flatMap((name) => props.bucketKeys?.[name] ?? []);
    this.policy = new ManagedPolicy(this, 'Policy', {
      roles: [this.role],
      statements: connectorStatements({
        buckets: names,
        keys: [...new Set(keys)].sort(),
        config,
        spill: this.spill,
        spillPrefix: SPILL_PREFIX,
        logs: this.logs,
      }),
    });
    this.handler = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_22_X,
      code: Code.fromAsset(handlerFolder('tabulator')),
      handler: 'index.handler',
      role: this.role,
      description: `Tabulator tables of the data catalog ${props.catalogName}`,
      timeout: props.timeout ?? Duration.minutes(15),
      memorySize: (props.memorySize ?? Size.mebibytes(2048)).toMebibytes(),
      logGroup: this.logs,
      environment: {
        TABULATOR_CONFIG: config.s3ObjectUrl,
        TABULATOR_CALLERS: environment,
        CALLER_CHECK: String(props.callerCheck ?? true),
        SPILL_BUCKET: this.spill.bucket.bucketName,
        SPILL_PREFIX,
      },
    });
    this.handler.node.addDependency(this.policy);
    this.spill.openTo(this.handler.functionArn);
    this.catalog = new CfnDataCatalog(this, 'Catalog', {
      name: props.catalogName,
      type: 'LAMBDA',
      description: `Tables over files in packages, of ${Stack.of(this).stackName}`,
      parameters: { function: this.handler.functionArn },
    });
    this.catalog.node.addDependency(this.spill);
  }

  /**
   * Lets a principal query every table of the connector, and read what is spilled for it.
   *
   * What follows: it reads, through Athena, the files of all buckets that have tables here, whatever else it may read. It
   * needs a workgroup beside, see `QueryGrants`.
   *
   * @param grantee whose policy is added to; a role that is one of `callers`, if they are checked
   * @param folder its name in `callers`
   * @param clients clients to allow for; by default the catalog, the MCP server, PyAthena and JDBC
   */
  public grantUse(grantee: IGrantable, folder: string, clients?: string[]): Grant {
    const { path } = this.node;
    checkClients(clients ?? [], path);
    if (!this.folders.includes(folder)) {
      throw new QuiltAthenaValidationError(unknownValue('folder of callers', folder, this.folders), path);
    }
    const access = {
      catalogName: this.catalog.name,
      functionArn: this.handler.functionArn,
      spillBucketArn: this.spill.bucket.bucketArn,
      spillPrefix: `${SPILL_PREFIX}${folder}/`,
    };
    return combinedGrant(grantee, tabulatorStatements(access, clients ?? DEFAULT_CLIENTS, environmentOf(this)));
  }

  private definitions(tables: TabulatorConnectorProps['tables']): Record<string, Record<string, TabulatorDefinition>> {
    const problems: string[] = [];
    const definitionOf = (bucket: string, name: string, config: TabulatorTableConfig) => {
      const { table, problems: found } = declaredTable(config);
      problems.push(...found.map((each) => formatProblem({ ...each, path: ['tables', bucket, name, ...each.path] })));
      return table ? [[name, definitionFrom(table)] as const] : [];
    };
    const definitions = Object.entries(tables).map(([bucket, each]) => [
      bucket,
      Object.fromEntries(Object.entries(each).flatMap(([name, config]) => definitionOf(bucket, name, config))),
    ]);
    if (problems.length > 0) throw new QuiltAthenaValidationError(problems.join('\n'), this.node.path);
    return Object.fromEntries(definitions);
  }
}

function callersOf(callers: Record<string, string>): ConnectorCaller[] {
  return Object.entries(callers)
    .map(([folder, roleName]) => ({ folder, roleName }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
