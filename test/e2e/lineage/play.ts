import { type Analysis, analyse, refusalOf, refused } from './analyzer';
import { builtResolver } from './built-resolver';
import { type Comparison, compare, type Ours } from './comparison';
import type { Corpus, Query } from './corpus';
import { sqlCatalog } from './databases';
import { CATALOG } from './engine';
import { inParallel } from './in-parallel';
import type { CorpusResult } from './summary';

/** Every query of a corpus, asked of lib/sql and of the engine. */
export async function playCorpus(url: string, corpus: Corpus): Promise<CorpusResult> {
  const begin = Date.now();
  const compared = await inParallel(corpus.queries, async (query) => {
    const ours = oursOn(query.sql, query.schema);
    const engine = await enginesOn(url, corpus, query);
    return { query, comparison: await withExpansion(url, query, ours, compare(ours, engine)) };
  });
  return { corpus, compared, seconds: (Date.now() - begin) / 1000 };
}

function oursOn(sql: string, schema: string): Ours {
  try {
    return { lineage: builtResolver()(sql, catalog(), { catalog: CATALOG, schema }) };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

const catalog = (() => {
  let made: ReturnType<typeof sqlCatalog> | undefined;
  return () => {
    made ??= sqlCatalog();
    return made;
  };
})();

async function enginesOn(url: string, corpus: Corpus, { sql, schema }: Query): Promise<Analysis> {
  if (corpus.kind !== 'invalid') return analyse(url, sql, schema);
  const refusal = await refusalOf(url, sql, schema);
  return refusal === undefined ? analyse(url, sql, schema) : refused(refusal);
}

/** The query with its stars written out must be the same query: it is what becomes of a view. */
async function withExpansion(url: string, query: Query, ours: Ours, comparison: Comparison): Promise<Comparison> {
  if (comparison.verdict !== 'exact' || 'error' in ours || ours.lineage.expandedSql === query.sql) return comparison;
  const expanded = compare(ours, await analyse(url, ours.lineage.expandedSql, query.schema));
  if (expanded.verdict === 'exact') return comparison;
  const differences = ['with its stars written out it is another query:', ours.lineage.expandedSql];
  return { ...comparison, verdict: 'wrong-name', differences: [...differences, ...expanded.differences] };
}
