import { type ViewColumn, type ViewConfig, ViewSecurity } from './lake-views-config';
import { viewText } from './view-source';

/** A declared view with every default applied. What it reads and returns is worked out by `lib/views`. */
export interface LakeView {
  readonly name: string;
  readonly database: string;
  /** The query as it was written, with a `;` at its end perhaps. */
  readonly sql: string;
  /** Where the query was read from, if not from the declaration itself. */
  readonly file?: string;
  readonly security: ViewSecurity;
  /** Short name of the role whose rights a definer view uses. */
  readonly definer?: string;
  readonly columns?: readonly ViewColumn[];
  /** Where an analytical view's data is. */
  readonly location?: string;
  /** Short names of roles; sorted. */
  readonly select: readonly string[];
  readonly refresh: readonly string[];
  readonly own: readonly string[];
  readonly comment?: string;
}

/** The view with every default applied. */
export function viewFrom(config: ViewConfig, lakeDatabase: string, roles: readonly string[]): LakeView {
  return {
    name: config.name,
    database: config.database ?? lakeDatabase,
    sql: viewText(config) ?? '',
    file: config.file,
    security: config.security ?? ViewSecurity.INVOKER,
    definer: config.definer,
    columns: config.columns,
    location: config.location,
    select: rolesFrom(config.select, roles),
    refresh: rolesFrom(config.refresh, roles),
    own: rolesFrom(config.own, roles),
    comment: config.comment,
  };
}

/** Declared roles, sorted; `*` stands for all of them. */
export function rolesFrom(list: readonly string[] = [], roles: readonly string[]): string[] {
  return [...new Set(list.includes('*') ? roles : list)].sort();
}
