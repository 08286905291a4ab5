import { grammar } from '../trino-grammar';
import { VARCHAR } from '../types/sql-type';
import type { Expression, Name, Window } from './expression';
import { readBoolean, readExpression } from './read-expression';
import { readSortItem } from './read-query';
import type { Reading } from './reading';

/** A function call, be it scalar, aggregate or windowed. */
export function readCall(context: grammar.FunctionCallContext, reading: Reading): Expression {
  const names = context.functionName().qualifiedName().identifier();
  if (names.length !== 1) throw reading.unsupported(context, 'a function with a qualified name');
  const over = context.over();
  const filter = context.filter();
  const label = context._label;
  return {
    kind: 'call',
    at: reading.span(context),
    name: reading.name(names[0]).text,
    operands: context.expression().map((each) => readExpression(each, reading)),
    distinct: context.setQuantifier()?.KW_DISTINCT() != null,
    nulls: context.nullTreatment() !== null,
    star: context.ASTERISK() !== null,
    label: label && reading.name(label),
    orderBy: context.sortItem().map((each) => readSortItem(each, reading)),
    filter: filter ? readFilter(filter, reading) : undefined,
    window: over ? readOver(over, reading) : undefined,
    mode: context.processingMode() ? 'running or final' : undefined,
  };
}

function readFilter(context: grammar.FilterContext, reading: Reading): Expression {
  return readBoolean(context.whereClause().booleanExpression(), reading);
}

function readOver(context: grammar.OverContext, reading: Reading): Window | Name {
  const specification = context.windowSpecification();
  if (specification) return readWindow(specification, context, reading);
  const name = context._windowName ?? context.identifier();
  if (!name) throw reading.unsupported(context, 'this kind of window');
  return reading.name(name);
}

/** The place is that of what surrounds it: `OVER ()` has nothing between its parentheses. */
export function readWindow(
  context: grammar.WindowSpecificationContext,
  around: grammar.OverContext | grammar.WindowDefinitionContext,
  reading: Reading,
): Window {
  const base = context._existingWindowName;
  const frame = context.windowFrame();
  return {
    kind: 'window',
    at: reading.span(around),
    base: base && reading.name(base),
    partitionBy: readPartition(context.partitionBy(), reading),
    orderBy: context.sortItem().map((each) => readSortItem(each, reading)),
    bounds: frame ? readFrame(frame, reading) : [],
    framed: frame !== null,
  };
}

export function readPartition(context: grammar.PartitionByContext | null, reading: Reading): Expression[] {
  return context ? context.expression().map((each) => readExpression(each, reading)) : [];
}

function readFrame(context: grammar.WindowFrameContext, reading: Reading): Expression[] {
  const extent = context.frameExtent();
  if (context.start !== extent.start || context.stop !== extent.stop) {
    throw reading.unsupported(context, 'pattern matching in a window');
  }
  return extent.frameBound().flatMap((bound) => {
    if (bound instanceof grammar.BoundedFrameContext) return [readExpression(bound.expression(), reading)];
    if (bound instanceof grammar.UnboundedFrameContext || bound instanceof grammar.CurrentRowBoundContext) return [];
    throw reading.unsupported(bound, 'this kind of frame');
  });
}

/** `listagg(x, ', ') WITHIN GROUP (ORDER BY y)`. */
export function readListAgg(context: grammar.ListAggContext, reading: Reading): Expression {
  const filter = context.filter();
  const call: Expression = {
    kind: 'call',
    at: reading.span(context),
    name: 'listagg',
    withinGroup: true,
    operands: [readExpression(context.expression(), reading)],
    star: false,
    orderBy: context.sortItem().map((each) => readSortItem(each, reading)),
    filter: filter ? readFilter(filter, reading) : undefined,
  };
  return { kind: 'typed', at: call.at, form: 'listagg', type: VARCHAR, operands: [call] };
}
