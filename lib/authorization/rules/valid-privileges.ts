import type { Privilege } from '../grant';

/** What a grant can be on. */
export type GrantObjectKind = 'database' | 'table' | 'view' | 'columns';

/** Permissions each kind of object has (Lake Formation Developer Guide: lf-permissions-reference). */
export const VALID_PRIVILEGES: Readonly<Record<GrantObjectKind, readonly Privilege[]>> = {
  database: ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'],
  table: ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'],
  view: ['ALL', 'DESCRIBE', 'DROP', 'SELECT'],
  columns: ['SELECT'],
};
