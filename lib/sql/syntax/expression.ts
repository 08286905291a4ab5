import type { SqlType } from '../types/sql-type';
import type { Span } from './position';
import type { Query, SortItem } from './query';

/** A name in lower case, as Trino compares names whether they are quoted or not. */
export interface Name {
  readonly text: string;
  readonly at: Span;
}

/** `a`, or `a.b.c`: which parts name a table, a column or a field is for the analysis to tell. */
export interface NameChain {
  readonly kind: 'name';
  readonly at: Span;
  readonly parts: readonly Name[];
}

/** `base.field`, where the base is no chain of names. */
export interface FieldAccess {
  readonly kind: 'field';
  readonly at: Span;
  readonly base: Expression;
  readonly field: Name;
}

/** A constant, and what is one for a whole query: `current_date`. */
export interface Literal {
  readonly kind: 'literal';
  readonly at: Span;
  readonly type: SqlType;
  readonly written: string;
  /** Value of a whole number as `ORDER BY 1` means it. */
  readonly integer?: number;
  /** Of TRUE alone, which some joins ask for as their condition. */
  readonly isTrue?: boolean;
}

/** Arithmetic, comparisons, logic: what is made of operands alone. */
export interface Operation {
  readonly kind: 'operation';
  readonly at: Span;
  readonly operator: '+' | '-' | '*' | '/' | '%' | '||' | 'negate' | 'at time zone' | 'comparison' | 'boolean';
  readonly operands: readonly Expression[];
}

/** Something of which only the type is known beforehand: `extract`, the JSON functions, `CAST`. */
export interface TypedForm {
  readonly kind: 'typed';
  readonly at: Span;
  readonly form: string;
  readonly type: SqlType;
  readonly operands: readonly Expression[];
}

/** `f(a, DISTINCT b ORDER BY c) FILTER (WHERE d) OVER (...)`. */
export interface Call {
  readonly kind: 'call';
  readonly at: Span;
  readonly name: string;
  readonly operands: readonly Expression[];
  readonly distinct?: boolean;
  /** `IGNORE NULLS` or `RESPECT NULLS`. */
  readonly nulls?: boolean;
  /** `count(*)`, or `count(label.*)` in pattern matching. */
  readonly star: boolean;
  readonly label?: Name;
  readonly orderBy: readonly SortItem[];
  readonly filter?: Expression;
  readonly window?: Window | Name;
  /** `RUNNING` or `FINAL`, of pattern matching. */
  readonly mode?: string;
  /** Of LISTAGG: its order stands outside its parentheses. */
  readonly withinGroup?: boolean;
}

/** What is between the parentheses of `OVER`. */
export interface Window {
  readonly kind: 'window';
  readonly at: Span;
  readonly base?: Name;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly bounds: readonly Expression[];
  readonly framed: boolean;
}

/** `x -> ...`. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly at: Span;
  readonly parameters: readonly Name[];
  readonly body: Expression;
}

/** Both forms of `CASE`. */
export interface Case {
  readonly kind: 'case';
  readonly at: Span;
  readonly operand?: Expression;
  readonly branches: readonly { readonly condition: Expression; readonly result: Expression }[];
  readonly otherwise?: Expression;
}

/** `ARRAY[...]`, `ROW(...)`, `a[i]`. */
export interface Collection {
  readonly kind: 'array' | 'row' | 'subscript';
  readonly at: Span;
  readonly operands: readonly Expression[];
}

/** A query as a value, as a test (`EXISTS`), or as the other side of one (`a IN (...)`, `a = ANY (...)`). */
export interface QueryExpression {
  readonly kind: 'subquery' | 'exists' | 'membership';
  readonly at: Span;
  readonly query: Query;
  readonly value?: Expression;
}

export type Expression =
  | NameChain
  | FieldAccess
  | Literal
  | Operation
  | TypedForm
  | Call
  | Lambda
  | Case
  | Collection
  | QueryExpression;
