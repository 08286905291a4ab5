import { QuiltAthenaValidationError } from '../model/validation-error';
import { viewSourceProblem, viewText } from '../model/view-source';

/**
 * The query of a view.
 *
 * @example
 * ViewQuery.fromText('SELECT logical_key, size FROM ${manifests} WHERE size > 0');
 */
export class ViewQuery {
  /**
   * A query as text. `${name}` stands for the table that the view's `references` call so, quoted as it must be.
   *
   * @param text the query
   */
  public static fromText(text: string): ViewQuery {
    return new ViewQuery(text);
  }

  /**
   * The query in a file, in which `${name}` means the same.
   *
   * @param file path from the directory that the app runs in
   */
  public static fromFile(file: string): ViewQuery {
    const problem = viewSourceProblem({ file });
    if (problem) throw new QuiltAthenaValidationError(problem);
    return new ViewQuery(viewText({ file }) ?? '', file);
  }

  /** The query as it was written. */
  public readonly text: string;

  /** The file it was read from, if it was. */
  public readonly file?: string;

  private constructor(text: string, file?: string) {
    this.text = text;
    this.file = file;
  }
}
