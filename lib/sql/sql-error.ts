import type { Position } from './syntax/position';

/** A query that is refused: the rule, what was found, what to do, and where in its text. */
export class SqlError extends Error {
  /** Counted from 1. */
  public readonly line: number;
  /** Counted from 1. */
  public readonly column: number;

  /**
   * @param problem the rule, what was found, what to do: lower case, no trailing full stop
   * @param at where in the text
   * @param place construct path or file that holds the text
   */
  constructor(
    public readonly problem: string,
    at: Position,
    public readonly place?: string,
  ) {
    super(`${place ? `${place}: ` : ''}${problem} (line ${at.line}, column ${at.column})`);
    this.name = 'SqlError';
    this.line = at.line;
    this.column = at.column;
  }
}
