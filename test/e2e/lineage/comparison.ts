import type { Lineage } from '../../../lib/sql/lineage';
import type { Analysis } from './analyzer';
import { sameType } from './type-text';

/** How our answer on a query compares with the engine's. */
export type Verdict =
  /** The same reads, tables, views, names, and no type that differs. */
  | 'exact'
  /** Refused by us alone. */
  | 'refused'
  /** Both refuse. */
  | 'both-refuse'
  /** The engine reads what we do not report: whoever gets the grants we compute is denied. */
  | 'missed'
  /** We report what the engine does not read. */
  | 'extra'
  | 'wrong-type'
  | 'wrong-name'
  /** Accepted by us, refused by the engine. */
  | 'accepted'
  /** We failed with something that is no answer about the query. */
  | 'crashed';

export interface Comparison {
  readonly verdict: Verdict;
  readonly differences: readonly string[];
  readonly columns: number;
  readonly typesKnown: number;
  readonly typesWrong: number;
}

/** Our lineage of a query, or why there is none. */
export type Ours = { readonly lineage: Lineage } | { readonly error: Error };

export function compare(ours: Ours, engine: Analysis): Comparison {
  if ('error' in ours) return withoutLineage(ours.error, engine);
  if (engine.refusal) return verdict('accepted', [`the engine refuses: ${engine.refusal}`]);
  const { lineage } = ours;
  const missed = [
    ...lacking('read', engine.reads, lineage.reads),
    ...lacking('table', engine.tables, lineage.tables),
    ...lacking('view', engine.views, lineage.views),
  ];
  const extra = [
    ...lacking('read', lineage.reads, engine.reads),
    ...lacking('table', lineage.tables, engine.tables),
    ...lacking('view', lineage.views, engine.views),
  ];
  const names = wrongNames(lineage, engine);
  const types = wrongTypes(lineage, engine);
  const typesKnown = lineage.columns.filter((column) => column.trinoType !== undefined).length;
  const differences = [
    ...missed.map((what) => `missed: ${what}`),
    ...extra.map((what) => `not read by the engine: ${what}`),
    ...names,
    ...types,
  ];
  const worst: Verdict =
    (missed.length > 0 && 'missed') ||
    (names.length > 0 && 'wrong-name') ||
    (types.length > 0 && 'wrong-type') ||
    (extra.length > 0 && 'extra') ||
    'exact';
  return { verdict: worst, differences, columns: engine.columns.length, typesKnown, typesWrong: types.length };
}

function withoutLineage(error: Error, engine: Analysis): Comparison {
  if (error.name !== 'SqlError') return verdict('crashed', [error.stack ?? error.message]);
  return engine.refusal
    ? verdict('both-refuse', [`ours: ${error.message}`, `engine: ${engine.refusal}`])
    : verdict('refused', [`ours: ${error.message}`]);
}

function verdict(of: Verdict, differences: readonly string[]): Comparison {
  return { verdict: of, differences, columns: 0, typesKnown: 0, typesWrong: 0 };
}

function lacking(kind: string, wanted: Iterable<string>, found: Iterable<string>): string[] {
  const have = new Set(found);
  return [...wanted].filter((name) => !have.has(name)).map((name) => `${kind} ${name}`);
}

/** The engine keeps the case of a quoted name, the catalog has none. A column without a name has one only as a result. */
function wrongNames(lineage: Lineage, engine: Analysis): string[] {
  if (lineage.columns.length !== engine.columns.length) {
    return [`columns: ${lineage.columns.length}, in the engine ${engine.columns.length}`];
  }
  return engine.columns.flatMap(({ name }, i) => {
    const ours = lineage.columns[i].name;
    const same = ours === name.toLowerCase() || /^_col\d+$/.test(name);
    return same ? [] : [`column ${i + 1} is ${ours}, in the engine ${name}`];
  });
}

function wrongTypes(lineage: Lineage, engine: Analysis): string[] {
  return lineage.columns.flatMap(({ name, trinoType }, i) => {
    const theirs = engine.columns[i]?.type;
    const same = trinoType === undefined || theirs === undefined || sameType(trinoType, theirs);
    return same ? [] : [`type of column ${i + 1} (${name}): ${trinoType}, in the engine ${theirs}`];
  });
}
