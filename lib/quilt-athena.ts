import { Annotations, Duration, NestedStack, Size, Stack, Token } from 'aws-cdk-lib';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Construct, type IDependable } from 'constructs';
import { addLakeAccess } from './access/lake-access';
import type { LakeFormationGrants } from './access/lake-formation-grants';
import { addProof } from './access/proof/access-proof';
import { QueryRole } from './access/query-role';
import { isGovernedRole } from './authorization/derived-access';
import { AthenaDatabase, type IAthenaDatabase } from './catalog/athena-database';
import { BucketTables } from './catalog/bucket-tables';
import { DeclaredViews } from './catalog/declared-views';
import { TableLayout } from './catalog/table-layout';
import { checkExtraPolicies } from './extra-policies';
import { addOutputs } from './lake-outputs';
import { withKnownArns } from './lake-tokens';
import { type Lake, type LakeBucket, type LakeRole, lakeFrom } from './model/lake';
import { type LakeConfig, ViewSecurity } from './model/lake-config';
import { problemsOf } from './model/lake-rules';
import { formatProblem } from './model/problem';
import { QuiltAthenaValidationError } from './model/validation-error';
import { ResultsBucket } from './query/results-bucket';
import { SavedQueries } from './query/saved-queries';
import { EngineVersion, Workgroup } from './query/workgroup';
import { TableShards } from './table-shards';
import { addLakeTabulator } from './tabulator/lake-tabulator';
import type { TabulatorConnector } from './tabulator/tabulator-connector';
import { checkTemplates } from './template-limits';
import type { AccessVerification } from './verification/access-verification';
import { addLakeVerification } from './verification/lake-verification';

/** Properties of a `QuiltAthena`: the declared lake, as in `quilt-athena.yaml`. */
export interface QuiltAthenaProps extends LakeConfig {
  /**
   * Name that workgroups carry and the database is named after: `QuiltUserAthena-{lakeName}-{role}`.
   *
   * @default - the name of the stack
   */
  readonly lakeName?: string;
}

/**
 * The SQL side of a Quilt data lake: database, tables, views, workgroups, results bucket, and exactly scoped access.
 *
 * One per stack, as the stack's outputs carry the names that Quilt's clients look for. Data buckets, an existing
 * database and existing roles are referred to, never changed beyond attaching policies, and never deleted.
 *
 * @example
 * declare const stack: Stack;
 * new QuiltAthena(stack, 'QuiltAthena', {
 *   buckets: [{ name: 'quilt-sandbox-bucket' }],
 *   roles: [{ name: 'analyst', read: ['quilt-sandbox-bucket'] }],
 * });
 */
export class QuiltAthena extends Construct {
  /** The database that holds the lake's tables. */
  public readonly database: IAthenaDatabase;

  /** The bucket that query results go to. */
  public readonly results: ResultsBucket;

  /** The grants in Lake Formation, where it decides about access. */
  public readonly grants?: LakeFormationGrants;

  /** The connector of Tabulator's tables, where the lake has some and they are not a Quilt stack's. */
  public readonly tabulator?: TabulatorConnector;

  /** The verification of access, where it is declared. */
  public readonly verification?: AccessVerification;

  private readonly tables = new Map<string, IDependable>();
  private readonly workgroupsByRole = new Map<string, Workgroup>();
  private readonly queryRolesByName = new Map<string, QueryRole>();

  constructor(scope: Construct, id: string, props: QuiltAthenaProps) {
    super(scope, id);
    const lake = this.validLake(props);
    this.database = lake.database.existing
      ? AthenaDatabase.fromDatabaseName(this, 'Database', lake.database.name)
      : new AthenaDatabase(this, 'Database', { databaseName: lake.database.name });
    this.addTables(lake);
    this.noteForeignBuckets(lake);
    this.results = this.newResults(lake);
    for (const role of lake.roles) this.addRole(role, lake);
    const target = { lake, queryRole: (name: string) => this.queryRole(name), results: this.results };
    const tabulator = addLakeTabulator(this, target);
    this.tabulator = tabulator?.connector;
    this.grants = this.addViewsAndGrants(lake);
    this.addSavedQueries(lake);
    addOutputs(this, lake);
    this.verification = this.addVerification(lake);
    checkExtraPolicies(this, lake);
    checkTemplates(this, lake);
    addProof(this, { ...target, tabulator: this.tabulator, openQuery: tabulator?.openQuery });
  }

  /** The workgroup of a declared role, by the role's short name. */
  public workgroup(roleName: string): Workgroup {
    return this.declared(this.workgroupsByRole, roleName);
  }

  /** A declared role with its policies, by its short name. */
  public queryRole(roleName: string): QueryRole {
    return this.declared(this.queryRolesByName, roleName);
  }

  /** Every declared role with its policies, in the order of their declaration. */
  public get queryRoles(): QueryRole[] {
    return [...this.queryRolesByName.values()];
  }

  private declared<T>(map: ReadonlyMap<string, T>, roleName: string): T {
    const found = map.get(roleName);
    if (found) return found;
    throw new QuiltAthenaValidationError(
      `no role is named ${JSON.stringify(roleName)}; declared: ${[...map.keys()].join(', ') || 'none'}`,
      this.node.path,
    );
  }

  private validLake({ lakeName, ...config }: QuiltAthenaProps): Lake {
    const name = lakeName ?? Stack.of(this).stackName;
    if (Token.isUnresolved(name))
      throw new QuiltAthenaValidationError('the lake name must be known at synth', this.node.path);
    const problems = problemsOf(name, withKnownArns(config, this.node.path));
    if (problems.length === 0) return lakeFrom(name, config);
    throw new QuiltAthenaValidationError(problems.map(formatProblem).join('\n'), this.node.path);
  }

  private newResults({ results }: Lake): ResultsBucket {
    return new ResultsBucket(this, 'Results', {
      bucketName: results.bucketName,
      kmsKeyArn: results.kmsKey,
      expiration: Duration.days(results.expirationDays),
      excludeArnsFromDeny: [...results.excludeArnsFromDeny],
      destroy: results.destroy,
    });
  }

  /** Such a bucket's policy is out of reach: its owner has to be asked. */
  private noteForeignBuckets(lake: Lake): void {
    for (const { name, account, kmsKey } of lake.buckets) {
      if (!account || account === Stack.of(this).account) continue;
      const ofTabulator = lake.tabulator && !lake.tabulator.existing && name in lake.tabulator.buckets;
      const roles = ofTabulator
        ? "the roles that read it, and Tabulator's (output TabulatorRoleArn),"
        : 'the roles that read it';
      const key = kmsKey ? ", and to use its key in the key's policy" : '';
      Annotations.of(this).addInfoV2(
        `cdk-quilt-athena:foreignBucket:${name}`,
        `bucket ${name} belongs to account ${account}, which must allow ${roles} in the bucket's policy${key}`,
      );
    }
  }

  private addTables(lake: Lake): void {
    const shards = new TableShards(this, lake.shards, this.database);
    // In order of name, so that moving a line of the declaration changes no template.
    const owned = lake.buckets.filter((b) => b.ownsTables).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const bucket of owned) {
      const tables = new BucketTables(lake.shards > 0 ? shards.of(bucket.name) : this, bucket.name, {
        database: this.database,
        bucketName: bucket.name,
        layouts: bucket.layouts.map((name) => TableLayout.of(name)),
      });
      this.tables.set(bucket.name, lake.shards > 0 ? shards.of(bucket.name) : tables);
    }
  }

  /** After the roles, who are named in grants, and whose rights definer views use. */
  private addViewsAndGrants(lake: Lake): LakeFormationGrants | undefined {
    const declared = lake.views.length > 0 ? [this.newViews(lake)] : [];
    const objects = [this.database, ...this.tables.values(), ...declared];
    return addLakeAccess(this, { lake, queryRole: (name) => this.queryRole(name), objects });
  }

  /** Last, as it verifies what all the others made. */
  private addVerification(lake: Lake): AccessVerification | undefined {
    const views = this.node.tryFindChild('Views');
    return addLakeVerification(this, {
      lake,
      queryRole: (name) => this.queryRole(name),
      resultsBucketName: this.results.bucket.bucketName,
      tabulator: this.tabulator,
      dependencies: [
        this.database,
        this.results,
        ...this.tables.values(),
        ...this.workgroupsByRole.values(),
        ...this.queryRoles,
        ...[views, this.grants?.resource, this.tabulator].filter((each) => each !== undefined),
      ],
    });
  }

  private newViews(lake: Lake): Construct {
    // A nested stack must have a resource: an analytical view is none.
    const nested = lake.shards > 0 && lake.views.some(({ security }) => security !== ViewSecurity.ANALYTICAL);
    const scope = nested ? new NestedStack(this, 'Views', { suppressTemplateIndentation: true }) : this;
    const views = new DeclaredViews(scope, 'Views', {
      lake,
      database: this.database,
      definerArn: (name) => this.queryRole(name).role?.roleArn ?? '',
      tablesOf: (bucket) => this.tables.get(bucket),
    });
    return nested ? scope : views;
  }

  private addRole(role: LakeRole, lake: Lake): void {
    const workgroup = new Workgroup(this, `${role.name}-Workgroup`, {
      ...role.workgroup,
      workgroupName: role.workgroup.name,
      bytesScannedCutoff: Size.bytes(role.workgroup.bytesScannedCutoff),
      engineVersion: EngineVersion.of(role.workgroup.engineVersion),
      results: this.results,
      resultsPrefix: role.resultsPrefix,
      description: `Queries of ${role.name} in the Quilt lake ${lake.stackName}`,
    });
    this.workgroupsByRole.set(role.name, workgroup);
    this.queryRolesByName.set(role.name, this.newQueryRole(role, lake, workgroup));
  }

  private newQueryRole(role: LakeRole, lake: Lake, workgroup: Workgroup): QueryRole {
    const keys = (bucket: LakeBucket) => (bucket.kmsKey ? [[bucket.name, bucket.kmsKey]] : []);
    return new QueryRole(this, `${role.name}-Access`, {
      database: this.database,
      workgroup,
      read: [...role.read],
      write: [...role.write],
      bucketKeys: Object.fromEntries(lake.buckets.flatMap(keys)),
      objects: role.objects,
      clients: [...role.clients],
      role: this.importedRole(role),
      detached: role.kind === 'quiltManaged',
      baseline: role.baseline,
      results: this.results,
      trustedPrincipals: [...role.trustedPrincipals],
      permissionsBoundary: role.permissionsBoundary,
      nestedDataPolicies: lake.shards > 0,
      governed: isGovernedRole(lake, role),
    });
  }

  private importedRole(role: LakeRole): IRole | undefined {
    if (role.arn) return Role.fromRoleArn(this, `${role.name}-Role`, this.arnOfThisAccount(role.arn));
    return role.kind === 'existing' ? Role.fromRoleName(this, `${role.name}-Role`, role.name) : undefined;
  }

  /** Policies of one account cannot be attached to a role of another. */
  private arnOfThisAccount(arn: string): string {
    const own = Stack.of(this).account;
    if (Token.isUnresolved(arn) || Token.isUnresolved(own)) return arn;
    const account = arn.split(':')[4];
    if (account === own) return arn;
    throw new QuiltAthenaValidationError(
      `an existing role must be of the stack's account ${own}, got ${arn}; deploy the lake to ${account}, or let that role ` +
        'assume a new one with trustedPrincipals',
      this.node.path,
    );
  }

  private addSavedQueries(lake: Lake): void {
    const roles = lake.roles.filter((role) => role.read.length > 0);
    if (!lake.savedQueries || roles.length === 0) return;
    const scope = lake.shards > 0 ? new NestedStack(this, 'SavedQueries', { suppressTemplateIndentation: true }) : this;
    for (const role of roles) {
      new SavedQueries(scope, `${role.name}-SavedQueries`, {
        workgroupName: this.workgroup(role.name).workgroupName,
        databaseName: this.database.databaseName,
        buckets: [...role.read],
      });
    }
  }
}
