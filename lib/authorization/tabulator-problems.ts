import type { AccessProblem } from './access-problem';
import type { AccessSpec } from './declared-access';
import { keyOf } from './object-name';

/**
 * Roles that could not run a view over Tabulator's tables: who reads it asks the connector with its own rights, as with
 * any base of the view. Of a view that holds data, that is who refreshes it.
 */
export function tabulatorProblems({ views, tabulatorUsers = [] }: AccessSpec): AccessProblem[] {
  const users = new Set(tabulatorUsers);
  return views.flatMap(({ federated = [], ...view }) => {
    if (federated.length === 0) return [];
    const list = view.kind === 'analytical' ? 'refresh' : 'select';
    const lacking = [...new Set([...view[list], ...view.own])].filter((name) => !users.has(name));
    return lacking.map((principal) => ({
      view: keyOf(view),
      principal,
      message: `a role that reads a view over Tabulator's tables must be let use Tabulator, found ${federated.join(', ')} behind it; write tabulator: true for the role, or take it out of ${list}`,
    }));
  });
}
