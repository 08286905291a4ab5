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
  if (!sql.trim()) {
    const rule = 'the SQL must be one query, found nothing';
    throw new SqlError(`${rule}: write a SELECT`, { line: 1, column: 1 }, place);
  }
  const tree = syntaxTree(sql, place);
  const reading = new Reading(sql, place, tree);
  const single = tree.statement;
  const statement = single.statement();
  const root = rootOf(statement, reading);
  const { start, end } = reading.span(root.query());
  const isView = statement instanceof grammar.CreateViewContext;
  return {
    query: readQuery(root.query(), reading),
    start: isView ? start : 0,
    end: single.SEMICOLON() ? end : sql.length,
    isView,
  };
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
