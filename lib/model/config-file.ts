import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { writtenPath } from '../tabulator/definition/written-table';
import type { LakeConfig } from './lake-config';
import { filePartProblems } from './lake-file-rules';
import { shapeLake, type WrittenLake } from './lake-file-shape';
import { ruleProblems, sqlProblems } from './lake-rules';
import { placed, refuse } from './placed-problem';
import { formatPath, type Problem } from './problem';
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
  const rules = [...misused, ...filePartProblems(written), ...ruleProblems(written.stackName, config).map(asWritten)];
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

/** Tables of Tabulator are written with Quilt's keys, which props spell otherwise. */
function asWritten(problem: Problem): Problem {
  return problem.path[2] === 'tabulator' && problem.path[0] === 'buckets'
    ? { ...problem, path: writtenPath(problem.path) }
    : problem;
}

/** The schema tells editors about values too; where a rule says the same, the rule says it better. */
function untold(schema: readonly SchemaProblem[], rules: readonly Problem[]): Problem[] {
  const told = new Set(rules.map((problem) => formatPath(problem.path)));
  return schema.filter((problem) => !told.has(formatPath(problem.path)));
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
