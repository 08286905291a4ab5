import { concatenation } from '../functions/call-type';
import { Scope } from '../scope/scope';
import type { Case, Expression, Lambda, Operation, QueryExpression, Window } from '../syntax/expression';
import type { Position } from '../syntax/position';
import type { SortItem } from '../syntax/query';
import { commonType, commonTypeOf } from '../types/coercion';
import { arithmeticType, negatedType, subscriptType, zonedType } from '../types/operator-types';
import {
  arrayOf,
  BOOLEAN,
  explained,
  isOpaque,
  isSimple,
  OPAQUE,
  type RowField,
  type SqlType,
  UNKNOWN,
} from '../types/sql-type';
import { textOf } from '../types/type-text';
import { typeOfCall } from './call-analysis';
import type { ExpressionContext } from './expression-context';
import { fieldType, namedType } from './name-resolution';
import { queryFields } from './query-analysis';
import type { TextAnalysis } from './text-analysis';

/** The type of an expression. Every column in it is read, and added to what its value comes from. */
export function typeOf(expression: Expression, context: ExpressionContext, sources: Set<string>): SqlType {
  const type = typeWithin(expression, context, sources);
  return isOpaque(type) ? explained(type, reasonFor(expression)) : type;
}

function reasonFor(expression: Expression): string {
  const what =
    expression.kind === 'name' ? `column ${expression.parts.map(({ text }) => text).join('.')}` : 'an expression';
  return `the type of ${what} is not known (${placeOf(expression)})`;
}

export const placeOf = ({ at }: { readonly at: Position }) => `line ${at.line}, column ${at.column}`;

function typeWithin(expression: Expression, context: ExpressionContext, sources: Set<string>): SqlType {
  const types = (operands: readonly Expression[]) => operands.map((each) => typeOf(each, context, sources));
  switch (expression.kind) {
    case 'name':
      return namedType(expression.parts, context, sources);
    case 'field':
      return fieldType(typeOf(expression.base, context, sources), expression.field, context.analysis);
    case 'literal':
      return expression.type;
    case 'operation':
      return operationType(expression, types(expression.operands), context.analysis);
    case 'typed':
      types(expression.operands);
      return expression.type;
    case 'call':
      return typeOfCall(expression, context, sources);
    case 'lambda':
      throw context.analysis.refusal(expression.at, 'a lambda must be the argument of a function: write it there');
    case 'case':
      return caseType(expression, context, sources);
    case 'array':
      return arrayOf(expression.operands.length > 0 ? commonTypeOf(types(expression.operands)) : UNKNOWN);
    case 'row':
      return { kind: 'row', fields: types(expression.operands).map((type): RowField => ({ type })) };
    case 'subscript': {
      const [, index] = expression.operands;
      const [base] = types(expression.operands);
      if (!['opaque', 'array', 'map', 'row'].includes(base.kind)) {
        const found = `found a ${textOf(base)}`;
        throw context.analysis.refusal(expression.at, `only an array, a map or a row has [ ], ${found}: leave it out`);
      }
      return subscriptType(base, index.kind === 'literal' ? index.integer : undefined);
    }
    case 'subquery':
    case 'exists':
    case 'membership':
      return queryExpressionType(expression, context, sources);
  }
}

/** Types of many; what each value comes from does not matter. */
export function readAll(
  expressions: readonly Expression[],
  context: ExpressionContext,
  sources = new Set<string>(),
): void {
  for (const expression of expressions) typeOf(expression, context, sources);
}

/** Values that meet in one place must convert to one type. */
export function checkCommon(a: SqlType, b: SqlType, at: Position, analysis: TextAnalysis): void {
  if (commonType(a, b)) return;
  const found = `found ${textOf(a)} and ${textOf(b)}`;
  throw analysis.refusal(at, `what is compared or combined must be of one type, ${found}: cast one of them`);
}

/** A condition; a type that is known must be that of one. */
export function readCondition(expression: Expression, clause: string, context: ExpressionContext): void {
  const type = typeOf(expression, context, new Set());
  if (type.kind === 'opaque' || isSimple(type, 'boolean', 'unknown')) return;
  const found = `found a ${textOf(type)}`;
  throw context.analysis.refusal(expression.at, `${clause} takes a condition, ${found}: compare it with something`);
}

function operationType(operation: Operation, types: readonly SqlType[], analysis: TextAnalysis): SqlType {
  const { operator, operands } = operation;
  const [a, b = OPAQUE] = types;
  switch (operator) {
    case 'comparison':
      for (const [i, type] of types.entries()) checkCommon(a, type, operands[i].at, analysis);
      return BOOLEAN;
    case 'boolean':
      return BOOLEAN;
    case 'negate':
      return negatedType(a) ?? refuseOperator(operation, types, analysis);
    case 'at time zone':
      return zonedType(a);
    case '||':
      return concatenation(types) ?? refuseOperator(operation, types, analysis);
    default:
      return arithmeticType(operator, a, b) ?? refuseOperator(operation, types, analysis);
  }
}

/** Trino converts no text to numbers and no numbers to text by itself. */
function refuseOperator({ operator, at }: Operation, types: readonly SqlType[], analysis: TextAnalysis): never {
  const written = operator === 'negate' ? '-' : operator;
  const found = `found ${types.map(textOf).join(' and ')}`;
  throw analysis.refusal(
    at,
    `${written} must be applied to types that have it, ${found}: convert with CAST(... AS ...)`,
  );
}

function caseType(
  { at, operand, branches, otherwise }: Case,
  context: ExpressionContext,
  sources: Set<string>,
): SqlType {
  if (operand) typeOf(operand, context, sources);
  const results = branches.map(({ condition, result }) => {
    typeOf(condition, context, sources);
    return typeOf(result, context, sources);
  });
  if (otherwise) results.push(typeOf(otherwise, context, sources));
  for (const type of results) checkCommon(results[0], type, at, context.analysis);
  return commonTypeOf(results);
}

/** A lambda's body for parameters of these types, which hide columns of the same names. */
export function lambdaType(
  { parameters, body, at }: Lambda,
  types: readonly SqlType[],
  context: ExpressionContext,
  sources: Set<string>,
): SqlType {
  const { analysis } = context;
  const names = parameters.map((parameter) => parameter.text);
  if (new Set(names).size < names.length) {
    throw analysis.refusal(at, `parameters of a lambda must differ, found ${names.join(', ')}: rename one`);
  }
  const fields = names.map((name, i) => ({ name, type: types[i] ?? OPAQUE, sources: new Set<string>() }));
  return typeOf(body, { ...context, scope: new Scope(fields, context.scope), inLambda: true }, sources);
}

function queryExpressionType(
  { kind, at, query, value }: QueryExpression,
  context: ExpressionContext,
  sources: Set<string>,
): SqlType {
  if (context.inLambda) {
    throw context.analysis.refusal(at, 'a lambda must not have a query inside, found one: join with the query instead');
  }
  const valueType = value && typeOf(value, context, sources);
  const outer = context.uncorrelated ? context.scope.asClosed() : context.scope;
  const fields = queryFields(query, outer, context.analysis);
  if (kind === 'exists') return BOOLEAN;
  for (const field of fields) for (const source of field.sources) sources.add(source);
  const [only, ...others] = fields;
  if (kind === 'subquery') {
    return others.length === 0 ? only.type : { kind: 'row', fields: fields.map(({ name, type }) => ({ name, type })) };
  }
  const width = valueType?.kind === 'row' ? valueType.fields.length : 1;
  // One column may itself be a row that is compared as a whole.
  if (
    valueType?.kind !== 'opaque' &&
    fields.length !== width &&
    !(fields.length === 1 && only.type.kind !== 'simple')
  ) {
    const found = `found ${width} before it and ${fields.length} in it`;
    throw context.analysis.refusal(at, `a query to compare with must have as many columns, ${found}: select the same`);
  }
  return BOOLEAN;
}

/** What PARTITION BY, ORDER BY and the frame of a window read. */
export function readWindowParts(
  { partitionBy, orderBy, bounds, base }: Window,
  context: ExpressionContext,
  sources: Set<string>,
): void {
  if (base && !context.windows.has(base.text)) throw unknownWindow(base, context);
  if (base && partitionBy.length > 0) {
    const rule = `a window that builds on another has its PARTITION BY, found a second on ${base.text}`;
    throw context.analysis.refusal(base.at, `${rule}: write a window of its own`);
  }
  readAll([...partitionBy, ...sortKeys(orderBy), ...bounds], context, sources);
}

export function unknownWindow(
  name: { text: string; at: { line: number; column: number } },
  context: ExpressionContext,
) {
  const known = [...context.windows].join(', ') || 'none';
  const rule = `a window must be defined before it is used, found ${name.text}`;
  return context.analysis.refusal(name.at, `${rule}: add WINDOW ${name.text} AS (...), defined are ${known}`);
}

export function sortKeys(items: readonly SortItem[]): Expression[] {
  return items.map((item) => item.key);
}
