import { trinoType } from '../../lib/model/hive-types';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { YamlSource } from '../../lib/model/yaml-source';
import type { SqlCatalog, SqlColumn, SqlTable, SqlView } from '../../lib/sql';
import { textOfFile } from './text-file';

/** The tables and views that two files describe; the error, if there is one, tells everything that is wrong. */
export function catalogFrom(tablesFile: string, viewsFile?: string): SqlCatalog {
  const tables = entriesOf(tablesFile, 'database.table', tableAt);
  const views = viewsFile ? entriesOf(viewsFile, 'database.view', viewAt) : new Map<string, SqlView>();
  const both = [...views.keys()].find((name) => tables.has(name));
  if (both) {
    const rule = `a name is that of a table or of a view, found ${both} in ${tablesFile} too`;
    throw new QuiltAthenaValidationError(`${rule}: remove one`, viewsFile);
  }
  return { tables, views };
}

type Path = readonly (string | number)[];
type Fail = (path: Path, message: string) => undefined;

/** What a file maps names to, each read by a function of the value and its path. */
function entriesOf<T>(file: string, key: string, read: (value: unknown, path: Path, fail: Fail) => T | undefined) {
  const source = new YamlSource(textOfFile(file));
  const problems = source.problems.map(({ position, message }) => ({ ...position, message }));
  const fail: Fail = (path, message) => {
    problems.push({ ...source.positionOf(path), message });
    return undefined;
  };
  const entries = new Map<string, T>();
  if (problems.length === 0) {
    for (const [name, value] of Object.entries(mappingAt(source.value(), key, fail))) {
      if (!/^[^.]+\../.test(name)) {
        problems.push({ ...source.keyPositionOf([name]), message: `a key must be ${key}, found ${name}: write both` });
        continue;
      }
      const entry = read(value, [name], fail);
      if (entry !== undefined) entries.set(name.toLowerCase(), entry);
    }
  }
  if (problems.length === 0) return entries;
  const lines = problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
  throw new QuiltAthenaValidationError(lines.join('\n'));
}

function mappingAt(value: unknown, key: string, fail: Fail): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  if (isMapping(value)) return value;
  fail([], `the file must map ${key} to what it is, found ${described(value)}: write for example "${key}: ..."`);
  return {};
}

/** Columns in order, each `name: type` as a mapping of one key or as text. */
function tableAt(value: unknown, path: Path, fail: Fail): SqlTable | undefined {
  const example = 'write "- name: string" for each column';
  if (!Array.isArray(value))
    return fail(path, `a table must be a list of columns, found ${described(value)}: ${example}`);
  const columns: SqlColumn[] = [];
  for (const [i, entry] of value.entries()) {
    const column = columnAt(entry, [...path, i], fail);
    if (!column) continue;
    if (columns.some((other) => other.name === column.name)) {
      fail([...path, i], `columns of a table must differ, found ${column.name} twice: rename or remove one`);
    }
    columns.push(column);
  }
  return { columns };
}

function columnAt(entry: unknown, path: Path, fail: Fail): SqlColumn | undefined {
  const [name, type] = writtenColumn(entry);
  if (typeof name !== 'string' || !name || typeof type !== 'string') {
    return fail(path, `a column must be "name: type", found ${described(entry)}: write for example "top_hash: string"`);
  }
  try {
    trinoType(type);
  } catch (error) {
    if (!(error instanceof QuiltAthenaValidationError)) throw error;
    return fail(path, `column ${name}: ${error.message}`);
  }
  return { name: name.toLowerCase(), hiveType: type };
}

function writtenColumn(entry: unknown): unknown[] {
  if (isMapping(entry)) {
    const pairs = Object.entries(entry);
    return pairs.length === 1 ? pairs[0] : [];
  }
  const match = typeof entry === 'string' ? /^\s*([^:]+?)\s*:\s*(.+?)\s*$/s.exec(entry) : null;
  return match ? match.slice(1) : [];
}

function viewAt(value: unknown, path: Path, fail: Fail): SqlView | undefined {
  const { sql } = isMapping(value) ? value : {};
  if (typeof sql === 'string') return { sql };
  return fail(path, `a view must have its query under "sql", found ${described(value)}: write "sql: SELECT ..."`);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function described(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}
