import { type Argument, callType } from '../functions/call-type';
import type { Call } from '../syntax/expression';
import { BIGINT, explained, isOpaque, OPAQUE, type SqlType, VARCHAR, whyOpaque } from '../types/sql-type';
import { checkArguments, checkModifiers, checkShape } from './call-rules';
import { lambdaType, placeOf, readAll, readWindowParts, sortKeys, typeOf, unknownWindow } from './expression-analysis';
import type { ExpressionContext } from './expression-context';

/** What a call returns. Arguments, filter, order and window are all read, whatever the function. */
export function typeOfCall(call: Call, context: ExpressionContext, sources: Set<string>): SqlType {
  const result = resultType(call, context, sources);
  readAll(sortKeys(call.orderBy), context, sources);
  if (call.filter) typeOf(call.filter, context, sources);
  if (call.window) readWindow(call.window, context, sources);
  return result;
}

function resultType(call: Call, context: ExpressionContext, sources: Set<string>): SqlType {
  if (call.star) {
    const type = starCallType(call, context);
    checkModifiers(call, context.analysis);
    return type;
  }
  if (context.labels) {
    const inPattern = patternFunction(call, context, sources);
    if (inPattern) return inPattern;
  } else if (call.mode) {
    const rule = 'RUNNING and FINAL belong to MATCH_RECOGNIZE, found one elsewhere';
    throw context.analysis.refusal(call.at, `${rule}: leave it out`);
  }
  checkShape(call, context.analysis);
  checkModifiers(call, context.analysis);
  const argumentsGiven = call.operands.map((operand): Argument => {
    if (operand.kind !== 'lambda') return typeOf(operand, context, sources);
    return (types) => lambdaType(operand, types, context, sources);
  });
  checkArguments(call, argumentsGiven, context.analysis);
  const type = callType(call.name, argumentsGiven);
  if (!isOpaque(type)) return type;
  const inside = argumentsGiven.flatMap((each) => (typeof each === 'function' ? [] : (whyOpaque(each) ?? [])));
  return explained(type, inside[0] ?? `what ${call.name} returns is not known (${placeOf(call)})`);
}

/** `count(*)` reads no column. */
function starCallType({ name, label, at }: Call, { analysis, labels }: ExpressionContext): SqlType {
  if (name !== 'count') {
    throw analysis.refusal(at, `only count takes a *, found ${name}: give it a column`);
  }
  if (label && !labels?.has(label.text)) {
    const known = [...(labels ?? [])].join(', ') || 'none here';
    throw analysis.refusal(
      label.at,
      `count(x.*) counts rows of a pattern variable, found ${label.text}: there are ${known}`,
    );
  }
  return BIGINT;
}

/** Functions that only pattern matching has (trino.io/docs/current/sql/match-recognize.html). */
function patternFunction(call: Call, context: ExpressionContext, sources: Set<string>): SqlType | undefined {
  const [first, ...offsets] = call.operands;
  switch (call.name) {
    case 'match_number':
      return BIGINT;
    case 'classifier':
      checkLabel(call, context);
      return VARCHAR;
    case 'prev':
    case 'next':
    case 'first':
    case 'last': {
      if (!first) return OPAQUE;
      readAll(offsets, context, sources);
      return typeOf(first, context, sources);
    }
    default:
      return undefined;
  }
}

/** The argument of CLASSIFIER names a pattern variable, not a column. */
function checkLabel({ operands, at }: Call, { analysis, labels }: ExpressionContext): void {
  const [label, ...others] = operands;
  const named = label === undefined || (label.kind === 'name' && label.parts.length === 1);
  if (others.length > 0 || !named || (label?.kind === 'name' && !labels?.has(label.parts[0].text))) {
    const known = [...(labels ?? [])].join(', ');
    throw analysis.refusal(
      at,
      `CLASSIFIER takes a pattern variable or nothing, found another argument: there are ${known}`,
    );
  }
}

function readWindow(window: NonNullable<Call['window']>, context: ExpressionContext, sources: Set<string>): void {
  if ('kind' in window) readWindowParts(window, context, sources);
  else if (!context.windows.has(window.text)) throw unknownWindow(window, context);
}
