/** A bucket a role may use. */
export interface BucketAccess {
  readonly name: string;
  readonly write: boolean;
  /** Key its objects are encrypted with. */
  readonly kmsKey?: string;
}

/** Everything that decides a role's policies. */
export interface RoleAccess {
  readonly databaseName: string;
  readonly workgroupName: string;
  readonly results: {
    readonly bucketArn: string;
    /** Ends with `/`. */
    readonly prefix: string;
    readonly kmsKey?: string;
  };
  readonly buckets: readonly BucketAccess[];
  /** Objects are reached only by queries, and only those the tables are stored in. */
  readonly queriesOnly: boolean;
  /** Lake Formation decides what the role's queries read, and hands out the tables' files itself. @default false */
  readonly governed?: boolean;
  readonly clients: readonly string[];
}
