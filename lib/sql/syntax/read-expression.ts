import { grammar } from '../trino-grammar';
import { BIGINT, INTEGER, type SqlType, VARCHAR } from '../types/sql-type';
import type { Expression, Name, NameChain, TypedForm } from './expression';
import { readCall, readListAgg } from './read-call';
import { readJsonForm } from './read-json';
import { intervalLiteral, numberLiteral, readType, stringLiteral, typedLiteral, wordLiteral } from './read-literal';
import { readQuery } from './read-query';
import type { Reading } from './reading';

/** An expression of the syntax tree, stripped of the levels that a grammar needs. What is not listed is refused. */
export function readExpression(context: grammar.ExpressionContext, reading: Reading): Expression {
  return readBoolean(context.booleanExpression(), reading);
}

export function readBoolean(context: grammar.BooleanExpressionContext, reading: Reading): Expression {
  if (context instanceof grammar.PredicatedContext) {
    const predicate = context.predicate();
    const value = readValue(context.valueExpression(), reading);
    return predicate ? readPredicate(predicate, value, reading) : value;
  }
  if (context instanceof grammar.AndContext || context instanceof grammar.OrContext) {
    return test(
      context,
      chained(context).map((each) => readBoolean(each, reading)),
      reading,
    );
  }
  if (context instanceof grammar.LogicalNotContext) {
    return test(context, [readBoolean(context.booleanExpression(), reading)], reading);
  }
  throw reading.unsupported(context, 'this kind of condition');
}

/** The links of `a AND b AND c`, which the grammar nests to the left: thousands of them must not overflow the stack. */
function chained(context: grammar.AndContext | grammar.OrContext): grammar.BooleanExpressionContext[] {
  const links: grammar.BooleanExpressionContext[] = [];
  let rest: grammar.BooleanExpressionContext = context;
  while (rest instanceof grammar.AndContext || rest instanceof grammar.OrContext) {
    const [left, right] = rest.booleanExpression() as grammar.BooleanExpressionContext[];
    links.push(right);
    rest = left;
  }
  return [rest, ...links.reverse()];
}

function test(
  context: grammar.BooleanExpressionContext | grammar.PredicateContext,
  operands: Expression[],
  reading: Reading,
): Expression {
  return { kind: 'operation', at: reading.span(context), operator: 'boolean', operands };
}

function readPredicate(context: grammar.PredicateContext, value: Expression, reading: Reading): Expression {
  const values = (found: grammar.ValueExpressionContext[]) => found.map((each) => readValue(each, reading));
  const at = reading.span(context);
  switch (context.constructor) {
    case grammar.NullPredicateContext:
      return test(context, [value], reading);
    case grammar.ComparisonContext:
    case grammar.DistinctFromContext: {
      const right = (context as grammar.ComparisonContext).valueExpression();
      return { kind: 'operation', at, operator: 'comparison', operands: [value, readValue(right, reading)] };
    }
    case grammar.BetweenContext: {
      const bounds = values((context as grammar.BetweenContext).valueExpression());
      return { kind: 'operation', at, operator: 'comparison', operands: [value, ...bounds] };
    }
    case grammar.LikeContext:
      return test(context, [value, ...values((context as grammar.LikeContext).valueExpression())], reading);
    case grammar.InListContext: {
      const items = (context as grammar.InListContext).expression();
      const operands = [value, ...items.map((each) => readExpression(each, reading))];
      return { kind: 'operation', at, operator: 'comparison', operands };
    }
    case grammar.InSubqueryContext:
    case grammar.QuantifiedComparisonContext: {
      const query = readQuery((context as grammar.InSubqueryContext).query(), reading);
      return { kind: 'membership', at, value, query };
    }
    default:
      throw reading.unsupported(context, 'this kind of condition');
  }
}

export function readValue(context: grammar.ValueExpressionContext, reading: Reading): Expression {
  const at = reading.span(context);
  if (context instanceof grammar.ValueExpressionDefaultContext) {
    return readPrimary(context.primaryExpression(), reading);
  }
  if (context instanceof grammar.ArithmeticBinaryContext || context instanceof grammar.ConcatenationContext) {
    const [left, right] = context.valueExpression() as grammar.ValueExpressionContext[];
    const operands = [readValue(left, reading), readValue(right, reading)];
    const written = context instanceof grammar.ConcatenationContext ? '||' : context._operator?.text;
    const operator = (['+', '-', '*', '/', '%', '||'] as const).find((each) => each === written);
    if (operator) return { kind: 'operation', at, operator, operands };
  }
  if (context instanceof grammar.ArithmeticUnaryContext) {
    const operand = readValue(context.valueExpression(), reading);
    return { kind: 'operation', at, operator: 'negate', operands: [operand] };
  }
  if (context instanceof grammar.AtTimeZoneContext) {
    const zone = context.timeZoneSpecifier();
    const operands = [readValue(context.valueExpression(), reading)];
    if (zone instanceof grammar.TimeZoneStringContext || zone instanceof grammar.TimeZoneIntervalContext) {
      return { kind: 'operation', at, operator: 'at time zone', operands };
    }
  }
  throw reading.unsupported(context, 'this kind of expression');
}

type Reader = (context: never, reading: Reading) => Expression;

/** What stands between operators. */
export function readPrimary(context: grammar.PrimaryExpressionContext, reading: Reading): Expression {
  const found = wordLiteral(context, reading) ?? readJsonForm(context, reading);
  if (found) return found;
  const reader = PRIMARY.get(context.constructor);
  if (!reader) throw reading.unsupported(context, 'this kind of expression');
  return reader(context as never, reading);
}

function reader<T extends grammar.PrimaryExpressionContext>(
  node: new (...given: never[]) => T,
  read: (context: T, reading: Reading) => Expression,
): [unknown, Reader] {
  return [node, read as Reader];
}

const PRIMARY = new Map<unknown, Reader>([
  reader(grammar.IntervalLiteralContext, (context, reading) => intervalLiteral(context.interval(), reading)),
  reader(grammar.TypeConstructorContext, typedLiteral),
  reader(grammar.NumericLiteralContext, (context, reading) => numberLiteral(context.number(), reading)),
  reader(grammar.StringLiteralContext, (context, reading) => stringLiteral(context.string(), reading)),
  reader(grammar.PositionContext, (context, reading) =>
    typed(context, 'position', BIGINT, values(context, reading), reading),
  ),
  reader(grammar.RowConstructorContext, (context, reading) => ({
    kind: 'row',
    at: reading.span(context),
    operands: context.expression().map((each) => readExpression(each, reading)),
  })),
  reader(grammar.ListAggContext, (context, reading) => readListAgg(context, reading)),
  reader(grammar.FunctionCallContext, (context, reading) => readCall(context, reading)),
  reader(grammar.LambdaContext, (context, reading) => ({
    kind: 'lambda',
    at: reading.span(context),
    parameters: context.identifier().map((each) => reading.name(each)),
    body: readExpression(context.expression(), reading),
  })),
  reader(grammar.SubqueryExpressionContext, (context, reading) => ({
    kind: 'subquery',
    at: reading.span(context),
    query: readQuery(context.query(), reading),
  })),
  reader(grammar.ExistsContext, (context, reading) => ({
    kind: 'exists',
    at: reading.span(context),
    query: readQuery(context.query(), reading),
  })),
  reader(grammar.SimpleCaseContext, readCase),
  reader(grammar.SearchedCaseContext, readCase),
  reader(grammar.CastContext, (context, reading) => {
    const operand = readExpression(context.expression(), reading);
    return typed(context, 'cast', readType(context.type(), reading), [operand], reading);
  }),
  reader(grammar.ArrayConstructorContext, (context, reading) => ({
    kind: 'array',
    at: reading.span(context),
    operands: context.expression().map((each) => readExpression(each, reading)),
  })),
  reader(grammar.SubscriptContext, (context, reading) => ({
    kind: 'subscript',
    at: reading.span(context),
    operands: [readPrimary(context.primaryExpression(), reading), readValue(context.valueExpression(), reading)],
  })),
  reader(grammar.ColumnReferenceContext, (context, reading) =>
    readNames(context.columnName().qualifiedName(), reading),
  ),
  reader(grammar.DereferenceContext, readDereference),
  reader(grammar.TrimContext, readTrim),
  reader(grammar.SubstringContext, (context, reading) => call(context, 'substring', values(context, reading), reading)),
  reader(grammar.NormalizeContext, (context, reading) => {
    return typed(context, 'normalize', VARCHAR, [readValue(context.valueExpression(), reading)], reading);
  }),
  reader(grammar.ExtractContext, (context, reading) => {
    return typed(context, 'extract', BIGINT, [readValue(context.valueExpression(), reading)], reading);
  }),
  reader(grammar.CoalesceContext, (context, reading) => {
    const operands = context.expression().map((each) => readExpression(each, reading));
    return call(context, 'coalesce', operands, reading);
  }),
  reader(grammar.ParenthesizedExpressionContext, (context, reading) => readExpression(context.expression(), reading)),
  reader(grammar.GroupingOperationContext, (context, reading) => {
    const operands = context.qualifiedName().map((each) => readNames(each, reading));
    return typed(context, 'grouping', operands.length <= 31 ? INTEGER : BIGINT, operands, reading);
  }),
]);

function values(context: { valueExpression(): grammar.ValueExpressionContext[] }, reading: Reading): Expression[] {
  return context.valueExpression().map((each) => readValue(each, reading));
}

function typed(
  context: grammar.PrimaryExpressionContext,
  form: string,
  type: SqlType,
  operands: readonly Expression[],
  reading: Reading,
): TypedForm {
  return { kind: 'typed', at: reading.span(context), form, type, operands };
}

function call(
  context: grammar.PrimaryExpressionContext,
  name: string,
  operands: Expression[],
  reading: Reading,
): Expression {
  return { kind: 'call', at: reading.span(context), name, operands, star: false, orderBy: [] };
}

function readCase(context: grammar.SimpleCaseContext | grammar.SearchedCaseContext, reading: Reading): Expression {
  const operand = context instanceof grammar.SimpleCaseContext ? context._operand : undefined;
  const otherwise = context._elseExpression;
  return {
    kind: 'case',
    at: reading.span(context),
    operand: operand && readExpression(operand, reading),
    branches: context.whenClause().map((each) => {
      const [condition, result] = each.expression() as grammar.ExpressionContext[];
      return { condition: readExpression(condition, reading), result: readExpression(result, reading) };
    }),
    otherwise: otherwise && readExpression(otherwise, reading),
  };
}

/** `trim(BOTH x FROM y)` is one of three functions, with what is trimmed first. */
function readTrim(context: grammar.TrimContext, reading: Reading): Expression {
  const side = context.trimsSpecification();
  const name = side?.KW_LEADING() ? 'ltrim' : side?.KW_TRAILING() ? 'rtrim' : 'trim';
  const operands = [context._trimSource, context._trimChar].flatMap((each) => (each ? [readValue(each, reading)] : []));
  return call(context, name, operands, reading);
}

/** A chain of names stays one as long as its base is one: `a.b.c`, and not `a[1].b`. */
function readDereference(context: grammar.DereferenceContext, reading: Reading): Expression {
  const base = readPrimary(context.primaryExpression(), reading);
  const field: Name = reading.name(context.identifier());
  const at = reading.span(context);
  if (base.kind === 'name') return { kind: 'name', at, parts: [...base.parts, field] };
  return { kind: 'field', at, base, field };
}

export function readNames(context: grammar.QualifiedNameContext, reading: Reading): NameChain {
  return { kind: 'name', at: reading.span(context), parts: context.identifier().map((each) => reading.name(each)) };
}
