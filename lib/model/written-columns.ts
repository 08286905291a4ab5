import type { ViewColumn } from './lake-views-config';
import type { Problem } from './problem';
import { unknownValue } from './unknown-value';

/** A column as the file may spell it: `gene_id: string` with or without quotes, or name, type and comment. */
export type WrittenColumn = string | Readonly<Record<string, string>>;

const KEYS = ['name', 'type', 'comment'];

/** The columns with every short form written out; problems say what is none. */
export function columnsFrom(written: readonly WrittenColumn[], path: (string | number)[], problems: Problem[]) {
  return written.map((column, i): ViewColumn => {
    const { column: shaped, ...wrong } = typeof column === 'string' ? fromText(column) : fromMapping(column);
    if (wrong.message) problems.push({ path: [...path, i, ...(wrong.key ? [wrong.key] : [])], message: wrong.message });
    return shaped;
  });
}

interface Shaped {
  readonly column: ViewColumn;
  readonly message?: string;
  readonly key?: string;
}

function fromText(text: string): Shaped {
  const [, name, type] = /^([^:]+):\s*(.*\S)\s*$/s.exec(text) ?? [];
  if (name !== undefined && type !== undefined) return { column: { name: name.trim(), type } };
  const message = `a column must have a name and a type, found ${JSON.stringify(text)}; write for example ${JSON.stringify(`${text.replace(/\W+/g, '_') || 'name'}: string`)}`;
  return { column: { name: 'column', type: 'string' }, message };
}

function fromMapping(mapping: Readonly<Record<string, string>>): Shaped {
  const [[name, type] = ['', ''], ...others] = Object.entries(mapping);
  if (name !== '' && others.length === 0) return { column: { name, type } };
  const unknown = Object.keys(mapping).find((key) => !KEYS.includes(key));
  const missing = ['name', 'type'].find((key) => mapping[key] === undefined);
  const column: ViewColumn = {
    name: mapping.name ?? 'column',
    type: mapping.type ?? 'string',
    ...(mapping.comment !== undefined && { comment: mapping.comment }),
  };
  if (unknown !== undefined)
    return { column, key: unknown, message: unknownValue('key', unknown, KEYS, { knownAs: 'allowed' }) };
  if (missing === undefined) return { column };
  return {
    column,
    message: `a column must have a name and a type, found no ${missing}; add for example ${missing}: ${missing === 'type' ? 'string' : 'size'}`,
  };
}
