import type { Field } from '../scope/field';
import { Scope } from '../scope/scope';
import type { Expression } from '../syntax/expression';
import type { GroupBy, Select, SelectedExpression, SortItem } from '../syntax/query';
import { checkNesting, checkScalar } from './aggregation-rules';
import { readAll, readCondition, readWindowParts, typeOf } from './expression-analysis';
import { contextOf, type ExpressionContext } from './expression-context';
import { checkDistinctOrder, checkGrouping } from './grouping-rules';
import { checkPosition, readOrder } from './query-analysis';
import { relationFields } from './relation-analysis';
import { starFields } from './star-expansion';
import type { TextAnalysis } from './text-analysis';

/** The columns of a SELECT, with everything that its clauses read. */
export function selectFields(
  select: Select,
  orderBy: readonly SortItem[],
  outer: Scope | undefined,
  analysis: TextAnalysis,
): readonly Field[] {
  const [from] = select.from;
  const source = new Scope(from ? relationFields(from, outer, analysis) : [], outer);
  const windows = new Set<string>();
  const context = contextOf(analysis, source, windows);
  if (select.where) {
    readCondition(select.where, 'WHERE', context);
    checkScalar(select.where, 'WHERE', analysis);
  }
  defineWindows(select, context, windows);
  const output = select.items.flatMap((item) =>
    item.kind === 'star' ? starFields(item, select, context) : [outputField(item, context)],
  );
  if (select.groupBy) readGroups(select.groupBy, output.length, context);
  if (select.having) readCondition(select.having, 'HAVING', context);
  if (orderBy.length > 0) readOrder(orderBy, output, new Scope(output, source), analysis, windows);
  checkAggregates(select, orderBy, analysis);
  checkGrouping(select, orderBy, output, source, analysis);
  checkDistinctOrder(select, orderBy, output, source, analysis);
  return output;
}

function checkAggregates(select: Select, orderBy: readonly SortItem[], analysis: TextAnalysis): void {
  for (const item of select.items) if (item.kind === 'expression') checkNesting(item.expression, analysis);
  if (select.having) checkNesting(select.having, analysis);
  for (const { key } of orderBy) checkNesting(key, analysis);
  for (const each of select.groupBy?.expressions ?? []) checkScalar(each, 'GROUP BY', analysis);
}

/** A window may build on those before it. */
function defineWindows(select: Select, context: ExpressionContext, windows: Set<string>): void {
  for (const { name, window } of select.windows) {
    if (windows.has(name.text)) {
      throw context.analysis.refusal(name.at, `names of windows must differ, found ${name.text} twice: rename one`);
    }
    readWindowParts(window, context, new Set());
    windows.add(name.text);
  }
}

function outputField({ expression, alias }: SelectedExpression, context: ExpressionContext): Field {
  const sources = new Set<string>();
  const type = typeOf(expression, context, sources);
  return { name: alias?.text ?? ownName(expression), type, sources };
}

/** A column, or a field reached by names alone, gives the result its name. */
function ownName(expression: Expression): string | undefined {
  return expression.kind === 'name' ? expression.parts[expression.parts.length - 1].text : undefined;
}

function readGroups({ expressions }: GroupBy, width: number, context: ExpressionContext): void {
  for (const expression of expressions) {
    if (expression.kind === 'literal' && expression.integer !== undefined) {
      checkPosition(expression.integer, width, expression.at, context.analysis);
    } else {
      readAll([expression], context);
    }
  }
}
