/** Permissions of Lake Formation on databases, tables and views, as its API spells them. */
export const PRIVILEGES = ['ALL', 'ALTER', 'CREATE_TABLE', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'] as const;

export type Privilege = (typeof PRIVILEGES)[number];

/** What a principal holds on one object; the unit that is declared, derived, planned and applied. */
export interface Grant {
  /** A role's short name in the lake; its ARN is known only to the deployment. */
  readonly principal: string;
  readonly database: string;
  /** A table or a view; absent: the database itself. */
  readonly table?: string;
  /** Only these columns (SELECT alone); absent: all. Sorted. */
  readonly columns?: readonly string[];
  /** Sorted, without repetition. */
  readonly privileges: readonly Privilege[];
  /** Those it may pass on. */
  readonly grantable?: readonly Privilege[];
}
