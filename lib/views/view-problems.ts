import { relationKey } from '../catalog/relation-key';
import type { Lake } from '../model/lake';
import type { Problem } from '../model/problem';
import { unknownValue } from '../model/unknown-value';
import { analyseViews } from './analysed-views';

/** Everything that is wrong with the SQL of a lake's views, and with what grants say about their columns. */
export function viewProblems(lake: Lake): Problem[] {
  const { views, mistakes } = analyseViews(lake);
  const problems: Problem[] = [];
  for (const [i, view] of lake.views.entries()) {
    const mistake = mistakes.get(i);
    if (!mistake) continue;
    const { message, at, column } = mistake;
    const key = view.file === undefined ? 'sql' : 'file';
    const path = column === undefined ? ['views', i, key] : ['views', i, 'columns', column];
    problems.push({ path, message, ...(at && { at }), ...(at && view.file !== undefined && { file: view.file }) });
  }
  const columnsOf = new Map(views.map(({ key, columns }) => [key, columns.map((column) => column.name)]));
  for (const [i, { database, table = '', columns = [] }] of lake.grants.entries()) {
    const known = columnsOf.get(relationKey(database, table));
    if (!known) continue;
    for (const column of columns.filter((name) => !known.includes(name))) {
      problems.push({
        path: ['grants', i, 'columns'],
        message: unknownValue('column', column, known, { knownAs: `of ${table}` }),
      });
    }
  }
  return problems;
}
