/** A value that the column's type does not hold. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';

  /** @param at which of the rows being appended, from 0 */
  constructor(
    value: string | number | bigint,
    readonly at: number,
  ) {
    super(`${value} is too large for the column's type`);
  }
}
