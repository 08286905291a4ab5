import { type LakeCatalog, lakeCatalog, sqlColumns } from '../catalog/lake-catalog';
import { relationKey } from '../catalog/relation-key';
import type { Lake } from '../model/lake';
import type { LakeView } from '../model/lake-view';
import { ViewSecurity } from '../model/lake-views-config';
import { QuiltAthenaValidationError } from '../model/validation-error';
import type { SqlCatalog, SqlTable, SqlView } from '../sql/sql-catalog';
import type { AnalysedView } from './analysed-view';
import { checkDefinerReads } from './definer-limits';
import { LookedUpFirst } from './looked-up-first';
import { analysedQuery } from './query-analysis';
import { viewAsRead } from './view-as-read';
import { basesOf } from './view-bases';
import { ViewMistake } from './view-mistake';

/** What became of every declared view. */
export interface ViewAnalysis {
  /** In the order of dependencies, and of declaration where none tells: a view comes after all it reads. */
  readonly views: readonly AnalysedView[];
  /** What is wrong with views, by the index of their declaration. Those that read them may be right, and are not told of. */
  readonly mistakes: ReadonlyMap<number, ViewMistake>;
  /** Everything that SQL may refer to, the analysed views included. */
  readonly catalog: SqlCatalog;
}

/** The declared views of a lake with what their SQL tells, in the order of their dependencies. */
export function analysedViews(lake: Lake): readonly AnalysedView[] {
  const { views, mistakes } = analyseViews(lake);
  for (const [i, { message }] of mistakes) {
    throw new QuiltAthenaValidationError(message, `view ${JSON.stringify(lake.views[i].name)}`);
  }
  return views;
}

/** What was analysed last: rules, constructs and commands ask for one lake in turns, each with its own copy. */
let last: { readonly question: string; readonly answer: ViewAnalysis } | undefined;

/** The declared views of a lake with what their SQL tells, and what is wrong with the others. */
export function analyseViews(lake: Lake): ViewAnalysis {
  const { database, buckets, externalTables, tabulator, views } = lake;
  const tables = buckets.map(({ name, layouts }) => [name, layouts]);
  const question = JSON.stringify([database.name, tables, externalTables, tabulator, views]);
  if (last?.question !== question) last = { question, answer: new Analysis(lake).result() };
  return last.answer;
}

/** A view that reads a broken one, or one that reads it: nothing can be told about it yet. */
class ReadsBroken extends Error {}

class Analysis {
  private readonly base: LakeCatalog;
  private readonly catalog: SqlCatalog;
  private readonly tables: Map<string, SqlTable>;
  private readonly views: Map<string, SqlView>;
  private readonly declared: ReadonlyMap<string, LakeView>;
  private readonly analysed = new Map<string, AnalysedView>();
  private readonly mistakes = new Map<number, ViewMistake>();
  private readonly broken = new Set<string>();
  /** Views being analysed, each read by the one before. */
  private readonly path: string[] = [];

  constructor(private readonly lake: Lake) {
    this.base = lakeCatalog(lake);
    this.declared = new Map(lake.views.map((view) => [relationKey(view.database, view.name), view]));
    const lookUp = (key: string) => this.lookUp(key);
    this.tables = new LookedUpFirst(this.base.tables, lookUp);
    this.views = new LookedUpFirst(this.base.views, lookUp);
    this.catalog = { tables: this.tables, views: this.views, federated: this.base.federated };
  }

  result(): ViewAnalysis {
    for (const key of this.declared.keys()) {
      try {
        this.lookUp(key);
      } catch (error) {
        if (!(error instanceof ReadsBroken)) throw error;
      }
    }
    return {
      views: [...this.analysed.values()],
      mistakes: this.mistakes,
      catalog: { tables: new Map(this.tables), views: new Map(this.views), federated: this.base.federated },
    };
  }

  /** Analyses a declared view before it is used, which brings them into order and finds circles. */
  private lookUp(key: string): void {
    const view = this.declared.get(key);
    if (!view || this.analysed.has(key)) return;
    const inCircle = this.path.indexOf(key);
    if (inCircle >= 0) this.refuseCircle(this.path.slice(inCircle));
    if (this.broken.has(key)) throw new ReadsBroken();
    this.path.push(key);
    try {
      this.add(key, view);
    } catch (error) {
      this.broken.add(key);
      if (!(error instanceof ViewMistake)) throw error;
      this.mistakes.set(this.lake.views.indexOf(view), error);
      throw new ReadsBroken();
    } finally {
      this.path.pop();
    }
  }

  private add(key: string, view: LakeView): void {
    const { sql, columns, lineage } = analysedQuery(view.sql, this.catalog, view.database, view.columns);
    const { bases, declaredViews } = basesOf(lineage, this.analysed, this.base.buckets);
    const buckets = [...new Set(bases.flatMap((base) => base.bucket ?? []))].sort();
    const { views, federated = [] } = lineage;
    const analysed = { view, key, sql, columns, bases, views, declaredViews, federated, buckets };
    if (view.security === ViewSecurity.DEFINER) {
      const shielded = bases.filter((base) => base.kind === 'definer').map((base) => base.key);
      checkDefinerReads([...views, ...shielded], bases.length, federated);
    }
    this.analysed.set(key, analysed);
    // Whoever reads a view that holds data, or shields what it reads, needs access to it alone: it is a table to them.
    if (view.security === ViewSecurity.INVOKER) this.views.set(key, viewAsRead(sql, columns, view.database));
    else this.tables.set(key, { columns: sqlColumns(columns) });
  }

  private refuseCircle(circle: readonly string[]): never {
    const names = circle.map((key) => this.nameOf(key));
    const first = this.lake.views.findIndex((view) => circle.includes(relationKey(view.database, view.name)));
    const found = [...names, names[0]].join(' → ');
    const rule = 'views must not read each other in a circle';
    this.mistakes.set(first, new ViewMistake(`${rule}, found ${found}; take one of them out of it`));
    throw new ReadsBroken();
  }

  private nameOf(key: string): string {
    const view = this.declared.get(key);
    return view?.database === this.lake.database.name ? view.name : key;
  }
}
