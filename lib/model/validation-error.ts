/** A declaration that cannot work: the rule, what was found and what to do, with the place it was found at. */
export class QuiltAthenaValidationError extends Error {
  /**
   * @param message the rule, what was found, what to do: lower case, no trailing full stop
   * @param place construct path, or `file:line:column`, of what is wrong
   */
  constructor(
    message: string,
    public readonly place?: string,
  ) {
    super(place ? `${place}: ${message}` : message);
    this.name = 'QuiltAthenaValidationError';
  }
}
