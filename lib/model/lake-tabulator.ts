import { declaredTable } from '../tabulator/definition/declared-table';
import { definitionFrom } from '../tabulator/definition/definition-from';
import type { TabulatorDefinition } from '../tabulator/definition/table-definition';
import type { LakeConfig } from './lake-config';
import { OPEN_QUERY, spillPrefix, tabulatorCatalogName } from './names';

/** Tabulator with every default applied. */
export interface LakeTabulator {
  readonly catalogName: string;
  /** Tables by bucket and name; sorted. With an existing Tabulator only what is known of its tables. */
  readonly buckets: Readonly<Record<string, Readonly<Record<string, TabulatorDefinition>>>>;
  readonly openQuery: boolean;
  readonly callerCheck: boolean;
  readonly memorySize: number;
  readonly timeoutSeconds: number;
  readonly existing?: { readonly functionArn: string; readonly spillBucket: string; readonly spillPrefix: string };
}

export const DEFAULT_MEMORY = 2048;
export const DEFAULT_TIMEOUT = 900;

/**
 * Where rows are spilled for a role. A function that does not check who asks may not be told either: then all share the
 * place of those who are no role. With the open query roles keep their own, as they are known.
 */
export function spillPrefixOf(role: string, { tabulator = {} }: LakeConfig): string {
  const isUnknown = tabulator.callerCheck === false && !tabulator.openQuery;
  return spillPrefix(isUnknown ? OPEN_QUERY : role);
}

/** Tabulator, where the lake has tables of it, or uses that of a Quilt stack. */
export function tabulatorFrom(stackName: string, { tabulator = {}, buckets }: LakeConfig): LakeTabulator | undefined {
  const tables = buckets
    .filter((bucket) => Object.keys(bucket.tabulator ?? {}).length > 0)
    .map((bucket): [string, Record<string, TabulatorDefinition>] => [
      bucket.name,
      Object.fromEntries(
        Object.entries(bucket.tabulator ?? {}).flatMap(([name, config]) => {
          const { table } = declaredTable(config);
          return table ? [[name, definitionFrom(table)]] : [];
        }),
      ),
    ]);
  const { existing, openQuery = false } = tabulator;
  if (tables.length === 0 && !existing) return undefined;
  return {
    catalogName: existing?.name ?? tabulatorCatalogName(stackName),
    buckets: Object.fromEntries(tables.sort(([a], [b]) => (a < b ? -1 : 1))),
    openQuery,
    callerCheck: tabulator.callerCheck ?? !openQuery,
    memorySize: tabulator.memorySize ?? DEFAULT_MEMORY,
    timeoutSeconds: tabulator.timeoutSeconds ?? DEFAULT_TIMEOUT,
    ...(existing && {
      existing: {
        functionArn: existing.functionArn,
        spillBucket: existing.spillBucket,
        spillPrefix: existing.spillPrefix ?? spillPrefix(OPEN_QUERY),
      },
    }),
  };
}
