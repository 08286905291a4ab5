import { setTimeout as sleep } from 'node:timers/promises';
import { CATALOG } from './engine';
import { type AnswerColumn, statement } from './statement';

/** What the engine's own analyzer found in a query; only `refusal` where it refused. */
export interface Analysis {
  readonly columns: readonly AnswerColumn[];
  /** `database.table#column` of base tables, those that its views read included. */
  readonly reads: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
  readonly views: ReadonlySet<string>;
  readonly refusal?: string;
}

interface ReferencedTable {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly { readonly column: string }[];
  readonly viewText?: string;
}

interface QueryInfo {
  readonly state: string;
  readonly referencedTables: readonly ReferencedTable[];
}

/** A query that runs this long was lost. */
const ATTEMPTS = 400;

/** Analyses a query without reading anything: the engine resolves it to the last column, and then wants no row. */
export async function analyse(url: string, sql: string, schema: string): Promise<Analysis> {
  const answer = await statement(url, `SELECT * FROM (\n${sql}\n) LIMIT 0`, CATALOG, schema);
  if (answer.refusal) return refused(answer.refusal);
  const referenced = await referencedTables(url, answer.queryId);
  const named = (table: ReferencedTable) => `${table.schema}.${table.table}`;
  const bases = referenced.filter((table) => table.viewText === undefined);
  return {
    columns: answer.columns,
    reads: new Set(bases.flatMap((table) => table.columns.map(({ column }) => `${named(table)}#${column}`))),
    tables: new Set(bases.map(named)),
    views: new Set(referenced.filter((table) => table.viewText !== undefined).map(named)),
  };
}

/** Whether the engine refuses a text as it stands, without the query around it that could close a bracket for it. */
export async function refusalOf(url: string, sql: string, schema: string): Promise<string | undefined> {
  return (await statement(url, sql, CATALOG, schema)).refusal;
}

export function refused(refusal: string): Analysis {
  return { columns: [], reads: new Set(), tables: new Set(), views: new Set(), refusal };
}

async function referencedTables(url: string, queryId: string): Promise<readonly ReferencedTable[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await fetch(`${url}/v1/query/${queryId}`, { headers: { 'X-Trino-User': 'administrator' } });
    if (!answer.ok) throw new Error(`Trino answered ${answer.status} on query ${queryId}`);
    const info = (await answer.json()) as QueryInfo;
    if (info.state === 'FINISHED') return info.referencedTables;
    await sleep(5);
  }
  throw new Error(`query ${queryId} did not finish`);
}
