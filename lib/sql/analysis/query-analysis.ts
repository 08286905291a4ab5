import { type Field, visible } from '../scope/field';
import { Scope } from '../scope/scope';
import type { Query, QueryBody, SetOperation, SortItem, TableBody, Values } from '../syntax/query';
import { commonType } from '../types/coercion';
import { OPAQUE, type SqlType } from '../types/sql-type';
import { defineCommonTables } from './common-tables';
import { checkCommon, readAll, typeOf } from './expression-analysis';
import { contextOf } from './expression-context';
import { selectFields } from './select-analysis';
import { tableFields } from './table-lookup';
import type { TextAnalysis } from './text-analysis';

/** The columns of a query. All of its text is read: WITH tables and derived columns that nothing uses, too. */
export function queryFields(query: Query, outer: Scope | undefined, analysis: TextAnalysis): readonly Field[] {
  const scope = query.commonTables.length > 0 ? defineCommonTables(query, outer, analysis) : outer;
  const { body, orderBy } = query;
  if (body.kind === 'select') return selectFields(body, orderBy, scope, analysis);
  const fields = bodyFields(body, scope, analysis);
  if (orderBy.length > 0) readOrder(orderBy, fields, new Scope(fields, scope), analysis);
  return fields;
}

export function bodyFields(body: QueryBody, scope: Scope | undefined, analysis: TextAnalysis): readonly Field[] {
  switch (body.kind) {
    case 'query':
      return queryFields(body, scope, analysis);
    case 'select':
      return selectFields(body, [], scope, analysis);
    case 'set operation':
      return setFields(body, scope, analysis);
    case 'values':
      return valuesFields(body, scope, analysis);
    case 'table':
      return wholeTable(body, scope, analysis);
  }
}

/** ORDER BY takes positions, output columns, and expressions of them. */
export function readOrder(
  items: readonly SortItem[],
  output: readonly Field[],
  scope: Scope,
  analysis: TextAnalysis,
  windows?: ReadonlySet<string>,
): void {
  for (const { key, at } of items) {
    if (key.kind === 'literal' && key.integer !== undefined) checkPosition(key.integer, output.length, at, analysis);
    else readAll([key], contextOf(analysis, scope, windows));
  }
}

export function checkPosition(position: number, count: number, at: SortItem['at'], analysis: TextAnalysis): void {
  if (position < 1 || position > count) {
    throw analysis.refusal(
      at,
      `a position must be one of the ${count} columns selected, found ${position}: count from 1`,
    );
  }
}

function setFields({ branches }: SetOperation, scope: Scope | undefined, analysis: TextAnalysis): Field[] {
  const [first, ...others] = branches.map((branch) => visible(bodyFields(branch, scope, analysis)));
  const columns = first.map(({ name, type, sources }) => ({ name, type, sources: new Set(sources) }));
  for (const [i, other] of others.entries()) {
    if (other.length !== columns.length) {
      const found = `found ${columns.length} in the first and ${other.length} in this one`;
      throw analysis.refusal(
        branches[i + 1].at,
        `queries of a UNION and its like have as many columns, ${found}: select the same`,
      );
    }
    for (const [j, column] of columns.entries()) {
      checkCommon(column.type, other[j].type, branches[i + 1].at, analysis);
      column.type = commonType(column.type, other[j].type) ?? OPAQUE;
      for (const source of other[j].sources) column.sources.add(source);
    }
  }
  return columns;
}

function valuesFields({ rows }: Values, scope: Scope | undefined, analysis: TextAnalysis): Field[] {
  const context = contextOf(analysis, new Scope([], scope));
  const columns: { type: SqlType; sources: Set<string> }[] = [];
  for (const [i, row] of rows.entries()) {
    const cells = row.kind === 'row' ? row.operands : [row];
    const sources = cells.map(() => new Set<string>());
    let types = cells.map((cell, j) => typeOf(cell, context, sources[j]));
    const [only] = types;
    if (row.kind !== 'row' && only.kind === 'row') types = only.fields.map((field) => field.type);
    if (i > 0 && types.length !== columns.length) {
      const found = `found ${columns.length} in the first and ${types.length} in this one`;
      throw analysis.refusal(row.at, `rows of VALUES have as many values, ${found}: give the same number`);
    }
    for (const [j, type] of types.entries()) {
      columns[j] ??= { type, sources: new Set() };
      columns[j].type = commonType(columns[j].type, type) ?? OPAQUE;
      for (const source of sources[j] ?? sources[0]) columns[j].sources.add(source);
    }
  }
  return columns;
}

/** `TABLE t` is `SELECT * FROM t`, except that the engine reads hidden columns too. */
function wholeTable({ name, at }: TableBody, scope: Scope | undefined, analysis: TextAnalysis): readonly Field[] {
  const fields = tableFields(name, at, scope, analysis);
  for (const { column, name: own = '' } of fields) {
    // The other hidden ones exist only where a table is partitioned or bucketed.
    if (column && own !== '$partition' && own !== '$bucket') analysis.reads.add(column);
  }
  return fields;
}
