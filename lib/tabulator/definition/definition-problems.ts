import type { Problem } from '../../model/problem';
import type { TabulatorColumnConfig, TabulatorTableConfig } from '../../model/tabulator-config';
import { unknownValue } from '../../model/unknown-value';
import { Pattern, patternProblem } from './pattern';
import { TABULATOR_TYPES } from './table-definition';

/** A table that is not in a file of its own. */
export type InlineTable = Required<Pick<TabulatorTableConfig, 'schema' | 'source' | 'parser'>> &
  Pick<TabulatorTableConfig, 'continueOnError'>;

const COLUMN_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const NAME_LIMIT = 255;
const NO_DELIMITER = /["\r\n]/;
const FORMATS = ['csv', 'parquet'];
const EXPRESSIONS = ['packageName', 'logicalKey'] as const;

const quote = (value: unknown) => JSON.stringify(value);

/** Everything that is wrong with a table; paths begin at the table. */
export function definitionProblems(table: InlineTable): Problem[] {
  return [...columnProblems(table.schema), ...sourceProblems(table), ...groupProblems(table), ...parserProblems(table)];
}

function* columnProblems(columns: readonly TabulatorColumnConfig[]): Generator<Problem> {
  if (columns.length === 0) {
    yield { path: ['schema'], message: 'a table must have at least one column, found []; add a name and a type' };
  }
  const seen = new Map<string, number>();
  for (const [i, { name, type }] of columns.entries()) {
    const message = nameProblem(name);
    if (message) yield { path: ['schema', i, 'name'], message };
    if (!(TABULATOR_TYPES as readonly string[]).includes(type)) {
      yield { path: ['schema', i, 'type'], message: unknownValue('type', type, TABULATOR_TYPES) };
    }
    const first = seen.get(name.toLowerCase());
    if (first === undefined) {
      seen.set(name.toLowerCase(), i);
      continue;
    }
    yield {
      path: ['schema', i, 'name'],
      message: `columns must differ in more than capitals because Athena knows none, found ${quote(name)} and ${quote(columns[first].name)} at schema[${first}]; rename one`,
    };
  }
}

function nameProblem(name: string): string | undefined {
  if (name.length > NAME_LIMIT) {
    return `a column's name has at most ${NAME_LIMIT} characters, found ${name.length}; shorten it`;
  }
  if (COLUMN_NAME.test(name)) return undefined;
  const meant = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '');
  return `a column's name must be a letter, then letters, digits, _ or -, found ${quote(name)}; write for example ${quote(meant || 'name')}`;
}

function* sourceProblems({ source }: InlineTable): Generator<Problem> {
  if (source.type !== undefined && source.type !== 'quilt-packages') {
    yield { path: ['source', 'type'], message: unknownValue('type', source.type, ['quilt-packages']) };
  }
  for (const key of EXPRESSIONS) {
    const text = source[key];
    if (text === '') {
      yield { path: ['source', key], message: 'a regular expression must not be empty, found ""; write ".*" for all' };
      continue;
    }
    const problem = patternProblem(text);
    if (!problem) continue;
    const message = `must be a regular expression as RE2 knows it, without look-around and backreferences, found ${quote(text)}: ${problem}; see https://github.com/google/re2/wiki/Syntax`;
    yield { path: ['source', key], message };
  }
}

/** Named groups are columns too. */
function* groupProblems({ schema, source }: InlineTable): Generator<Problem> {
  const columns = new Map(schema.map(({ name }) => [name.toLowerCase(), name]));
  const before = new Set<string>();
  for (const key of EXPRESSIONS) {
    const groups = patternProblem(source[key]) ? [] : new Pattern(source[key]).groups;
    for (const group of groups) {
      const message = groupProblem(group, columns, before);
      if (message) yield { path: ['source', key], message };
    }
    for (const group of groups) before.add(group.toLowerCase());
  }
}

function groupProblem(
  group: string,
  columns: ReadonlyMap<string, string>,
  before: ReadonlySet<string>,
): string | undefined {
  if (group !== group.toLowerCase()) {
    return `a named group becomes a column and must be in lower case, found ${quote(group)}; write (?<${group.toLowerCase()}>…)`;
  }
  const column = columns.get(group);
  if (column !== undefined) {
    return `a named group becomes a column and must not be called like another, found ${quote(group)} beside the column ${quote(column)} of the schema; rename one`;
  }
  if (!before.has(group)) return undefined;
  return `a named group must occur in one of the two expressions, found ${quote(group)} in package_name too; rename one`;
}

function* parserProblems({ parser }: InlineTable): Generator<Problem> {
  if (!FORMATS.includes(parser.format)) {
    yield { path: ['parser', 'format'], message: unknownValue('format', parser.format, FORMATS) };
  }
  if (parser.format === 'parquet') {
    for (const key of ['header', 'delimiter'] as const) {
      if (parser[key] === undefined) continue;
      yield { path: ['parser', key], message: `${key} is for csv, found it beside parquet; leave it out` };
    }
  }
  const { delimiter } = parser;
  if (delimiter === undefined || ([...delimiter].length === 1 && !NO_DELIMITER.test(delimiter))) return;
  yield {
    path: ['parser', 'delimiter'],
    message: `delimiter must be one character, no double quote and no end of a line, found ${quote(delimiter)}; write for example "," or "\\t" in double quotes`,
  };
}

/** Names that work but are written otherwise in queries: Athena knows no capitals, and a hyphen is a minus. */
export function definitionWarnings({ schema }: InlineTable): Problem[] {
  return [...schema.entries()].flatMap(([i, { name }]) => {
    if (!COLUMN_NAME.test(name) || /^[a-z][a-z0-9_]*$/.test(name)) return [];
    const message = `column ${quote(name)} is called ${quote(name.toLowerCase())} in Athena and needs double quotes there unless it has only letters, digits and _; prefer lower case, digits and _`;
    return [{ path: ['schema', i, 'name'], message }];
  });
}
