import type { SqlType } from '../types/sql-type';
import type { Expression, Name } from './expression';
import type { Span } from './position';
import type { Query, SortItem } from './query';

/** A table or view by name, `FOR TIMESTAMP AS OF` included. */
export interface TableRelation {
  readonly kind: 'table';
  readonly at: Span;
  readonly name: readonly Name[];
  readonly asOf?: Expression;
}

/** `(query)` or `LATERAL (query)`. */
export interface QueryRelation {
  readonly kind: 'subquery' | 'lateral';
  readonly at: Span;
  readonly query: Query;
}

/** `UNNEST(a, b) WITH ORDINALITY`. */
export interface Unnest {
  readonly kind: 'unnest';
  readonly at: Span;
  readonly operands: readonly Expression[];
  readonly ordinality: boolean;
}

/** A comma in FROM is a cross join. */
export interface Join {
  readonly kind: 'join';
  readonly at: Span;
  readonly side: 'cross' | 'inner' | 'left' | 'right' | 'full';
  readonly left: Relation;
  readonly right: Relation;
  readonly on?: Expression;
  readonly using?: readonly Name[];
}

/** `relation AS alias (a, b)`. */
export interface Aliased {
  readonly kind: 'aliased';
  readonly at: Span;
  readonly relation: Relation;
  readonly alias: Name;
  readonly columns?: readonly Name[];
}

/** `relation TABLESAMPLE BERNOULLI (p)`. */
export interface Sampled {
  readonly kind: 'sampled';
  readonly at: Span;
  readonly relation: Relation;
  readonly percentage: Expression;
}

/** `JSON_TABLE(input, path COLUMNS (...))`. */
export interface JsonTable {
  readonly kind: 'json table';
  readonly at: Span;
  readonly operands: readonly Expression[];
  readonly columns: readonly JsonColumn[];
}

/** A column of a JSON_TABLE; those of nested paths follow where they are written. */
export interface JsonColumn {
  readonly name: Name;
  readonly type: SqlType;
  readonly defaults: readonly Expression[];
}

/** `relation MATCH_RECOGNIZE (...)`. */
export interface PatternMatch {
  readonly kind: 'pattern match';
  readonly at: Span;
  readonly relation: Relation;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly measures: readonly NamedExpression[];
  readonly allRows: boolean;
  /** Pattern variables and the unions of them that SUBSET names. */
  readonly labels: ReadonlySet<string>;
  readonly definitions: readonly NamedExpression[];
}

/** A measure, or the condition of a pattern variable. */
export interface NamedExpression {
  readonly name: Name;
  readonly expression: Expression;
}

export type Relation = TableRelation | QueryRelation | Unnest | Join | Aliased | Sampled | JsonTable | PatternMatch;
