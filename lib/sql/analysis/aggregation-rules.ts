import { kindOf } from '../functions/known-functions';
import type { Call, Expression } from '../syntax/expression';
import type { TextAnalysis } from './text-analysis';

/** Refuses aggregates, window functions and GROUPING where rows are not grouped yet: in WHERE, ON and GROUP BY. */
export function checkScalar(expression: Expression, clause: string, analysis: TextAnalysis): void {
  for (const each of within(expression)) {
    const isGrouping = each.kind === 'typed' && each.form === 'grouping';
    if (!isGrouping && !(each.kind === 'call' && (each.window || isAggregation(each)))) continue;
    const found = each.kind === 'call' ? each.name : 'grouping';
    const fix = 'compute it in a query around this one, or use HAVING';
    throw analysis.refusal(each.at, `${clause} must not have aggregates or window functions, found ${found}: ${fix}`);
  }
}

/** Refuses aggregates of aggregates. */
export function checkNesting(expression: Expression, analysis: TextAnalysis): void {
  for (const outer of within(expression)) {
    if (outer.kind !== 'call' || (!outer.window && !isAggregation(outer))) continue;
    const calls = partsOf(outer).flatMap((part) => [...within(part)]);
    // A window function is computed of the groups' aggregates: only another window function is too much.
    const inner = calls.find((each) => each.kind === 'call' && (each.window || (!outer.window && isAggregation(each))));
    if (!inner) continue;
    const rule = `an aggregate or window function must not have another inside, found one in ${outer.name}`;
    throw analysis.refusal(inner.at, `${rule}: compute the inner one in a query of its own`);
  }
}

/** Whether a call makes one row of many; over a window it does not. */
export function isAggregation(call: Call): boolean {
  return !call.window && kindOf(call.name) === 'aggregate';
}

/** An expression and all in it, but not queries, which have groups of their own. */
export function* within(expression: Expression): Iterable<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* within(part);
}

/** What an expression is made of, in the order it is written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'field':
      return [expression.base];
    case 'operation':
    case 'typed':
    case 'array':
    case 'row':
    case 'subscript':
      return expression.operands;
    case 'lambda':
      return [expression.body];
    case 'case': {
      const { operand, branches, otherwise } = expression;
      const inner = branches.flatMap(({ condition, result }) => [condition, result]);
      return [...(operand ? [operand] : []), ...inner, ...(otherwise ? [otherwise] : [])];
    }
    case 'call': {
      const { operands, orderBy, filter, window } = expression;
      const parts = [...operands, ...orderBy.map((item) => item.key), ...(filter ? [filter] : [])];
      if (!window || !('kind' in window)) return parts;
      return [...parts, ...window.partitionBy, ...window.orderBy.map((item) => item.key), ...window.bounds];
    }
    case 'membership':
      return expression.value ? [expression.value] : [];
    case 'name':
    case 'literal':
    case 'subquery':
    case 'exists':
      return [];
  }
}
