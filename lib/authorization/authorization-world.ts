import type { Grant } from './grant';
import type { ObjectName } from './object-name';

/** Whose rights a query of a view uses (`invoker`, `definer`), or that it is a table holding the result (`analytical`). */
export type ViewKind = 'invoker' | 'definer' | 'analytical';

/** How the authorization table is read where its wording leaves a choice: less is allowed, or what it says by the letter. */
export type Reading = 'strict' | 'literal';

/** What decides about access: IAM policies, Lake Formation, or Lake Formation for some principals only. */
export type Regime = 'iam' | 'lakeformation' | 'hybrid';

/** What a view reads of one base table, anywhere in its SQL. */
export interface BaseUse extends ObjectName {
  /** Real columns, sorted; empty where only rows count, as in `count(*)`. */
  readonly columns: readonly string[];
  /** Columns that no table declares, such as `$path`; sorted. */
  readonly hidden: readonly string[];
}

/** A view with its lineage. */
export interface ViewFacts extends ObjectName {
  readonly kind: ViewKind;
  /**
   * The tables it reads. Invoker views below are expanded with their whole text; analytical and definer views, which
   * have rights of their own, may stand among the bases: they are expanded here where a rule looks behind them.
   */
  readonly bases: readonly BaseUse[];
  /** Views between it and its bases. */
  readonly views: readonly ObjectName[];
  /** Tables of Tabulator that it reads, as a query writes them. @default - none */
  readonly federated?: readonly string[];
  /** Role whose rights a definer view uses. */
  readonly definer?: string;
  /** `s3://bucket/prefix/` of an analytical view. */
  readonly location?: string;
}

/** A principal that sees only some rows of a table, by a data cells filter. */
export interface RowFilter extends ObjectName {
  readonly principal: string;
}

/** Actions that IAM allows a principal on an object: on its ARN, and for `s3:` actions on its location. */
export interface IamRight {
  readonly principal: string;
  readonly database: string;
  /** Absent: the database itself. */
  readonly table?: string;
  readonly actions: readonly string[];
}

/** Everything a decision depends on; plain data. */
export interface AuthorizationWorld {
  readonly views: readonly ViewFacts[];
  readonly grants: readonly Grant[];
  readonly regime: Regime;
  /** Principals that Lake Formation decides for in the regime `hybrid`. */
  readonly optedIn?: readonly string[];
  /** `database` or `database.table` that Lake Formation does not govern, whatever the regime. */
  readonly ungoverned?: readonly string[];
  readonly rowFilters?: readonly RowFilter[];
  /** Principals that may use Tabulator. @default - none */
  readonly tabulatorUsers?: readonly string[];
  /** What IAM allows. @default - what the library's policies allow for the grants: see `privilege-actions` */
  readonly iam?: readonly IamRight[];
}

/** Choices that the authorization table leaves open. */
export interface ReadingOptions {
  /** @default 'strict' */
  readonly reading?: Reading;
  /** Whether SHOW and DESCRIBE need the privilege on all base tables, or on some. @default 'all' */
  readonly quantifier?: 'all' | 'some';
  /** Whether DESCRIBE on a base table counts as a privilege on it. @default - in the literal reading only */
  readonly countDescribe?: boolean;
}

/** What decides for whom and where. */
export type Governance = Pick<AuthorizationWorld, 'regime' | 'optedIn' | 'ungoverned'>;

/** Whether Lake Formation decides about an object (a key of `keyOf`, or a database) for a principal. */
export function isGoverned(world: Governance, principal: string, object: string): boolean {
  if (world.regime === 'iam' || world.ungoverned?.includes(object)) return false;
  return world.regime === 'lakeformation' || (world.optedIn?.includes(principal) ?? false);
}
