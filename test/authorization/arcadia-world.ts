import type { AuthorizationWorld, ViewFacts } from '../../lib/authorization/authorization-world';
import type { Grant } from '../../lib/authorization/grant';

const T = { database: 'sd', table: 't', columns: ['d', 'm', 'v', 'y'], hidden: [] };
const U = { database: 'sd', table: 'u', columns: ['k'], hidden: [] };

/** The views of the authorization table: `av1` is `SELECT y, m, d, max(v) … FROM sd.t GROUP BY y, m, d`. */
export const VIEWS: readonly ViewFacts[] = [
  { database: 'td', table: 'av1', kind: 'analytical', bases: [T], views: [], location: 's3://lake/av1/' },
  { database: 'td', table: 'av2', kind: 'analytical', bases: [T, U], views: [], location: 's3://lake/av2/' },
  { database: 'td', table: 'lv', kind: 'invoker', bases: [T], views: [] },
  { database: 'td', table: 'dv', kind: 'definer', bases: [T], views: [], definer: 'p' },
  // SELECT y FROM td.lv
  { database: 'td', table: 'lv_over_lv', kind: 'invoker', bases: [T], views: [{ database: 'td', table: 'lv' }] },
  // SELECT y FROM td.av1
  {
    database: 'td',
    table: 'lv_over_av1',
    kind: 'invoker',
    bases: [{ database: 'td', table: 'av1', columns: ['y'], hidden: [] }],
    views: [],
  },
  // SELECT count(*) FROM sd.t
  { database: 'td', table: 'rows', kind: 'invoker', bases: [{ ...T, columns: [] }], views: [] },
];

/** The world in which a principal holds these grants, and nobody else anything. */
export function worldWith(grants: readonly Grant[], more: Partial<AuthorizationWorld> = {}): AuthorizationWorld {
  return { views: VIEWS, grants, regime: 'lakeformation', ...more };
}
