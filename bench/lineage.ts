import { existsSync } from 'node:fs';
import path from 'node:path';
import { classic } from '../lib/catalog/layouts/classic';
import { packageRoot } from '../lib/model/package-root';
import type { Lineage } from '../lib/sql/lineage';
import type { SqlCatalog } from '../lib/sql/sql-catalog';
import { report } from './figure';

const DATABASE = 'sales_prod';
const VIEWS = 1000;
const VIEWS_LIMIT_S = 10;
/** Analysed and parsed in turns, so that the compiler, the collector and the machine treat both alike. */
const PORTION = 50;
const WARM_UP = 2 * PORTION;
const REPETITIONS = 9;
/** A unit of a query that is ten times as long may take this much longer; were the growth quadratic, it would be 10. */
const GROWTH_LIMIT = 2;

interface Resolver {
  readonly lineageOf: (sql: string, catalog: SqlCatalog, options: { readonly schema: string }) => Lineage;
  /** The parse that the analysis begins with, by the same grammar in the same state. */
  readonly syntaxTree: (sql: string) => unknown;
}

/** Lineage of Quilt's views, over their parse alone, and how it grows with a query. */
export function run(): void {
  const resolver = built();
  manyViews(resolver);
  growth(resolver, 'branches of a UNION', 50, union);
  growth(resolver, 'common tables', 20, commonTables);
  growth(resolver, 'nested subqueries', 6, nested);
}

/** The grammar cannot be loaded from the sources: the build inlines it. */
function built(): Resolver {
  const folder = path.join(packageRoot(), 'dist/lib/sql');
  if (!existsSync(path.join(folder, 'lineage-of.js'))) throw new Error('lib/sql is not in dist/: npm run build');
  const { lineageOf } = require(path.join(folder, 'lineage-of.js'));
  const { syntaxTree } = require(path.join(folder, 'trino-grammar.js'));
  return { lineageOf, syntaxTree };
}

function manyViews({ lineageOf, syntaxTree }: Resolver): void {
  const buckets = Array.from({ length: VIEWS / 2 }, (_, i) => `quilt-customer-data-${String(i).padStart(8, '0')}`);
  const texts = buckets.flatMap((bucket) => classic.views(DATABASE, bucket).map((view) => view.sql));
  const catalog = lakeOf(buckets);
  const analyse = (sql: string) => lineageOf(sql, catalog, { schema: DATABASE });
  texts.slice(0, WARM_UP).forEach(analyse);
  texts.slice(0, WARM_UP).forEach(syntaxTree);
  let analysing = 0;
  let parsing = 0;
  const ratios: number[] = [];
  for (let from = 0; from < texts.length; from += PORTION) {
    const portion = texts.slice(from, from + PORTION);
    const parsed = () => processorTime(() => portion.forEach(syntaxTree));
    const first = (from / PORTION) % 2 === 0 ? parsed() : undefined;
    const analysed = processorTime(() => portion.forEach(analyse));
    const parse = first ?? parsed();
    analysing += analysed;
    parsing += parse;
    ratios.push(analysed / parse);
  }
  const at = { views: texts.length, bytes: Math.round(texts.join('').length / texts.length) };
  report({ figure: 'lineage.views', at, value: analysing, unit: 's (cpu)', limit: VIEWS_LIMIT_S });
  const spread = [quantile(ratios, 0.1), quantile(ratios, 0.9)];
  report({ figure: 'lineage.over_parse', at, value: analysing, unit: 's (cpu)', baseline: parsing, spread });
}

function lakeOf(buckets: readonly string[]): SqlCatalog {
  const tables = buckets.flatMap((bucket) => classic.tables(bucket));
  const columns = (table: (typeof tables)[number]) => table.columns.map(({ name, type }) => ({ name, hiveType: type }));
  return {
    tables: new Map(tables.map((table) => [`${DATABASE}.${table.name}`, { columns: columns(table) }])),
    views: new Map(),
  };
}

/** Milliseconds for a unit of a query ten times as long, over those of the short one. */
function growth({ lineageOf }: Resolver, of: string, few: number, query: (units: number) => string): void {
  const many = 10 * few;
  const catalog: SqlCatalog = {
    tables: new Map([['d.t', { columns: ['a', 'b'].map((name) => ({ name, hiveType: 'bigint' })) }]]),
    views: new Map(),
  };
  const perUnit = (units: number, times: number): number => {
    const sql = query(units);
    const seconds = processorTime(() => {
      for (let i = 0; i < times; i++) lineageOf(sql, catalog, { schema: 'd' });
    });
    return (1000 * seconds) / (units * times);
  };
  const short: number[] = [];
  const long: number[] = [];
  for (let i = -2; i < REPETITIONS; i++) {
    const times = [perUnit(few, 10), perUnit(many, 1)];
    if (i < 0) continue; // the first ones also compile
    short.push(times[0]);
    long.push(times[1]);
  }
  const ratios = long.map((value, i) => value / short[i]);
  report({
    figure: 'lineage.growth',
    at: { of, from: few, to: many },
    value: quantile(long, 0.5),
    unit: 'ms (cpu)/unit',
    baseline: quantile(short, 0.5),
    limit: GROWTH_LIMIT,
    spread: [quantile(ratios, 0.1), quantile(ratios, 0.9)],
  });
}

function union(branches: number): string {
  return Array.from({ length: branches }, (_, i) => `SELECT a, b + ${i} AS c FROM t WHERE b > ${i}`).join(
    '\nUNION ALL\n',
  );
}

/** Each but the first two reads the two before it: an analysis that began anew at each use would never end. */
function commonTables(number: number): string {
  const body = (i: number) =>
    i < 2 ? 'SELECT a, b FROM t' : `SELECT x.a, y.b FROM c${i - 1} x JOIN c${i - 2} y ON x.a = y.a`;
  const tables = Array.from({ length: number }, (_, i) => `c${i} AS (${body(i)})`);
  return `WITH ${tables.join(',\n')}\nSELECT a, b FROM c${number - 1}`;
}

function nested(levels: number): string {
  return Array.from({ length: levels }).reduce<string>((inner) => `SELECT a, b FROM (${inner})`, 'SELECT a, b FROM t');
}

function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function quantile(values: readonly number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1) + 0.5)];
}
