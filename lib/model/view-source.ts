import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ViewConfig } from './lake-views-config';

/** The query of a declared view, `undefined` where there is none to be read. A byte order mark is no part of it. */
export function viewText({ sql, file }: Pick<ViewConfig, 'sql' | 'file'>): string | undefined {
  if (file === undefined) return sql;
  return isFile(file) ? readFileSync(file, 'utf8').replace(/^\uFEFF/, '') : undefined;
}

/** What is wrong with where the query of a view is said to be, if anything. */
export function viewSourceProblem({ sql, file }: Pick<ViewConfig, 'sql' | 'file'>): string | undefined {
  if ((sql === undefined) === (file === undefined)) {
    return `a view has either sql or file, found ${sql === undefined ? 'neither' : 'both'}; give one`;
  }
  if (file === undefined || isFile(file)) return undefined;
  return `a view's file must exist, found no ${JSON.stringify(file)}; check the path, looked for ${path.resolve(file)}`;
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
