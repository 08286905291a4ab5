/** What decides about access to the lake's databases, tables and views. */
export enum AuthorizationRegime {
  /** IAM policies alone: access is by table, never by column. */
  IAM = 'iam',
  /** Lake Formation, for every role. */
  LAKE_FORMATION = 'lakeformation',
  /** Lake Formation for the roles that are opted in, IAM policies for everybody else. */
  HYBRID = 'hybrid',
}

/** How the rules of access to views are read where their wording leaves a choice. */
export enum AuthorizationReading {
  /** The reading that allows less. */
  STRICT = 'strict',
  /** The wording, by the letter. */
  LITERAL = 'literal',
}

/** What happens where access would have to be widened, as IAM knows no columns. */
export enum AccessDowngrade {
  /** It is refused. */
  ERROR = 'error',
  /** The whole table is opened, with a warning that tells so. */
  WARN = 'warn',
}

/** Who lets the stack grant access in Lake Formation. */
export enum GrantsBootstrap {
  /** The stack itself: the role that deploys it is an administrator of Lake Formation. */
  STACK = 'stack',
  /** An administrator of Lake Formation, once, with `quilt-athena bootstrap`. */
  ADMINISTRATOR = 'administrator',
}

/** What decides about access, and how. */
export interface AuthorizationConfig {
  /**
   * What decides about access to databases, tables and views.
   *
   * @default AuthorizationRegime.IAM
   */
  readonly regime?: AuthorizationRegime;

  /**
   * How the rules of access to views are read.
   *
   * @default AuthorizationReading.STRICT
   */
  readonly reading?: AuthorizationReading;

  /**
   * What happens to a grant on columns where IAM decides, which knows tables only.
   *
   * @default AccessDowngrade.ERROR
   */
  readonly downgrade?: AccessDowngrade;

  /**
   * Who lets the stack grant access in Lake Formation.
   *
   * @default GrantsBootstrap.ADMINISTRATOR
   */
  readonly bootstrap?: GrantsBootstrap;

  /**
   * Roles that Lake Formation decides for in the regime `hybrid`, by their short names; `['*']` means every declared role.
   *
   * @default - none
   */
  readonly optIn?: string[];
}

/** Access that a role gets beyond what its `read` and `write` give. */
export interface GrantConfig {
  /** Short name of the role. */
  readonly role: string;

  /**
   * Database that the grant is on, or whose table it is on.
   *
   * @default - the lake's database
   */
  readonly database?: string;

  /**
   * Table or view that the grant is on: one of the lake's, a declared view or an external table.
   *
   * @default - the database itself
   */
  readonly table?: string;

  /**
   * The only columns that may be read; the one privilege is then `SELECT`.
   *
   * @default - every column
   */
  readonly columns?: string[];

  /** `ALL`, `ALTER`, `CREATE_TABLE` (databases only), `DELETE`, `DESCRIBE`, `DROP`, `INSERT`, `SELECT` (tables and views only). */
  readonly privileges: string[];

  /**
   * Those of the privileges that the role may pass on.
   *
   * @default - none
   */
  readonly grantable?: string[];
}
