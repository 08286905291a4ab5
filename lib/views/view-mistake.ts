import type { TextPosition } from '../model/problem';

/** What is wrong with one view. Thrown while it is analysed; `view-problems` tells where it is declared. */
export class ViewMistake extends Error {
  /**
   * @param message the rule, what was found, what to do: lower case, no trailing full stop
   * @param at where in the view's SQL
   * @param column index of the declared column it is about, if it is not about the SQL
   */
  constructor(
    message: string,
    public readonly at?: TextPosition,
    public readonly column?: number,
  ) {
    super(message);
    this.name = 'ViewMistake';
  }
}
