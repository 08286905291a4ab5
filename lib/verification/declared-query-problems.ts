import type { Lake } from '../model/lake';
import type { Problem } from '../model/problem';
import { SqlError } from '../sql/sql-error';
import type { readStatement as Read } from '../sql/syntax/read-statement';

/** What is wrong with queries that somebody declared: they are run, so that anything but a query could change something. */
export function declaredQueryProblems({ verification }: Pick<Lake, 'verification'>): Problem[] {
  return (['positive', 'negative'] as const).flatMap((key) =>
    (verification?.[key] ?? []).flatMap(({ sql }, i): Problem[] => {
      const problem = problemOf(sql);
      return problem ? [{ path: ['verification', key, i, 'sql'], ...problem }] : [];
    }),
  );
}

function problemOf(sql: string): Pick<Problem, 'message' | 'at'> | undefined {
  // Loaded at the first use: a grammar takes a while, which lakes without such queries need not spend.
  const { readStatement }: { readStatement: typeof Read } = require('../sql/syntax/read-statement');
  try {
    if (!readStatement(sql).isView) return undefined;
    return { message: 'what verifies access must be a query, found CREATE VIEW; write its SELECT alone' };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { message: error.problem, at: { line: error.line, column: error.column } };
  }
}
