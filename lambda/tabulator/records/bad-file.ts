/** What is wrong with a file itself, so that the query fails or, where the table goes on after errors, one row says it. */
export class BadFile extends Error {
  override readonly name = 'BadFile';

  /** @param row of the file's rows, from 1 */
  constructor(reason: string, row?: number) {
    super(row === undefined ? reason : `row ${row}: ${reason}`);
  }
}
