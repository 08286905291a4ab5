import type { Expression, Name, Window } from './expression';
import type { Span } from './position';
import type { Relation } from './relation';

/** A query with what may stand before and after its body. */
export interface Query {
  readonly kind: 'query';
  readonly at: Span;
  readonly recursive: boolean;
  readonly commonTables: readonly CommonTable[];
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
}

/** `name (a, b) AS (query)` of a WITH. */
export interface CommonTable {
  readonly name: Name;
  readonly columns?: readonly Name[];
  readonly query: Query;
}

export type QueryBody = Select | SetOperation | Values | TableBody | Query;

/** `SELECT ...`. */
export interface Select {
  readonly kind: 'select';
  readonly at: Span;
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly windows: readonly NamedWindow[];
}

export type SelectItem = SelectedExpression | SelectedStar;

/** `expression AS alias`. */
export interface SelectedExpression {
  readonly kind: 'expression';
  readonly at: Span;
  readonly expression: Expression;
  readonly alias?: Name;
}

/** `*`, `t.*`, `(row).* AS (a, b)`. */
export interface SelectedStar {
  readonly kind: 'star';
  readonly at: Span;
  readonly target?: Expression;
  readonly aliases?: readonly Name[];
}

/** All expressions of all grouping sets, in order. */
export interface GroupBy {
  readonly at: Span;
  readonly expressions: readonly Expression[];
}

/** `WINDOW name AS (...)`. */
export interface NamedWindow {
  readonly name: Name;
  readonly window: Window;
}

/** An element of ORDER BY; direction and place of nulls read nothing. */
export interface SortItem {
  readonly at: Span;
  readonly key: Expression;
}

/** UNION, INTERSECT, EXCEPT in a row: all their branches have the same columns. */
export interface SetOperation {
  readonly kind: 'set operation';
  readonly at: Span;
  /** Those that occur: `union`, `intersect`, `except`. */
  readonly operators: ReadonlySet<string>;
  readonly branches: readonly QueryBody[];
}

/** `VALUES (1, 'a'), (2, 'b')`. */
export interface Values {
  readonly kind: 'values';
  readonly at: Span;
  readonly rows: readonly Expression[];
}

/** `TABLE t`. */
export interface TableBody {
  readonly kind: 'table';
  readonly at: Span;
  readonly name: readonly Name[];
}
