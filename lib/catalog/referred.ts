import type { IDependable } from 'constructs';
import type { SqlTable, SqlView } from '../sql/sql-catalog';
import type { TableReference } from './table-reference';

/** What a reference brings along. */
export interface Referred {
  /** A table, or a view that readers need access to alone. */
  readonly table?: SqlTable;
  /** The table is a view that shields what it reads. */
  readonly isProtected?: boolean;
  /** A view that is expanded wherever it is used. */
  readonly view?: SqlView;
  /** What the view's own text refers to. */
  readonly behind?: readonly TableReference[];
  /** What must be deployed before whatever refers to it. */
  readonly dependencies?: readonly IDependable[];
}
