/** A place in a text, counted from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Something wrong at one place of a configuration. */
export interface Problem {
  /** Where, as keys and indexes from the top: `['roles', 2, 'read', 0]`. */
  readonly path: (string | number)[];
  /** The rule, what was found, what to do: lower case, no trailing full stop. */
  readonly message: string;
  /** Where in the text that the path leads to, if that is SQL. */
  readonly at?: TextPosition;
  /** The file that holds the text, if the path leads to the name of one. */
  readonly file?: string;
}

/** A path as people write it: `roles[2].read[0]`. */
export function formatPath(path: (string | number)[]): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i ? `.${key}` : key)).join('');
}

/** A problem as one line, for those who have no file to point into: `views[0].sql, line 2, column 8: message`. */
export function formatProblem({ path, message, at, file }: Problem): string {
  const where = formatPath(path);
  if (!at) return `${where}: ${message}`;
  const position = file ? `${file}:${at.line}:${at.column}` : `line ${at.line}, column ${at.column}`;
  return `${where}, ${position}: ${message}`;
}
