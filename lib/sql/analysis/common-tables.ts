import { type Field, visible } from '../scope/field';
import { type CommonTables, Scope } from '../scope/scope';
import type { Name } from '../syntax/expression';
import type { CommonTable, Query, QueryBody } from '../syntax/query';
import { bodyFields, queryFields } from './query-analysis';
import { referencesIn } from './table-references';
import type { TextAnalysis } from './text-analysis';

/** A scope in which the tables of a WITH are known; each sees those before it. */
export function defineCommonTables(query: Query, outer: Scope | undefined, analysis: TextAnalysis): Scope {
  const tables: CommonTables = new Map();
  const scope = new Scope([], outer, tables);
  for (const table of query.commonTables) {
    const { name } = table;
    if (query.recursive && !table.columns) {
      const fix = `write ${name.text} (a, b, ...) AS, or leave RECURSIVE out`;
      throw analysis.refusal(name.at, `WITH RECURSIVE needs names for all columns, found none: ${fix}`);
    }
    if (tables.has(name.text)) {
      throw analysis.refusal(name.at, `names in a WITH must differ, found ${name.text} twice: rename one`);
    }
    const recursive = query.recursive && referencesIn(table.query, name.text) > 0;
    const fields = recursive
      ? recursiveFields(table, tables, scope, analysis)
      : renamed(visible(queryFields(table.query, scope, analysis)), table, analysis);
    tables.set(name.text, fields);
  }
  return scope;
}

function renamed(fields: readonly Field[], { name, columns }: CommonTable, analysis: TextAnalysis): Field[] {
  if (columns) checkAliases(columns, fields.length, name.text, analysis);
  return fields.map(({ name: own, type, sources }, i) => ({ name: columns ? columns[i].text : own, type, sources }));
}

/** A list of column names must name every column. */
export function checkAliases(columns: readonly Name[], count: number, of: string, analysis: TextAnalysis): void {
  if (columns.length !== count) {
    const found = `found ${columns.length} for the ${count} of ${of}`;
    throw analysis.refusal(columns[0].at, `a list of column names must name every column, ${found}: name all or none`);
  }
}

/**
 * A table that is defined by itself: types are those of the first branch, values come from both. What one round adds to
 * the sources, the next may carry to another column; there are only so many columns, so it ends.
 */
function recursiveFields(table: CommonTable, tables: CommonTables, scope: Scope, analysis: TextAnalysis): Field[] {
  const { name } = table;
  const [base, step] = recursionParts(table, analysis);
  let fields = renamed(visible(bodyFields(base, scope, analysis)), table, analysis);
  for (;;) {
    tables.set(name.text, fields);
    const next = visible(bodyFields(step, scope, analysis));
    if (next.length !== fields.length) {
      const found = `found ${fields.length} and ${next.length}`;
      throw analysis.refusal(step.at, `both queries of a recursion have as many columns, ${found}: select the same`);
    }
    const merged = fields.map((field, i) => ({ ...field, sources: new Set([...field.sources, ...next[i].sources]) }));
    if (merged.every((field, i) => field.sources.size === fields[i].sources.size)) return merged;
    fields = merged;
  }
}

/** The query that a recursion begins with, and the one that goes on from its own rows. */
function recursionParts({ name, query }: CommonTable, analysis: TextAnalysis): [QueryBody, QueryBody] {
  const fail = (problem: string, fix: string) => {
    const rule = 'a recursive query is one UNION of a query that begins and one that goes on';
    return analysis.refusal(name.at, `${rule}, found ${problem}: ${fix}`);
  };
  const { body } = query;
  if (query.commonTables.length > 0 || query.orderBy.length > 0) {
    throw fail('a WITH or ORDER BY of its own', 'move it outside');
  }
  if (body.kind !== 'set operation' || body.branches.length !== 2 || !body.operators.has('union')) {
    throw fail('another shape', 'write it as that');
  }
  const [base, step] = body.branches;
  if (referencesIn(base, name.text) > 0) throw fail(`${name.text} in the first`, 'use it in the second alone');
  const direct = step.kind === 'select' ? step.from : [];
  const references = referencesIn(step, name.text);
  if (references !== 1 || referencesIn(direct, name.text, 'joined') !== 1) {
    throw fail(`${name.text} elsewhere than once in the second's FROM`, 'use it there, and once');
  }
  return [base, step];
}
