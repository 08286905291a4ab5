import type { AccessProblem } from './access-problem';
import { allBases, checkedBases, viewIndex } from './base-expansion';
import type { AccessSpec, DeclaredView } from './declared-access';
import { keyOf, sortedSet } from './object-name';
import type { RoleList } from './rules/role-lists';

const LISTS: readonly RoleList[] = ['select', 'refresh', 'own'];

/**
 * Roles that are declared for a view over Tabulator's tables and may not use Tabulator.
 *
 * Whoever reads such a view asks the connector with its own rights. Whoever reads one that holds data does not, and needs
 * them all the same, as for any other base: a copy is no way round.
 */
export function tabulatorProblems({ views, tabulatorUsers = [] }: AccessSpec): AccessProblem[] {
  const users = new Set(tabulatorUsers);
  const index = viewIndex(views);
  return views.flatMap((view) => {
    const behind = {
      select: (view.kind === 'analytical' ? allBases : checkedBases)(view, index).federated,
      refresh: allBases(view, index).federated,
      own: allBases(view, index).federated,
    };
    const listed = (list: RoleList) => (behind[list].length > 0 ? view[list].filter((name) => !users.has(name)) : []);
    return sortedSet(LISTS.flatMap(listed)).map((principal) => {
      const lists = LISTS.filter((list) => listed(list).includes(principal));
      return { view: keyOf(view), principal, message: lacking(view, lists, behind[lists[0]]) };
    });
  });
}

function lacking({ kind }: DeclaredView, lists: readonly RoleList[], tables: readonly string[]): string {
  const rule =
    kind === 'analytical'
      ? "a role that reads a copy of Tabulator's tables must be let use Tabulator"
      : "a role that reads a view over Tabulator's tables must be let use Tabulator";
  return `${rule}, found ${tables.join(', ')} behind it; write tabulator: true for the role, or take it out of ${lists.join(' and ')}`;
}
