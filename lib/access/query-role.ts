import { Annotations, NestedStack, Token } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  ArnPrincipal,
  CfnManagedPolicy,
  CompositePrincipal,
  type IRole,
  ManagedPolicy,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { mergedPreset } from '../authorization/client-presets';
import { dividedStatements } from '../authorization/policy-division';
import { EXTRA_POLICIES, POLICIES_PER_ROLE } from '../authorization/policy-packing';
import { type PolicyStatement, policyDocument } from '../authorization/policy-statement';
import type { RoleAccess } from '../authorization/role-access';
import { type RolePolicies, type RolePolicy, rolePolicies } from '../authorization/role-policies';
import type { IAthenaDatabase } from '../catalog/athena-database';
import { DEFAULT_CLIENTS } from '../model/lake';
import { ObjectAccess, RoleBaseline } from '../model/lake-config';
import { QuiltAthenaValidationError } from '../model/validation-error';
import type { ResultsBucket } from '../query/results-bucket';
import type { IWorkgroup } from '../query/workgroup';
import { checkBucketName, checkClients } from './checked-names';
import { environmentOf } from './environment-of';

/** Properties of a `QueryRole`. */
export interface QueryRoleProps {
  /** The database whose tables the role queries. */
  readonly database: IAthenaDatabase;

  /** The role's own workgroup. */
  readonly workgroup: IWorkgroup;

  /** Buckets whose packages the role may query and read. @default - none beyond `write` */
  readonly read?: string[];

  /** Buckets the role may also push packages to. @default - none */
  readonly write?: string[];

  /** Keys that encrypt buckets: ARN by bucket name. @default - no bucket needs a key */
  readonly bucketKeys?: Record<string, string>;

  /** How objects of these buckets may be reached. @default ObjectAccess.DIRECT */
  readonly objects?: ObjectAccess;

  /** Clients the role's users work with, see `RoleConfig.clients`. @default ['catalog', 'mcp', 'pyathena', 'jdbc'] */
  readonly clients?: string[];

  /** An existing role to add managed policies to. @default - a new role */
  readonly role?: IRole;

  /** Create the policies and attach them to nothing: for a role that somebody else attaches them to. @default false */
  readonly detached?: boolean;

  /** What the role can already do, and is therefore left out. @default RoleBaseline.NONE */
  readonly baseline?: RoleBaseline;

  /** Results bucket to open for the role's `directResults` client. @default - results are read through Athena only */
  readonly results?: ResultsBucket;

  /** ARNs that may assume a new role, beside principals of this account that IAM allows to. @default - none */
  readonly trustedPrincipals?: string[];

  /** ARN of the managed policy that bounds a new role. @default - none */
  readonly permissionsBoundary?: string;

  /**
   * Lake Formation decides what the role's queries read. It gets `lakeformation:GetDataAccess`, and with
   * `ObjectAccess.QUERY` no right on files at all.
   *
   * @default false
   */
  readonly governed?: boolean;

  /** Put the per-bucket policies into a nested stack: for hundreds of buckets. @default false */
  readonly nestedDataPolicies?: boolean;
}

/**
 * A role that can query some buckets of a lake, through its own workgroup, and do nothing else.
 *
 * Who may assume a new role: principals of this account whose IAM policies let them, and `trustedPrincipals`. Its
 * rights are managed policies: one to run queries, and as many for its buckets as IAM's limits ask for, divided so that
 * an added bucket touches one of them.
 *
 * @example
 * declare const scope: Construct;
 * declare const database: AthenaDatabase;
 * declare const workgroup: Workgroup;
 * new QueryRole(scope, 'Analyst', { database, workgroup, read: ['quilt-sandbox-bucket'] });
 */
export class QueryRole extends Construct {
  /** The role; nothing where the policies are detached. */
  public readonly role?: IRole;

  /** ARNs of the role's managed policies. */
  public readonly policyArns: string[];

  /** The managed policies: what a reviewer reads, and where cdk-nag findings are acknowledged. */
  public readonly policies: CfnManagedPolicy[];

  /** Policies that can be attached. */
  private readonly most: number;

  constructor(scope: Construct, id: string, props: QueryRoleProps) {
    super(scope, id);
    this.most = props.detached ? EXTRA_POLICIES : POLICIES_PER_ROLE;
    this.check(props);
    const access = accessOf(props);
    const divided = this.divided(access, props);
    this.role = props.detached ? undefined : (props.role ?? this.newRole(props));
    const nonEmpty = (policy: RolePolicy) => policyDocument(policy.statements).Statement.length > 0;
    const data = divided.data.filter(nonEmpty);
    const dataScope = props.nestedDataPolicies && data.length > 0 ? this.newDataStack() : this;
    this.policies = [
      ...[divided.query].filter(nonEmpty).map((policy) => this.policy(this, policy)),
      ...data.map((policy) => this.policy(dataScope, policy)),
    ];
    this.policyArns = this.policies.map((policy) => policy.ref);
    if (mergedPreset(access.clients).directResults) this.openResults(props);
    this.noteLiftedConditions(access);
  }

  /**
   * Further statements, in as many managed policies of their own as they need.
   *
   * @internal
   */
  public _allow(id: string, statements: readonly PolicyStatement[], worstCase: readonly PolicyStatement[]): void {
    const divided = this.fitting(() => dividedStatements(statements, worstCase));
    divided.forEach((part, i) => {
      const policy = this.policy(this, { id: `${id}${i || ''}`, statements: part });
      this.policies.push(policy);
      this.policyArns.push(policy.ref);
    });
    this.checkCount(this.policies.length, 'its buckets and views');
  }

  private checkCount(count: number, what: string): void {
    if (count <= this.most) return;
    const owner = this.role ? 'a role can have' : 'Quilt attaches at most';
    throw new QuiltAthenaValidationError(
      `${owner} ${this.most} managed policies, this one needs ${count} for ${what}: divide them among several roles`,
      this.node.path,
    );
  }

  private check({ read = [], write = [], clients = [] }: QueryRoleProps): void {
    checkClients(clients, this.node.path);
    for (const bucket of [...read, ...write]) {
      if (Token.isUnresolved(bucket)) {
        throw new QuiltAthenaValidationError(
          'names of buckets must be known at synth, found a token: they decide which policy holds what, so write them out',
          this.node.path,
        );
      }
      checkBucketName(bucket, this.node.path);
    }
  }

  private newRole(props: QueryRoleProps): Role {
    return new Role(this, 'Role', {
      assumedBy: new CompositePrincipal(
        new AccountRootPrincipal(),
        ...(props.trustedPrincipals ?? []).map((arn) => new ArnPrincipal(arn)),
      ),
      description: `Queries the Quilt lake in the Athena workgroup ${props.workgroup.workgroupName}`,
      permissionsBoundary: props.permissionsBoundary
        ? ManagedPolicy.fromManagedPolicyArn(this, 'Boundary', props.permissionsBoundary)
        : undefined,
    });
  }

  /** Not indented: CloudFormation takes 1 MB, and nobody reads the template of a nested stack. */
  private newDataStack(): NestedStack {
    return new NestedStack(this, 'Data', { suppressTemplateIndentation: true });
  }

  private divided(access: RoleAccess, props: QueryRoleProps): RolePolicies {
    const besideQuilt = props.baseline === RoleBaseline.QUILT;
    const most = this.most;
    const policies = this.fitting(() => rolePolicies(access, environmentOf(this), { besideQuilt, most }));
    const count = policies.data.length + 1;
    if (count > most) {
      const owner = props.detached ? 'Quilt attaches at most' : 'a role can have';
      throw new QuiltAthenaValidationError(
        `${owner} ${most} managed policies, this one needs ${count} for ${access.buckets.length} buckets: ` +
          'divide its buckets among several roles',
        this.node.path,
      );
    }
    if (!policies.stable) {
      Annotations.of(this).addInfoV2(
        'cdk-quilt-athena:policiesFull',
        `the role's ${count} managed policies are filled to the brim: adding a bucket may change several of them`,
      );
    }
    return policies;
  }

  private fitting<T>(divide: () => T): T {
    try {
      return divide();
    } catch (error) {
      if (error instanceof RangeError) throw new QuiltAthenaValidationError(error.message, this.node.path);
      throw error;
    }
  }

  private policy(scope: Construct, policy: RolePolicy): CfnManagedPolicy {
    return new CfnManagedPolicy(scope, `${policy.id}Policy`, {
      policyDocument: policyDocument(policy.statements),
      roles: this.role ? [this.role.roleName] : undefined,
    });
  }

  private openResults(props: QueryRoleProps): void {
    const arn = this.role?.roleArn ?? props.role?.roleArn;
    if (!props.results || !arn) {
      throw new QuiltAthenaValidationError(
        'the client directResults reads results from S3: give the results bucket and a role whose ARN is known',
        this.node.path,
      );
    }
    props.results.allowDirectReads(arn, props.workgroup.resultsPrefix);
  }

  private noteLiftedConditions(access: RoleAccess): void {
    const { directMetadata, directResults } = mergedPreset(access.clients);
    if (directMetadata) {
      Annotations.of(this).addInfoV2(
        'cdk-quilt-athena:directGlue',
        'the client directGlue lets this role read metadata of its tables from Glue without Athena in between',
      );
    }
    if (directResults) {
      Annotations.of(this).addInfoV2(
        'cdk-quilt-athena:directResults',
        `the client directResults lets this role read ${access.results.prefix} from S3 without Athena in between`,
      );
    }
  }
}

function accessOf(props: QueryRoleProps): RoleAccess {
  const write = new Set(props.write ?? []);
  const names = [...new Set([...(props.read ?? []), ...write])];
  return {
    databaseName: props.database.databaseName,
    workgroupName: props.workgroup.workgroupName,
    results: {
      bucketArn: props.workgroup.resultsBucketArn,
      prefix: props.workgroup.resultsPrefix,
      kmsKey: props.workgroup.resultsKeyArn,
    },
    buckets: names.map((name) => ({ name, write: write.has(name), kmsKey: props.bucketKeys?.[name] })),
    queriesOnly: props.objects === ObjectAccess.QUERY,
    governed: props.governed,
    clients: props.clients ?? DEFAULT_CLIENTS,
  };
}
