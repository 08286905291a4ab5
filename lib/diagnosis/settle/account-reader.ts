/** What AWS answered about something: that it is there, that it is not, or nothing to rely on. */
export type Lookup<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly why: string };

/** A table or view of the Glue Data Catalog. */
export interface CatalogTable {
  readonly columns: readonly string[];
  readonly updated?: Date;
  /** A view's stored SELECT. */
  readonly sql?: string;
}

/** Questions to an account that change nothing in it. All answer for whoever's credentials are used. */
export interface AccountReader {
  readonly database: (name: string) => Promise<Lookup<object>>;
  readonly table: (database: string, name: string) => Promise<Lookup<CatalogTable>>;
  /** Whether Lake Formation governs it: IAM_ALLOWED_PRINCIPALS is not on it. */
  readonly governed: (database: string, table?: string) => Promise<Lookup<boolean>>;
  /** What a role effectively holds; for columns, `SELECT` only where it holds all or the named ones. */
  readonly privileges: (principal: string, database: string, table?: string) => Promise<Lookup<HeldPrivileges>>;
  /** Whether a principal, or else the caller, administers the data lake; an administrator sees everything. */
  readonly administrates: (principal?: string) => Promise<Lookup<boolean>>;
}

/** Privileges on an object. */
export interface HeldPrivileges {
  readonly privileges: readonly string[];
  /** SELECT is on these columns only. */
  readonly columns?: readonly string[];
}

/** The query that failed, where it is known. */
export interface FailedQuery {
  readonly sql?: string;
  readonly catalog?: string;
  readonly database?: string;
}
