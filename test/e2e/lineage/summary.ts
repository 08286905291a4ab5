import { mayBeAccepted } from './accepted-invalid';
import type { Comparison, Verdict } from './comparison';
import type { Corpus, Query } from './corpus';

export interface Compared {
  readonly query: Query;
  readonly comparison: Comparison;
}

export interface CorpusResult {
  readonly corpus: Corpus;
  readonly compared: readonly Compared[];
  readonly seconds: number;
}

const MISSES: readonly Verdict[] = ['missed', 'wrong-name', 'crashed'];

/** Where both agree: on what a query reads, or on there being no such query. */
export function isExact(comparison: Comparison): boolean {
  return comparison.verdict === 'exact' || comparison.verdict === 'both-refuse';
}

export function count(result: CorpusResult, ...verdicts: readonly Verdict[]): number {
  return result.compared.filter(({ comparison }) => verdicts.includes(comparison.verdict)).length;
}

export function exactIn(result: CorpusResult): number {
  return result.compared.filter(({ comparison }) => isExact(comparison)).length;
}

export function typesIn(results: readonly CorpusResult[]): { columns: number; known: number; wrong: number } {
  const all = results.flatMap((result) => result.compared.map(({ comparison }) => comparison));
  const sum = (of: (comparison: Comparison) => number) => all.reduce((total, one) => total + of(one), 0);
  return { columns: sum((c) => c.columns), known: sum((c) => c.typesKnown), wrong: sum((c) => c.typesWrong) };
}

/** One row a corpus, and one of all. */
export function summaryTable(results: readonly CorpusResult[]): string {
  const head = [
    'corpus',
    'queries',
    'exact',
    'refused',
    'missed',
    'extra',
    'accepted',
    'types known',
    'types wrong',
    's',
  ];
  const all: CorpusResult = {
    corpus: { name: 'all', kind: 'valid', queries: [] },
    compared: results.flatMap((result) => result.compared),
    seconds: results.reduce((total, result) => total + result.seconds, 0),
  };
  const rows = [head, ...[...results, all].map(row)];
  const widths = head.map((_, i) => Math.max(...rows.map((cells) => cells[i].length)));
  return rows
    .map((cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
    .map((line) => `  ${line}\n`)
    .join('');
}

function row(result: CorpusResult): string[] {
  const { columns, known, wrong } = typesIn([result]);
  const numbers = [
    result.compared.length,
    exactIn(result),
    count(result, 'refused'),
    count(result, ...MISSES),
    count(result, 'extra'),
    count(result, 'accepted'),
  ];
  return [
    result.corpus.name,
    ...numbers.map(String),
    columns === 0 ? '-' : `${((100 * known) / columns).toFixed(1)} %`,
    String(wrong),
    result.seconds.toFixed(0),
  ];
}

/** What is wrong with one query, with its text; nothing where the corpus allows what happened. */
export function problemOf(corpus: Corpus, { query, comparison }: Compared): string | undefined {
  if (comparison.verdict === 'accepted' && mayBeAccepted(query.name, comparison.differences.join(' ')))
    return undefined;
  const problem = allowed(corpus, comparison);
  if (problem === undefined) return undefined;
  const lines = [...comparison.differences, ...query.sql.split('\n').map((line) => `  ${line}`)];
  return `    ✗ ${corpus.name}, ${query.name}: ${problem}\n${lines.map((line) => `      ${line}\n`).join('')}`;
}

function allowed(corpus: Corpus, { verdict }: Comparison): string | undefined {
  if (verdict === 'both-refuse') {
    return corpus.kind === 'everyday' || corpus.kind === 'valid'
      ? 'the engine refuses it, so it is no test'
      : undefined;
  }
  if (verdict === 'refused') {
    return corpus.kind === 'everyday' || corpus.kind === 'mixed' ? 'refused, and nobody expects that' : undefined;
  }
  if (corpus.kind === 'invalid' && verdict !== 'accepted') return 'the engine accepts it, so it is no test';
  return verdict === 'exact' ? undefined : verdict;
}
