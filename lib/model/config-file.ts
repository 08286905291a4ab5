import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { LakeConfig } from './lake-config';
import { filePartProblems } from './lake-file-rules';
import { shapeLake, type WrittenLake } from './lake-file-shape';
import { ruleProblems, sqlProblems } from './lake-rules';
import { formatPath, type Problem, type TextPosition } from './problem';
import { type SchemaProblem, schemaProblems } from './schema-problem';
import { QuiltAthenaValidationError } from './validation-error';
import { YamlSource } from './yaml-source';

/** A lake described in a file, and the stack it is deployed as. */
export interface LakeFile {
  readonly stackName: string;
  readonly env?: { readonly account?: string; readonly region?: string };
  readonly tags: Readonly<Record<string, string>>;
  readonly config: LakeConfig;
}

/** How much of a file is looked into. */
export interface ReadOptions {
  /** Whether the SQL of views is read. @default true */
  readonly readsSql?: boolean;
}

/** Reads `quilt-athena.yaml`; the error, if there is one, tells everything that is wrong with it. */
export function readLakeFile(file: string, options: ReadOptions = {}): LakeFile {
  return parseLakeFile(textOf(file), file, options);
}

/**
 * Reads the text of a `quilt-athena.yaml`.
 *
 * Every problem becomes one line of the error, `file:line:column: key: what`. A text that is no YAML is not looked into
 * further, nor is one of the wrong shape: what followed would tell the same again.
 */
export function parseLakeFile(text: string, file: string, { readsSql = true }: ReadOptions = {}): LakeFile {
  const source = new YamlSource(text);
  refuse(file, source.problems);
  const value = source.value();
  if (value === null) throw new QuiltAthenaValidationError(EMPTY, file);
  const schema = schemaProblems(source, value);
  refuse(
    file,
    schema.filter(({ kind }) => kind !== 'value').map((problem) => placed(problem, source)),
  );
  const written = value as WrittenLake;
  const { config, problems: misused } = shapeLake(written, path.dirname(file));
  const rules = [...misused, ...filePartProblems(written), ...ruleProblems(written.stackName, config)];
  refuse(
    file,
    [...rules, ...untold(schema, rules)].map((problem) => placed(problem, source)),
  );
  refuse(
    file,
    (readsSql ? sqlProblems(written.stackName, config) : []).map((problem) => placed(problem, source)),
  );
  return { stackName: written.stackName, ...(written.env && { env: written.env }), tags: written.tags ?? {}, config };
}

const EMPTY =
  'the file must describe a lake, found nothing in it; write stackName, buckets and roles, or begin with quilt-athena init';

/** The schema tells editors about values too; where a rule says the same, the rule says it better. */
function untold(schema: readonly SchemaProblem[], rules: readonly Problem[]): Problem[] {
  const told = new Set(rules.map((problem) => formatPath(problem.path)));
  return schema.filter((problem) => !told.has(formatPath(problem.path)));
}

/** One line of the error. */
interface PlacedProblem {
  readonly position: TextPosition;
  /** Where to look, if that is another file. */
  readonly elsewhere?: string;
  readonly message: string;
}

function placed(problem: Problem | SchemaProblem, source: YamlSource): PlacedProblem {
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

function refuse(file: string, problems: readonly PlacedProblem[]): void {
  if (problems.length === 0) return;
  const inOrder = [...problems].sort(
    (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
  );
  const lines = inOrder.map(
    ({ position, elsewhere, message }) => `${elsewhere ?? `${file}:${position.line}:${position.column}`}: ${message}`,
  );
  throw new QuiltAthenaValidationError([...new Set(lines)].join('\n'));
}

function textOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) {
    throw new QuiltAthenaValidationError(
      `no such file, looked for ${path.resolve(file)}; write one with quilt-athena init, or name another: cdk -c config=FILE, quilt-athena --config FILE`,
      file,
    );
  }
  if (stats.isDirectory()) {
    throw new QuiltAthenaValidationError(
      `must be a file, found a folder; name the file in it, for example ${path.join(file, 'quilt-athena.yaml')}`,
      file,
    );
  }
  const bytes = readFileSync(file);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const before = bytes.toString('utf8').split('\uFFFD')[0].split('\n');
  throw new QuiltAthenaValidationError(
    'the file must be UTF-8, found other bytes; save it as UTF-8',
    `${file}:${before.length}:${(before.at(-1) ?? '').length + 1}`,
  );
}
