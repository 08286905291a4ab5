import { grammar } from '../trino-grammar';
import type { Expression, Name } from './expression';
import { readBoolean, readExpression, readNames, readValue } from './read-expression';
import { readJsonTable } from './read-json';
import { readQuery } from './read-query';
import { readPatternMatch } from './read-row-pattern';
import type { Reading } from './reading';
import type { Join, Relation } from './relation';

/** An element of FROM. Joins nest to the left in the grammar, tens of them at most. */
export function readRelation(context: grammar.RelationContext, reading: Reading): Relation {
  if (context instanceof grammar.RelationDefaultContext) return readSampled(context.sampledRelation(), reading);
  if (context instanceof grammar.JoinRelationContext) return readJoin(context, reading);
  throw reading.unsupported(context, 'this kind of relation');
}

function readJoin(context: grammar.JoinRelationContext, reading: Reading): Join {
  if (context.KW_NATURAL()) {
    const fix = 'write JOIN ... USING (column, ...)';
    throw reading.refusal(reading.span(context), `a join must name its columns, found NATURAL JOIN: ${fix}`);
  }
  const left = readRelation(context.relation(0) as grammar.RelationContext, reading);
  const at = reading.span(context);
  const sampled = context.sampledRelation();
  if (context.KW_CROSS() && sampled)
    return { kind: 'join', at, side: 'cross', left, right: readSampled(sampled, reading) };
  const criteria = context.joinCriteria();
  const right = context._rightRelation;
  if (!criteria || !right) throw reading.unsupported(context, 'this kind of join');
  const using = criteria.KW_USING() ? criteria.identifier().map((each) => reading.name(each)) : undefined;
  return {
    kind: 'join',
    at,
    side: sideOf(context.joinType()),
    left,
    right: readRelation(right, reading),
    using,
    on: using ? undefined : readCondition(criteria, reading),
  };
}

function sideOf(type: grammar.JoinTypeContext | null): Join['side'] {
  if (type?.KW_LEFT()) return 'left';
  if (type?.KW_RIGHT()) return 'right';
  return type?.KW_FULL() ? 'full' : 'inner';
}

/** The published grammar has a rule of its own for `ON a = b`, which a reader of Trino's grammar would not know of. */
function readCondition(criteria: grammar.JoinCriteriaContext, reading: Reading): Expression {
  const condition = criteria.booleanExpression();
  if (condition) return readBoolean(condition, reading);
  const equality = criteria.joinColumnEquality();
  if (!equality) throw reading.unsupported(criteria, 'this kind of join');
  const operands = equality.joinColumnReference().map((side) => {
    const name = side.columnName()?.qualifiedName();
    if (!name) throw reading.unsupported(side, 'an empty column');
    return readNames(name, reading);
  });
  return { kind: 'operation', at: reading.span(equality), operator: 'comparison', operands };
}

function readSampled(context: grammar.SampledRelationContext, reading: Reading): Relation {
  const relation = readPattern(context.patternRecognition(), reading);
  const percentage = context._percentage;
  if (!percentage) return relation;
  return { kind: 'sampled', at: reading.span(context), relation, percentage: readExpression(percentage, reading) };
}

function readPattern(context: grammar.PatternRecognitionContext, reading: Reading): Relation {
  const relation = readAliased(context.aliasedRelation(), reading);
  if (!context.KW_MATCH_RECOGNIZE()) return relation;
  const match = readPatternMatch(context, relation, reading);
  return aliased(match, context, context.identifier(), context.columnAliases(), reading);
}

function readAliased(context: grammar.AliasedRelationContext, reading: Reading): Relation {
  const relation = readPrimaryRelation(context.relationPrimary(), reading);
  return aliased(relation, context, context.identifier(), context.columnAliases(), reading);
}

function aliased(
  relation: Relation,
  context: grammar.AliasedRelationContext | grammar.PatternRecognitionContext,
  alias: grammar.IdentifierContext | null,
  columns: grammar.ColumnAliasesContext | null,
  reading: Reading,
): Relation {
  if (!alias) return relation;
  return {
    kind: 'aliased',
    at: reading.span(context),
    relation,
    alias: reading.name(alias),
    columns: columns?.identifier().map((each) => reading.name(each)),
  };
}

function readPrimaryRelation(context: grammar.RelationPrimaryContext, reading: Reading): Relation {
  if (context instanceof grammar.ParenthesizedRelationContext) return readRelation(context.relation(), reading);
  if (context instanceof grammar.ExpressionSourceTableContext)
    return readSource(context.relationSourceTable(), reading);
  if (!(context instanceof grammar.TableNameContext)) throw reading.unsupported(context, 'this kind of relation');
  const named = context.tableOrViewName();
  const name = named.tableRef() ?? named.viewRef();
  if (!name) throw reading.unsupported(context, 'this kind of relation');
  const asOf = context.queryPeriod()?.valueExpression();
  return {
    kind: 'table',
    at: reading.span(context),
    name: readTableName(name, reading),
    asOf: asOf && readValue(asOf, reading),
  };
}

export function readTableName(context: grammar.TableRefContext | grammar.ViewRefContext, reading: Reading): Name[] {
  return context.identifier().map((each) => reading.name(each));
}

function readSource(context: grammar.RelationSourceTableContext, reading: Reading): Relation {
  const at = reading.span(context);
  if (context instanceof grammar.SubqueryRelationContext) {
    return { kind: 'subquery', at, query: readQuery(context.query(), reading) };
  }
  if (context instanceof grammar.LateralContext) {
    return { kind: 'lateral', at, query: readQuery(context.query(), reading) };
  }
  if (context instanceof grammar.UnnestContext) {
    const operands = context.expression().map((each) => readExpression(each, reading));
    return { kind: 'unnest', at, operands, ordinality: context.KW_ORDINALITY() !== null };
  }
  if (context instanceof grammar.JsonTableContext) return readJsonTable(context, reading);
  if (context instanceof grammar.TableFunctionInvocationContext) {
    const name = context.tableFunctionCall().functionName().getText().toLowerCase();
    throw reading.unsupported(context, 'a table function', INSTEAD_OF_TABLE_FUNCTION.get(name));
  }
  throw reading.unsupported(context, 'this kind of relation');
}

/** The same without the table function: what one makes of a table's columns is not followed. */
const INSTEAD_OF_TABLE_FUNCTION: ReadonlyMap<string, string> = new Map([
  ['exclude_columns', 'name the columns that stay in SELECT'],
  ['sequence', 'write UNNEST(sequence(start, stop))'],
]);
