import { CharStreams, CommonTokenStream, PredictionMode, Token } from 'antlr4ng';
import { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer';
import { type SingleStatementContext, TrinoSqlParser } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import { SqlError } from './sql-error';

/**
 * Trino's grammar, as dt-sql-parser publishes it. This is its only importer: the package cannot be loaded by Node as it
 * is (ES modules that import folders), so the build inlines it here.
 */
export * as grammar from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';

/**
 * The syntax tree of a text that holds one statement.
 *
 * The fast SLL prediction comes first: a text that it accepts has the same tree under full LL prediction
 * (antlr/antlr4: runtime/Java/src/org/antlr/v4/runtime/atn/PredictionMode.java), which takes 20 times as long.
 */
export function syntaxTree(sql: string, place?: string): SingleStatementContext {
  const quick = attempt(sql, PredictionMode.SLL);
  if (!quick.problem) return quick.tree;
  const thorough = attempt(sql, PredictionMode.LL);
  if (!thorough.problem) return thorough.tree;
  const { found, line, column } = thorough.problem;
  // What follows a whole statement is another; the grammar's own rule for many would read `LATERAL (SELECT 1)` as two.
  const second = quick.problem.afterEnd ? quick.problem : thorough.problem.afterEnd ? thorough.problem : undefined;
  if (second) {
    const fix = 'keep one, or put the others into files of their own';
    throw new SqlError(`the SQL must be one query, found a second statement: ${fix}`, second, place);
  }
  const rule = `the SQL cannot be parsed, found ${found} where it cannot stand`;
  throw new SqlError(`${rule}: look at commas, quotes and brackets here and just before`, { line, column }, place);
}

interface Problem {
  readonly found: string;
  readonly line: number;
  readonly column: number;
  /** Whether it follows a `;`. */
  readonly afterEnd: boolean;
}

function attempt(sql: string, mode: number): { tree: SingleStatementContext; problem?: Problem } {
  const tokens = new CommonTokenStream(new TrinoSqlLexer(CharStreams.fromString(sql)));
  const parser = new TrinoSqlParser(tokens);
  parser.interpreter.predictionMode = mode;
  let problem: Problem | undefined;
  const fail = (text: string | null | undefined, line: number, column: number, afterEnd = false) => {
    const found = !text || text === '<EOF>' ? 'the end' : JSON.stringify(text);
    problem ??= { found, line, column: column + 1, afterEnd };
  };
  parser.removeErrorListeners();
  parser.addErrorListener({
    syntaxError: (_recognizer, token, line, column) => fail((token as { text?: string } | null)?.text, line, column),
    reportAmbiguity: () => undefined,
    reportAttemptingFullContext: () => undefined,
    reportContextSensitivity: () => undefined,
  });
  const tree = parser.singleStatement();
  const rest = tokens.LT(1);
  if (rest && rest.type !== Token.EOF) fail(rest.text, rest.line, rest.column, tree.SEMICOLON() !== null);
  return { tree, problem };
}
