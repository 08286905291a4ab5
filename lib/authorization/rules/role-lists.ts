import type { ViewKind } from '../authorization-world';
import type { Privilege } from '../grant';
import type { Operation } from './operation';

/** The lists of roles that a view is declared with. */
export type RoleList = 'select' | 'refresh' | 'own';

/** What being in a list gives on the view, and the operations whose requirements must hold for that. */
export interface RoleListRule {
  readonly list: RoleList;
  readonly kind: ViewKind;
  readonly operations: readonly Operation[];
  readonly privileges: readonly Privilege[];
}

/**
 * What a role of each list gets on the view.
 *
 * Views have no INSERT, DELETE or ALTER, and INSERT lets read (Lake Formation Developer Guide: lf-permissions-reference),
 * so whoever refreshes reads.
 */
export const ROLE_LISTS: readonly RoleListRule[] = [
  { list: 'select', kind: 'analytical', operations: ['select'], privileges: ['SELECT'] },
  { list: 'select', kind: 'invoker', operations: ['select'], privileges: ['SELECT'] },
  { list: 'select', kind: 'definer', operations: ['select'], privileges: ['SELECT'] },
  {
    list: 'refresh',
    kind: 'analytical',
    operations: ['refresh', 'insert'],
    privileges: ['DELETE', 'INSERT', 'SELECT'],
  },
  {
    list: 'own',
    kind: 'analytical',
    operations: ['alter', 'drop', 'refresh', 'insert', 'select'],
    privileges: ['ALL'],
  },
  { list: 'own', kind: 'invoker', operations: ['alter', 'drop'], privileges: ['ALL'] },
  { list: 'own', kind: 'definer', operations: ['alter', 'drop'], privileges: ['ALL'] },
];
