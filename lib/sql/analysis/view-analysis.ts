import { quoteIdentifier } from '../../model/quoting';
import type { Field } from '../scope/field';
import { visible } from '../scope/field';
import type { SqlCatalog, SqlView } from '../sql-catalog';
import { SqlError } from '../sql-error';
import type { Position } from '../syntax/position';
import { readStatement } from '../syntax/read-statement';
import { queryFields } from './query-analysis';
import { type Settings, TextAnalysis } from './text-analysis';

/** What using a view reads, and the columns it has. */
interface AnalysedView {
  readonly view: SqlView;
  readonly fields: readonly Field[];
  readonly learned: TextAnalysis;
}

/** Views that were analysed once, by catalog and by the name and catalog that they were found under. */
const ANALYSED = new WeakMap<SqlCatalog, Map<string, AnalysedView>>();

/** A view that is defined by itself; it is told as one cycle, not as errors within errors. */
class ViewCycleError extends SqlError {}

/**
 * The columns of a view. Its whole text is read, as the engine analyses all of it wherever the view is used
 * (trinodb/trino: core/trino-main/src/main/java/io/trino/sql/analyzer/StatementAnalyzer.java, analyzeView).
 */
export function viewFields(key: string, view: SqlView, at: Position, analysis: TextAnalysis): readonly Field[] {
  const { within } = analysis.settings;
  if (within.includes(key)) {
    const cycle = [...within.slice(within.indexOf(key)), key].join(' -> ');
    throw new ViewCycleError(
      `views must not use each other in a circle, found ${cycle}: break it`,
      at,
      analysis.settings.place,
    );
  }
  const { fields, learned } = analysedView(key, view, at, analysis);
  analysis.views.add(key);
  for (const name of ['reads', 'tables', 'views', 'federated'] as const)
    for (const each of learned[name]) analysis[name].add(each);
  return fields;
}

function analysedView(key: string, view: SqlView, at: Position, analysis: TextAnalysis): AnalysedView {
  const { catalog, settings } = analysis;
  const known = ANALYSED.get(catalog) ?? new Map<string, AnalysedView>();
  ANALYSED.set(catalog, known);
  const id = `${settings.catalog}/${key}`;
  const before = known.get(id);
  if (before?.view === view) return before;
  const inner = { ...settings, schema: view.schema?.toLowerCase() ?? key.slice(0, key.indexOf('.')), place: undefined };
  const analysed = withOuterPlace(key, at, analysis, () => analyse(key, view, catalog, inner));
  known.set(id, analysed);
  return analysed;
}

function analyse(key: string, view: SqlView, catalog: SqlCatalog, settings: Settings): AnalysedView {
  const learned = new TextAnalysis(catalog, { ...settings, purpose: 'view', within: [...settings.within, key] });
  const { query } = readStatement(view.sql);
  const fields = visible(queryFields(query, undefined, learned));
  checkNames(fields, query.at, learned);
  return { view, learned, fields: fields.map(({ name, type, sources }) => ({ name, type, sources })) };
}

/** Every column of a view has a name, and there is no second one of it. */
export function checkNames(fields: readonly Field[], at: Position, analysis: TextAnalysis): void {
  const unnamed = fields.findIndex((field) => field.name === undefined);
  if (unnamed < 0) return;
  const rule = `every column of a view has a name, found none for column ${unnamed + 1}`;
  throw analysis.refusal(at, `${rule}: add AS and a name to its expression`);
}

/** An error within a view is reported where the view is used, with its place in the view's own text. */
function withOuterPlace<T>(key: string, at: Position, { settings }: TextAnalysis, analysed: () => T): T {
  try {
    return analysed();
  } catch (error) {
    if (error instanceof ViewCycleError) throw new ViewCycleError(error.problem, at, settings.place);
    if (!(error instanceof SqlError)) throw error;
    const name = key.split('.').length === 2 ? key : quoteIdentifier(key);
    const where = `line ${error.line}, column ${error.column} of its text`;
    throw new SqlError(`view ${name} cannot be used, ${where}: ${error.problem}`, at, settings.place);
  }
}
