import type { Lake } from '../../lib/model/lake';
import { ViewSecurity } from '../../lib/model/lake-views-config';
import { unknownValue } from '../../lib/model/unknown-value';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { analysedViews, analyseViews } from '../../lib/views/analysed-views';

/** Told beside a decision that is about the database alone. */
export const BASES_NOT_KNOWN =
  'the view is not declared, so what it reads is not known and the decision is about its database alone; name its query with --sql to have its base tables decided, too';

/** Reads no table: what is then required is what the database has to give. */
const READS_NOTHING = 'SELECT 1 AS nothing';

/**
 * The lake with one more invoker view, which is to be created in a database that is declared.
 *
 * @param on `database.name` of it, which nothing declared is called
 * @param sql its query; without one, it reads nothing
 */
export function withViewToBe(lake: Lake, on: string, sql = READS_NOTHING): Lake {
  const [database, name] = partsOf(on);
  const known = declaredDatabases(lake);
  if (!known.includes(database)) {
    throw new QuiltAthenaValidationError(unknownValue('database', database, known), 'the option --on');
  }
  const view = { name, database, sql, security: ViewSecurity.INVOKER, select: [], refresh: [], own: [] };
  const more = { ...lake, views: [...lake.views, view] };
  const mistake = analyseViews(more).mistakes.get(lake.views.length);
  if (mistake) throw new QuiltAthenaValidationError(mistake.message, 'the option --sql');
  return more;
}

/** Whether something declared is called so. */
export function isDeclared(lake: Lake, on: string): boolean {
  analysedViews(lake);
  const { tables, views } = analyseViews(lake).catalog;
  return tables.has(on.toLowerCase()) || views.has(on.toLowerCase());
}

function partsOf(on: string): [database: string, name: string] {
  const key = on.toLowerCase();
  const dot = key.indexOf('.');
  if (dot > 0 && dot < key.length - 1) return [key.slice(0, dot), key.slice(dot + 1)];
  throw new QuiltAthenaValidationError(`must be database.name, found ${JSON.stringify(on)}`, 'the option --on');
}

function declaredDatabases({ database, externalTables, views }: Lake): string[] {
  const named = [database.name, ...[...externalTables, ...views].map((each) => each.database)];
  return [...new Set(named.map((each) => each.toLowerCase()))].sort();
}
