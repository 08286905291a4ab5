import type { AccessProblem } from './access-problem';
import type { AuthorizationWorld, ViewFacts } from './authorization-world';
import { checkedBases, viewIndex } from './base-expansion';
import { keyOf } from './object-name';

/** Athena User Guide (lf-athena-limitations): cell filters defined on a table do not apply to a view of it. */
export function rowFilterProblems(view: ViewFacts, world: AuthorizationWorld): AccessProblem[] {
  if (view.kind !== 'invoker') return [];
  const bases = new Set(checkedBases(view, viewIndex(world.views)).bases.map(keyOf));
  return (world.rowFilters ?? [])
    .filter((filter) => bases.has(keyOf(filter)))
    .map((filter) => ({
      view: keyOf(view),
      principal: filter.principal,
      message: `row filters do not apply behind an invoker view, found one of role ${filter.principal} on ${keyOf(filter)}; filter in the view's query, or let the role query the table itself`,
    }));
}
