import { grammar } from '../trino-grammar';
import { BIGINT, BOOLEAN, VARCHAR } from '../types/sql-type';
import type { Expression } from './expression';
import { readExpression } from './read-expression';
import { readType } from './read-literal';
import type { Reading } from './reading';
import type { JsonColumn, JsonTable } from './relation';

/** JSON_EXISTS, JSON_VALUE and their like; undefined for anything else. Paths read no columns: they are constants. */
export function readJsonForm(context: grammar.PrimaryExpressionContext, reading: Reading): Expression | undefined {
  const at = reading.span(context);
  if (context instanceof grammar.JsonExistsContext) {
    const operands = readInvocation(context.jsonPathInvocation(), reading);
    return { kind: 'typed', at, form: 'json_exists', type: BOOLEAN, operands };
  }
  if (context instanceof grammar.JsonValueContext) {
    const defaults = readDefaults(context.jsonValueBehavior(), reading);
    const operands = [...readInvocation(context.jsonPathInvocation(), reading), ...defaults];
    return { kind: 'typed', at, form: 'json_value', type: returned(context, reading), operands };
  }
  if (context instanceof grammar.JsonQueryContext) {
    const operands = readInvocation(context.jsonPathInvocation(), reading);
    return { kind: 'typed', at, form: 'json_query', type: returned(context, reading), operands };
  }
  if (context instanceof grammar.JsonObjectContext) {
    const operands = context.jsonObjectMember().flatMap((member) => {
      const value = member.jsonValueExpression().expression();
      return [readExpression(member.expression(), reading), readExpression(value, reading)];
    });
    return { kind: 'typed', at, form: 'json_object', type: returned(context, reading), operands };
  }
  if (context instanceof grammar.JsonArrayContext) {
    const operands = context.jsonValueExpression().map((each) => readExpression(each.expression(), reading));
    return { kind: 'typed', at, form: 'json_array', type: returned(context, reading), operands };
  }
  return undefined;
}

function returned(context: { type(): grammar.TypeContext | null }, reading: Reading) {
  const type = context.type();
  return type ? readType(type, reading) : VARCHAR;
}

function readInvocation(context: grammar.JsonPathInvocationContext, reading: Reading): Expression[] {
  const passed = context.jsonArgument().map((each) => each.jsonValueExpression());
  return [context.jsonValueExpression(), ...passed].map((each) => readExpression(each.expression(), reading));
}

function readDefaults(behaviors: grammar.JsonValueBehaviorContext[], reading: Reading): Expression[] {
  return behaviors.flatMap((each) => {
    const value = each.expression();
    return value ? [readExpression(value, reading)] : [];
  });
}

export function readJsonTable(context: grammar.JsonTableContext, reading: Reading): JsonTable {
  return {
    kind: 'json table',
    at: reading.span(context),
    operands: readInvocation(context.jsonPathInvocation(), reading),
    columns: context.jsonTableColumn().flatMap((each) => readColumn(each, reading)),
  };
}

function readColumn(context: grammar.JsonTableColumnContext, reading: Reading): JsonColumn[] {
  if (context instanceof grammar.NestedColumnsContext) {
    return context.jsonTableColumn().flatMap((each) => readColumn(each, reading));
  }
  if (context instanceof grammar.OrdinalityColumnContext) {
    return [{ name: reading.name(context.identifier()), type: BIGINT, defaults: [] }];
  }
  if (context instanceof grammar.ValueColumnContext) {
    const defaults = readDefaults(context.jsonValueBehavior(), reading);
    return [{ name: reading.name(context.identifier()), type: readType(context.type(), reading), defaults }];
  }
  if (context instanceof grammar.QueryColumnContext) {
    return [{ name: reading.name(context.identifier()), type: readType(context.type(), reading), defaults: [] }];
  }
  throw reading.unsupported(context, 'this kind of column');
}
