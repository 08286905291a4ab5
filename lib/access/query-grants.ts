import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { RoleAccess } from '../authorization/role-access';
import { bucketStatements, queryStatements } from '../authorization/role-statements';
import type { IAthenaDatabase } from '../catalog/athena-database';
import { DEFAULT_CLIENTS } from '../model/lake';
import type { IWorkgroup } from '../query/workgroup';
import { checkBucketName, checkClients } from './checked-names';
import { combinedGrant } from './combined-grant';
import { environmentOf } from './environment-of';

/** Options of a grant on a bucket. */
export interface BucketGrantOptions {
  /**
   * Let the grantee push packages too.
   *
   * @default false
   */
  readonly write?: boolean;

  /**
   * Let only queries read, and only what the bucket's tables are stored in.
   *
   * @default false
   */
  readonly queriesOnly?: boolean;

  /**
   * ARN of the KMS key that encrypts the bucket's objects.
   *
   * @default - objects need no key
   */
  readonly kmsKey?: string;
}

/**
 * Grants to query a lake, for any principal.
 *
 * They add to the grantee's own policy, which IAM limits to 10,240 characters for a role: for more than about twenty
 * buckets use a `QueryRole`, which divides its rights into managed policies.
 *
 * @example
 * declare const workgroup: Workgroup;
 * declare const database: AthenaDatabase;
 * declare const reporter: iam.Role;
 * const grants = QueryGrants.fromWorkgroup(workgroup, database);
 * grants.runQueries(reporter);
 * grants.useBucket(reporter, 'quilt-sandbox-bucket');
 */
export class QueryGrants {
  /** Grants in a workgroup, on the tables of a database. */
  public static fromWorkgroup(workgroup: IWorkgroup, database: IAthenaDatabase): QueryGrants {
    return new QueryGrants(workgroup, database);
  }

  private constructor(
    private readonly workgroup: IWorkgroup,
    private readonly database: IAthenaDatabase,
  ) {}

  /**
   * Lets a principal run queries in the workgroup.
   *
   * What follows: it sees the names of all workgroups and the history, SQL texts included, of this one; it reads every
   * result below the workgroup's prefix. It reads no table yet: see `useBucket`.
   *
   * @param grantee whose policy is added to
   * @param clients clients to allow for; by default the catalog, the MCP server, PyAthena and JDBC
   */
  public runQueries(grantee: IGrantable, clients?: string[]): Grant {
    checkClients(clients ?? [], this.workgroup.node.path);
    const access = this.access({ clients: clients ?? DEFAULT_CLIENTS });
    return combinedGrant(grantee, queryStatements(access, environmentOf(this.workgroup)));
  }

  /**
   * Lets a principal query the tables of a bucket and read its objects.
   *
   * What follows: without Lake Formation there are no column rights, so whoever may query one of the bucket's views
   * can read every manifest: all names and metadata of all its packages.
   *
   * @param grantee whose policy is added to
   * @param bucketName the bucket
   * @param options writing, encryption, queries only
   */
  public useBucket(grantee: IGrantable, bucketName: string, options: BucketGrantOptions = {}): Grant {
    checkBucketName(bucketName, this.workgroup.node.path);
    const bucket = { name: bucketName, write: options.write ?? false, kmsKey: options.kmsKey };
    const access = this.access({ queriesOnly: options.queriesOnly ?? false, buckets: [bucket] });
    return combinedGrant(grantee, bucketStatements(access, [bucket], environmentOf(this.workgroup)));
  }

  private access(part: Partial<RoleAccess>): RoleAccess {
    const { workgroupName, resultsBucketArn, resultsPrefix, resultsKeyArn } = this.workgroup;
    return {
      databaseName: this.database.databaseName,
      workgroupName,
      results: { bucketArn: resultsBucketArn, prefix: resultsPrefix, kmsKey: resultsKeyArn },
      buckets: [],
      queriesOnly: false,
      clients: [],
      ...part,
    };
  }
}
