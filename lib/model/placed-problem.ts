import { formatPath, type Problem, type TextPosition } from './problem';
import type { SchemaProblem } from './schema-problem';
import { QuiltAthenaValidationError } from './validation-error';
import type { YamlSource } from './yaml-source';

/** One line of the error. */
export interface PlacedProblem {
  readonly position: TextPosition;
  /** Where to look, if that is another file. */
  readonly elsewhere?: string;
  readonly message: string;
}

/** A problem with the place it is written at. */
export function placed(problem: Problem | SchemaProblem, source: YamlSource): PlacedProblem {
  const isKey = 'kind' in problem && problem.kind === 'key';
  const position = isKey ? source.keyPositionOf(problem.path) : source.positionOf(problem.path);
  const where = formatPath(problem.path);
  const message = where ? `${where}: ${problem.message}` : problem.message;
  const { at, file } = 'kind' in problem ? {} : problem;
  if (!at) return { position, message };
  if (file) return { position, message, elsewhere: `${file}:${at.line}:${at.column}` };
  const inText = source.positionInText(problem.path, at);
  // Where YAML folds lines, a place in the text is none in the file.
  const folded = `${where}, line ${at.line}, column ${at.column}: ${problem.message}`;
  return inText ? { position: inText, message } : { position, message: folded };
}

/** Throws one error with everything that is wrong with a file, in order of lines; nothing if nothing is. */
export function refuse(file: string, problems: readonly PlacedProblem[]): void {
  if (problems.length === 0) return;
  const inOrder = [...problems].sort(
    (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
  );
  const lines = inOrder.map(
    ({ position, elsewhere, message }) => `${elsewhere ?? `${file}:${position.line}:${position.column}`}: ${message}`,
  );
  throw new QuiltAthenaValidationError([...new Set(lines)].join('\n'));
}
