import type { Column } from '../catalog/layouts/layout';
import { quoteIdentifier } from '../model/quoting';
import type { SqlView } from '../sql/sql-catalog';

/**
 * A view as queries over it see it: its columns have the types that are stored with it, to which the engine converts
 * what the query returns (trinodb/trino: StatementAnalyzer.java, analyzeView). It still reads all that its query reads.
 */
export function viewAsRead(sql: string, columns: readonly Column[], schema: string): SqlView {
  const typed = columns.map(({ name, trinoType }) => {
    const column = quoteIdentifier(name);
    return `CAST(${column} AS ${trinoType}) AS ${column}`;
  });
  return { sql: `SELECT ${typed.join(', ')} FROM (\n${sql}\n)`, schema };
}
