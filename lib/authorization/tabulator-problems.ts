import type { LakeRole } from '../model/lake';
import { ViewSecurity } from '../model/lake-config';
import type { AnalysedView } from '../views/analysed-view';
import type { AccessProblem } from './access-problem';

/**
 * Roles that could not run a view over Tabulator's tables: who reads it asks the connector with its own rights, as with
 * any base of the view. Of a view that holds data, that is who refreshes it.
 */
export function tabulatorProblems(views: readonly AnalysedView[], roles: readonly LakeRole[]): AccessProblem[] {
  const users = new Set(roles.filter((role) => role.tabulator).map(({ name }) => name));
  return views.flatMap(({ key, view, federated }) => {
    if (federated.length === 0) return [];
    const list = view.security === ViewSecurity.ANALYTICAL ? 'refresh' : 'select';
    const lacking = [...new Set([...view[list], ...view.own])].filter((name) => !users.has(name));
    return lacking.map((principal) => ({
      view: key,
      principal,
      message: `a role that reads a view over Tabulator's tables must be let use Tabulator, found ${federated.join(', ')} behind it; write tabulator: true for the role, or take it out of ${list}`,
    }));
  });
}
