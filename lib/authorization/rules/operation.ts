import type { ViewKind } from '../authorization-world';

/** What a principal wants to do, as the authorization table names it. */
export const OPERATIONS = [
  'create',
  'refresh',
  'drop',
  'show',
  'describe',
  'select',
  'explain',
  'explain-internal',
  'alter',
  'insert',
] as const;

/** `explain-internal` is the EXPLAIN that the service itself runs, `explain` that of a user. */
export type Operation = (typeof OPERATIONS)[number];

/** What the operation is on: a base table, or a view of a kind. */
export type ObjectKind = 'table' | ViewKind;
