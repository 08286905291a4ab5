import { type PlacedProblem, placed, refuse } from '../../model/placed-problem';
import { formatPath, type Problem } from '../../model/problem';
import { schemaProblems } from '../../model/schema-problem';
import { YamlSource } from '../../model/yaml-source';
import { definitionFrom } from './definition-from';
import { definitionProblems, definitionWarnings, type InlineTable } from './definition-problems';
import type { TabulatorDefinition } from './table-definition';
import { tableFromWritten, type WrittenTable, writtenPath } from './written-table';

/** A table read from Quilt's YAML, or what is wrong with it. */
export interface ReadTable {
  /** The table, if nothing is wrong. */
  readonly table?: InlineTable;
  readonly problems: readonly PlacedProblem[];
  /** What works but is better avoided. */
  readonly warnings: readonly PlacedProblem[];
}

/** Reads Quilt's YAML, telling everything that is wrong with it at once. */
export function readTable(text: string): ReadTable {
  const source = new YamlSource(text);
  if (source.problems.length > 0) return { problems: source.problems, warnings: [] };
  const value = source.value();
  const schema = schemaProblems(source, value, 'tabulator-table');
  const misshapen = schema.filter(({ kind }) => kind !== 'value').map((problem) => placed(problem, source));
  if (misshapen.length > 0) return { problems: misshapen, warnings: [] };
  const table = tableFromWritten(value as WrittenTable);
  const rules = definitionProblems(table).map(written);
  // Where a rule says the same as the schema, the rule says it better.
  const told = new Set(rules.map(({ path }) => formatPath(path)));
  const problems = [...rules, ...schema.filter(({ path }) => !told.has(formatPath(path)))];
  const warnings = definitionWarnings(table).map(written);
  return {
    ...(problems.length === 0 && { table }),
    problems: problems.map((problem) => placed(problem, source)),
    warnings: warnings.map((problem) => placed(problem, source)),
  };
}

/** The table in a file of Quilt's YAML; the error, if there is one, has every problem with its file, line and key. */
export function parseDefinition(text: string, file: string): TabulatorDefinition {
  const { table, problems } = readTable(text);
  refuse(file, problems);
  if (!table) throw new Error(`${file} has neither a table nor a problem`);
  return definitionFrom(table);
}

function written(problem: Problem): Problem {
  return { ...problem, path: writtenPath(problem.path) };
}
