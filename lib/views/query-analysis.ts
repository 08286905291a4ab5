import type { Column } from '../catalog/layouts/layout';
import { SQL_LIMIT } from '../catalog/view-sql';
import type { ViewColumn } from '../model/lake-views-config';
import type { Lineage } from '../sql/lineage';
import type { SqlCatalog } from '../sql/sql-catalog';
import { SqlError } from '../sql/sql-error';
import { outputColumns } from './output-columns';
import { resolveView } from './resolver';
import { ViewMistake } from './view-mistake';

/** What the query of a view tells. */
export interface AnalysedQuery {
  /** As it is stored, without `*`. */
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly lineage: Lineage;
}

/**
 * Reads the query of a view against what it may refer to, and its declared columns, if any, against the query.
 *
 * @param text the query as it was written
 * @param catalog what it may refer to
 * @param schema database of the view
 * @param declared declared columns
 */
export function analysedQuery(
  text: string,
  catalog: SqlCatalog,
  schema: string,
  declared: readonly ViewColumn[] | undefined,
): AnalysedQuery {
  const lineage = resolved(text, catalog, schema);
  const bytes = Buffer.byteLength(lineage.expandedSql);
  if (bytes > SQL_LIMIT) {
    throw new ViewMistake(
      `a view's SQL has at most ${SQL_LIMIT} bytes, found ${bytes} with every "*" written out; split it into views over views`,
    );
  }
  return { sql: lineage.expandedSql, columns: outputColumns(lineage.columns, declared), lineage };
}

function resolved(sql: string, catalog: SqlCatalog, schema: string): Lineage {
  try {
    return resolveView(sql, catalog, { schema });
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw new ViewMistake(error.problem, { line: error.line, column: error.column });
  }
}
