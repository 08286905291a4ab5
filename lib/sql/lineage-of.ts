import { queryFields } from './analysis/query-analysis';
import { type Expansion, type Purpose, TextAnalysis } from './analysis/text-analysis';
import { checkNames } from './analysis/view-analysis';
import type { Lineage } from './lineage';
import { visible } from './scope/field';
import type { SqlCatalog } from './sql-catalog';
import { SqlError } from './sql-error';
import { readStatement } from './syntax/read-statement';
import { isOpaque, whyOpaque } from './types/sql-type';
import { notationsOf } from './types/type-text';

/** How a query is understood. */
export interface LineageOptions {
  /** Name of the catalog whose tables and views are known. @default awsdatacatalog */
  readonly catalog?: string;
  /** Database of unqualified names. @default - every name needs its own */
  readonly schema?: string;
  /** Construct path or file that holds the text, named in errors. */
  readonly place?: string;
  /**
   * What the text is to become. Columns of a `view` need names, and it can use no hidden column but `$path`; columns of
   * a `query` without a name are called `_col0` and so on, as the engine calls them. @default query
   */
  readonly purpose?: Purpose;
}

/**
 * What a query reads and returns, or an `SqlError` that says where it does what this library does not understand.
 *
 * The rules are those of Trino 476's analyzer; nothing is guessed, since grants follow from the answer.
 */
export function lineageOf(sql: string, catalog: SqlCatalog, options: LineageOptions = {}): Lineage {
  try {
    return analysed(sql.replace(/^\uFEFF/, ''), catalog, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SqlError(
      'the SQL is nested too deeply, found no end of it: use WITH',
      { line: 1, column: 1 },
      options.place,
    );
  }
}

function analysed(text: string, catalog: SqlCatalog, options: LineageOptions): Lineage {
  const { query, start, end, isView } = readStatement(text, options.place);
  const analysis = new TextAnalysis(catalog, {
    catalog: (options.catalog ?? 'awsdatacatalog').toLowerCase(),
    schema: options.schema?.toLowerCase(),
    place: options.place,
    purpose: isView ? 'view' : (options.purpose ?? 'query'),
    within: [],
  });
  const fields = visible(queryFields(query, undefined, analysis));
  if (analysis.settings.purpose === 'view') checkNames(fields, query.at, analysis);
  return {
    columns: fields.map(({ name = '', type, sources }, i) => ({
      name: name || `_col${i}`,
      ...notationsOf(type),
      ...(isOpaque(type) && { unknownBecause: whyOpaque(type) ?? 'what it is computed from has no common type' }),
      sources: [...sources].sort(),
    })),
    reads: [...analysis.reads].sort(),
    tables: [...analysis.tables].sort(),
    views: [...analysis.views].sort(),
    ...(analysis.federated.size > 0 && { federated: [...analysis.federated].sort() }),
    expandedSql: expanded(text, start, end, analysis.expansions),
  };
}

/** The query with what its stars stand for in their place. */
function expanded(text: string, start: number, end: number, expansions: readonly Expansion[]): string {
  const byPlace = new Map(expansions.map((expansion) => [expansion.at.start, expansion]));
  let result = '';
  let from = start;
  for (const { at, text: columns } of [...byPlace.values()].sort((a, b) => a.at.start - b.at.start)) {
    result += text.slice(from, at.start) + columns;
    from = at.end;
  }
  return result + text.slice(from, end);
}
