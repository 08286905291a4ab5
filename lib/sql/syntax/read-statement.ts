import { SqlError } from '../sql-error';
import { grammar, syntaxTree } from '../trino-grammar';
import type { Query } from './query';
import { readQuery } from './read-query';
import { Reading } from './reading';

/** One query, alone or as the text of a view. */
export interface Statement {
  readonly query: Query;
  /** Offsets of the text without CREATE VIEW before it and the `;` after it, but with its comments. */
  readonly start: number;
  readonly end: number;
  /** Whether the text was CREATE VIEW. */
  readonly isView: boolean;
}

/** Reads a text that must hold exactly one query. A trailing `;` does no harm. */
export function readStatement(sql: string, place?: string): Statement {
  const reading = new Reading(sql, place);
  if (!sql.trim())
    throw reading.refusal({ line: 1, column: 1 }, 'the SQL must be one query, found nothing: write a SELECT');
  const tree = syntaxTree(sql, place);
  try {
    const statement = tree.statement();
    const root = rootOf(statement, reading);
    const { start, end } = reading.span(root.query());
    return {
      query: readQuery(root.query(), reading),
      start,
      end,
      isView: statement instanceof grammar.CreateViewContext,
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SqlError('the SQL is nested too deeply: use WITH', reading.span(tree), place);
  }
}

function rootOf(statement: grammar.StatementContext, reading: Reading): grammar.RootQueryContext {
  if (!(statement instanceof grammar.StatementDefaultContext) && !(statement instanceof grammar.CreateViewContext)) {
    const word = statement.start?.text ?? '';
    const rule = `the SQL must be a query, found ${word.toUpperCase()}`;
    throw reading.refusal(reading.span(statement), `${rule}: begin with SELECT, WITH or CREATE VIEW ... AS`);
  }
  const root = statement.rootQuery();
  const inline = root.withFunction();
  if (inline) throw reading.unsupported(inline, 'a function defined in a query');
  return root;
}
