import { grammar } from '../trino-grammar';
import type { Expression } from './expression';
import type { CommonTable, GroupBy, Query, QueryBody, Select, SelectItem, SortItem } from './query';
import { readWindow } from './read-call';
import { readBoolean, readExpression, readNames, readPrimary } from './read-expression';
import { readRelation, readTableName } from './read-relation';
import type { Reading } from './reading';
import type { Join, Relation } from './relation';

/** A query with its WITH. */
export function readQuery(context: grammar.QueryContext, reading: Reading): Query {
  const cutOut = reading.cutOut(context);
  if (cutOut) return readQuery(cutOut, reading);
  if (!(context instanceof grammar.QueryStatementContext)) throw reading.unsupported(context, 'this kind of query');
  const common = context.with();
  return {
    ...readQueryNoWith(context.queryNoWith(), reading),
    at: reading.span(context),
    recursive: Boolean(common?.KW_RECURSIVE()),
    commonTables: common ? common.namedQuery().map((each) => readCommonTable(each, reading)) : [],
  };
}

function readCommonTable(context: grammar.NamedQueryContext, reading: Reading): CommonTable {
  const columns = context.columnAliases();
  return {
    name: reading.name(context.identifier()),
    columns: columns?.identifier().map((each) => reading.name(each)),
    query: readQuery(context.query(), reading),
  };
}

/** LIMIT and OFFSET are numbers; a `?` in their place belongs to a prepared statement. */
function readQueryNoWith(context: grammar.QueryNoWithContext, reading: Reading): Query {
  const cutOut = reading.cutOut(context);
  if (cutOut) return readQuery(cutOut, reading);
  for (const count of [...context.rowCount(), context.limitRowCount()?.rowCount()]) {
    if (count?.QUESTION_MARK()) throw reading.unsupported(count, 'a parameter');
  }
  if (context.KW_TIES() && context.sortItem().length === 0) {
    const fix = 'add ORDER BY, or write ONLY';
    throw reading.refusal(reading.span(context), `WITH TIES needs an order, found none: ${fix}`);
  }
  return {
    kind: 'query',
    at: reading.span(context),
    recursive: false,
    commonTables: [],
    body: readTerm(context.queryTerm(), reading),
    orderBy: context.sortItem().map((each) => readSortItem(each, reading)),
  };
}

export function readSortItem(context: grammar.SortItemContext, reading: Reading): SortItem {
  return { at: reading.span(context), key: readColumnOrExpression(context, reading) };
}

/** The grammar has a rule of its own for a lone column; where both are absent it has matched nothing, for an editor. */
function readColumnOrExpression(
  context: grammar.SortItemContext | grammar.GroupingTermContext,
  reading: Reading,
): Expression {
  const name = context.columnRef()?.qualifiedName();
  if (name) return readNames(name, reading);
  const expression = context.expression();
  if (!expression) throw reading.unsupported(context, 'an empty expression');
  return readExpression(expression, reading);
}

/** Hundreds of UNIONs nest to the left in the grammar: they are unrolled here, so that nothing after it recurses. */
function readTerm(context: grammar.QueryTermContext, reading: Reading): QueryBody {
  const others: grammar.QueryTermContext[] = [];
  const operators = new Set<string>();
  let rest = context;
  while (rest instanceof grammar.SetOperationContext) {
    const [left, right] = rest.queryTerm() as grammar.QueryTermContext[];
    others.push(right);
    operators.add(rest._operator?.text?.toLowerCase() ?? '');
    rest = left;
  }
  if (!(rest instanceof grammar.QueryTermDefaultContext)) throw reading.unsupported(rest, 'this kind of query');
  const first = readPrimaryQuery(rest.queryPrimary(), reading);
  if (others.length === 0) return first;
  const branches = [first, ...others.reverse().map((each) => readTerm(each, reading))];
  return { kind: 'set operation', at: reading.span(context), operators, branches };
}

function readPrimaryQuery(context: grammar.QueryPrimaryContext, reading: Reading): QueryBody {
  if (context instanceof grammar.QueryPrimaryDefaultContext) return readSelect(context.querySpecification(), reading);
  if (context instanceof grammar.SubqueryContext) return readQueryNoWith(context.queryNoWith(), reading);
  if (context instanceof grammar.InlineTableContext) {
    const rows = context.expression().map((each) => readExpression(each, reading));
    return { kind: 'values', at: reading.span(context), rows };
  }
  if (context instanceof grammar.TableContext) {
    return { kind: 'table', at: reading.span(context), name: readTableName(context.tableRef(), reading) };
  }
  throw reading.unsupported(context, 'this kind of query');
}

function readSelect(context: grammar.QuerySpecificationContext, reading: Reading): Select {
  const where = context.whereClause()?.booleanExpression();
  const having = context.havingClause()?.booleanExpression();
  const groupBy = context.groupBy();
  return {
    kind: 'select',
    at: reading.span(context),
    distinct: Boolean(context.setQuantifier()?.KW_DISTINCT()),
    items: context
      .selectList()
      .selectItem()
      .map((each) => readSelectItem(each, reading)),
    from: readFrom(context.relation(), reading),
    where: where && readBoolean(where, reading),
    groupBy: groupBy ? readGroupBy(groupBy, reading) : undefined,
    having: having && readBoolean(having, reading),
    windows: context.windowDefinition().map((each) => ({
      name: reading.name(each.identifier()),
      window: readWindow(each.windowSpecification(), each, reading),
    })),
  };
}

/** `FROM a, b` is a cross join. */
function readFrom(relations: grammar.RelationContext[], reading: Reading): Relation[] {
  const [first, ...others] = relations.map((each) => readRelation(each, reading));
  if (!first) return [];
  const join = (left: Relation, right: Relation): Join => ({ kind: 'join', at: right.at, side: 'cross', left, right });
  return [others.reduce(join, first)];
}

function readSelectItem(context: grammar.SelectItemContext, reading: Reading): SelectItem {
  const at = reading.span(context);
  const all = context.tableAllColumns();
  if (all) {
    const aliases = context.columnAliases()?.identifier();
    return {
      kind: 'star',
      at,
      target: readPrimary(all.primaryExpression(), reading),
      aliases: aliases?.map((each) => reading.name(each)),
    };
  }
  if (context.selectAllWithoutTable()) return { kind: 'star', at };
  const name = context.selectLiteralColumnName()?.columnRef().qualifiedName();
  const expression = context.selectExpressionColumnName()?.expression();
  const alias = context._alias && reading.name(context._alias);
  if (name) return { kind: 'expression', at, expression: readNames(name, reading), alias };
  if (expression) return { kind: 'expression', at, expression: readExpression(expression, reading), alias };
  throw reading.unsupported(context, 'an empty expression');
}

function readGroupBy(context: grammar.GroupByContext, reading: Reading): GroupBy {
  const expressions = context.groupingElement().flatMap((element) => {
    if (element instanceof grammar.SingleGroupingSetContext) return termsOf([element.groupingSet()], reading);
    if (
      element instanceof grammar.RollupContext ||
      element instanceof grammar.CubeContext ||
      element instanceof grammar.MultipleGroupingSetsContext
    ) {
      return termsOf(element.groupingSet(), reading).map((each) => columnOnly(each, reading));
    }
    throw reading.unsupported(element, 'this kind of grouping');
  });
  return { at: reading.span(context), expressions };
}

function termsOf(sets: readonly grammar.GroupingSetContext[], reading: Reading): Expression[] {
  return sets.flatMap((set) => set.groupingTerm().map((term) => readColumnOrExpression(term, reading)));
}

function columnOnly(expression: Expression, reading: Reading): Expression {
  if (expression.kind === 'name') return expression;
  const rule = 'ROLLUP, CUBE and GROUPING SETS take columns, found an expression';
  throw reading.refusal(expression.at, `${rule}: compute it in a query around the table`);
}
