import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../model/problem';
import type { TabulatorTableConfig } from '../../model/tabulator-config';
import { readTable } from './definition-file';
import { definitionProblems, definitionWarnings, type InlineTable } from './definition-problems';

/** A table as a lake declares it, inline or in a file, or what is wrong with it; paths begin at the declaration. */
export interface DeclaredTable {
  readonly table?: InlineTable;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const INLINE = ['schema', 'source', 'parser', 'continueOnError'] as const;
const REQUIRED = ['schema', 'source', 'parser'] as const;

export function declaredTable(config: TabulatorTableConfig): DeclaredTable {
  const beside = INLINE.filter((key) => config[key] !== undefined);
  const { file, schema, source, parser, continueOnError } = config;
  if (file !== undefined) {
    if (beside.length === 0) return tableInFile(file);
    return refused(`a table is given inline or by file, found ${beside.join(', ')} beside file; leave one out`);
  }
  if (!schema || !source || !parser) {
    const missing = REQUIRED.filter((key) => config[key] === undefined).join(', ');
    return refused(`a table must have schema, source and parser, or a file, found no ${missing}; add what is missing`);
  }
  const table = { schema, source, parser, ...(continueOnError !== undefined && { continueOnError }) };
  const problems = definitionProblems(table);
  return { ...(problems.length === 0 && { table }), problems, warnings: definitionWarnings(table) };
}

function tableInFile(file: string): DeclaredTable {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    const message = `a table's file must exist, found no ${JSON.stringify(file)}; check the path, looked for ${path.resolve(file)}`;
    return { problems: [{ path: ['file'], message }], warnings: [] };
  }
  const { table, problems, warnings } = readTable(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  const inFile = ({ position, message }: { position: Problem['at']; message: string }): Problem => ({
    path: ['file'],
    message,
    at: position,
    file,
  });
  return { ...(table && { table }), problems: problems.map(inFile), warnings: warnings.map(inFile) };
}

function refused(message: string): DeclaredTable {
  return { problems: [{ path: [], message }], warnings: [] };
}
