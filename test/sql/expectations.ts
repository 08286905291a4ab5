import { type Lineage, type LineageOptions, lineageOf, SqlError } from '../../lib/sql';
import { LAKE } from './catalogs';

/** The lineage of a query over the tests' lake. */
export function lineage(sql: string, options: LineageOptions = {}, catalog = LAKE): Lineage {
  return lineageOf(sql, catalog, { schema: 'd', ...options });
}

/** `a<-{d.t#a} n<-{}`, for every column of the result. */
export function sourcesOf(sql: string): string {
  return lineage(sql)
    .columns.map(({ name, sources }) => `${name}<-{${sources.map((each) => each.replace('d.', '')).join(',')}}`)
    .join(' ');
}

/** `t#a u#secret`: what is read of database `d`. */
export function readsOf(sql: string): string {
  return lineage(sql)
    .reads.map((each) => each.replace(/^d\./, ''))
    .join(' ');
}

/** Trino's types of the result; `?` where it is not known. */
export function typesOf(sql: string): string[] {
  return lineage(sql).columns.map(({ trinoType }) => trinoType ?? '?');
}

/** `line:column message` of a query that must be refused. */
export function refusalOf(sql: string, options: LineageOptions = {}, catalog = LAKE): string {
  try {
    lineage(sql, options, catalog);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return `${error.line}:${error.column} ${error.problem}`;
  }
  throw new Error(`not refused: ${sql}`);
}
