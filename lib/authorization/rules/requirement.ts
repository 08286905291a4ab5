import type { Privilege } from '../grant';
import type { ObjectKind, Operation } from './operation';

/** A predicate on one base table. */
export type BasePredicate =
  /** A permission on the whole table; `ALL` is all of them. */
  | { readonly table: Privilege; readonly grantable?: true }
  /** SELECT on every column that the view uses of it; on some column where it uses none. Whole-table SELECT includes that. */
  | { readonly columns: 'used' }
  /** The same; but the whole table where the strict reading meets it behind an analytical view. */
  | { readonly columns: 'used, all behind analytical' }
  /** Some permission on the table itself. */
  | { readonly anyOn: 'table' }
  /** Some column. */
  | { readonly anyOn: 'column' }
  | { readonly anyOf: readonly BasePredicate[] }
  | { readonly allOf: readonly BasePredicate[] };

/** What must be so about the objects themselves before anybody's rights matter. */
export type Fact = 'bases are governed' | 'database is governed' | 'ten bases at most' | 'no views below';

/** What the authorization table asks for, as data. */
export type Requirement =
  | { readonly forAllBases: BasePredicate }
  /** All base tables, or some where the reader says so (`quantifier`). */
  | { readonly forBases: BasePredicate }
  | { readonly onObject: BasePredicate }
  | { readonly onDatabase: Privilege }
  | { readonly fact: Fact }
  | { readonly all: readonly Requirement[] }
  /** The operation does not exist there. */
  | { readonly never: string };

/** What AWS itself checks for the operation. */
export interface AwsNeed {
  readonly on: 'object' | 'views below' | 'bases' | 'database';
  /** In Lake Formation's terms; `privilege-actions` has the same in IAM's. */
  readonly privilege: Privilege;
  /** The columns used do; absent: all of the object. */
  readonly columns?: 'used';
  /** Nothing is read from S3. */
  readonly metadataOnly?: true;
  /** With the right to pass it on. */
  readonly grantable?: true;
}

/** One row of the authorization table. */
export interface Rule {
  readonly operation: Operation;
  readonly kind: ObjectKind;
  readonly requires: Requirement | { readonly strict: Requirement; readonly literal: Requirement };
  readonly aws: readonly AwsNeed[];
  /** What AWS cannot be made to check. */
  readonly note?: string;
}
