import { type Field, visible } from '../scope/field';
import type { Scope } from '../scope/scope';
import type { Expression, NameChain } from '../syntax/expression';
import type { Position } from '../syntax/position';
import type { Select, SelectedStar, SelectItem, SortItem } from '../syntax/query';
import { textOf } from '../types/type-text';
import { checkScalar, isAggregation, partsOf, within } from './aggregation-rules';
import { chain } from './name-resolution';
import type { TextAnalysis } from './text-analysis';

/**
 * Refuses columns of a grouped query that are neither grouped by nor aggregated, as in
 * trinodb/trino: core/trino-main/src/main/java/io/trino/sql/analyzer/AggregationAnalyzer.java. Queries inside
 * expressions are not looked into: what they take from outside is left to the engine.
 */
export function checkGrouping(
  select: Select,
  orderBy: readonly SortItem[],
  output: readonly Field[],
  scope: Scope,
  analysis: TextAnalysis,
): void {
  const items = select.items.flatMap((item) => (item.kind === 'expression' ? [item.expression] : []));
  const tested = [...items, ...(select.having ? [select.having] : [])];
  const ordered = orderBy.map((item) => item.key);
  const hasAggregate = [...tested, ...ordered].some((each) =>
    [...within(each)].some((part) => part.kind === 'call' && isAggregation(part)),
  );
  if (!select.groupBy && !select.having && !hasAggregate) return;
  const selected = select.items.flatMap((item) => selectedKeys(item, scope));
  const groups = new Set((select.groupBy?.expressions ?? []).map((each) => groupKey(each, selected, scope, analysis)));
  for (const item of select.items) if (item.kind === 'star') checkStar(item, groups, scope, analysis);
  for (const each of tested) check(each, { groups, scope, analysis, bound: new Set() });
  const aliases = new Set(output.flatMap((field) => field.name ?? []));
  for (const each of ordered) check(each, { groups, scope, analysis, bound: aliases });
}

/** Refuses to order the distinct rows of a query by a column that is not in them. */
export function checkDistinctOrder(
  select: Select,
  orderBy: readonly SortItem[],
  output: readonly Field[],
  scope: Scope,
  analysis: TextAnalysis,
): void {
  if (!select.distinct || select.items.some((item) => item.kind === 'star')) return;
  const items = select.items.flatMap((item) => (item.kind === 'expression' ? [keyOf(item.expression, scope)] : []));
  for (const { key } of orderBy) {
    if (key.kind !== 'name' || items.includes(keyOf(key, scope))) continue;
    if (output.some((field) => field.name === key.parts[0].text)) continue;
    const found = `found ${chain(key.parts.map((part) => part.text))}`;
    throw analysis.refusal(
      key.at,
      `SELECT DISTINCT is ordered by what it selects, ${found}: select it, or drop it here`,
    );
  }
}

/** A column of the result, as `GROUP BY 1` may mean it. */
interface Selected {
  readonly key: string;
  readonly expression?: Expression;
}

function selectedKeys(item: SelectItem, scope: Scope): Selected[] {
  if (item.kind === 'expression') return [{ key: keyOf(item.expression, scope), expression: item.expression }];
  return starred(item, scope).map((field) => ({ key: `#${scope.fields.indexOf(field)}` }));
}

/** The fields of this query that a star stands for; those of structs cannot be told apart from others here. */
function starred({ target }: SelectedStar, scope: Scope): readonly Field[] {
  if (!target) return visible(scope.fields);
  return target.kind === 'name' ? scope.fieldsOf(target.parts.map((part) => part.text)) : [];
}

function checkStar(star: SelectedStar, groups: ReadonlySet<string>, scope: Scope, analysis: TextAnalysis): void {
  const loose = starred(star, scope).find((field) => {
    const index = scope.fields.indexOf(field);
    return index >= 0 && !groups.has(`#${index}`);
  });
  if (loose) throw notGrouped([loose.name ?? 'a column without a name'], star.at, analysis);
}

function groupKey(expression: Expression, selected: readonly Selected[], scope: Scope, analysis: TextAnalysis): string {
  const position = expression.kind === 'literal' ? expression.integer : undefined;
  const meant = position === undefined ? undefined : selected[position - 1];
  if (meant?.expression) checkScalar(meant.expression, 'GROUP BY', analysis);
  return meant?.key ?? keyOf(expression, scope);
}

interface Grouped {
  readonly groups: ReadonlySet<string>;
  readonly scope: Scope;
  readonly analysis: TextAnalysis;
  /** Parameters of lambdas around, and names of the result in ORDER BY. */
  readonly bound: ReadonlySet<string>;
}

function check(expression: Expression, grouped: Grouped): void {
  if (grouped.groups.has(keyOf(expression, grouped.scope))) return;
  if (expression.kind === 'call' && isAggregation(expression)) return;
  if (expression.kind === 'name') {
    checkName(expression, grouped);
    return;
  }
  const bound =
    expression.kind === 'lambda'
      ? new Set([...grouped.bound, ...expression.parameters.map((parameter) => parameter.text)])
      : grouped.bound;
  for (const part of partsOf(expression)) check(part, { ...grouped, bound });
}

function checkName({ parts, at }: NameChain, { groups, scope, analysis, bound }: Grouped): void {
  if (bound.has(parts[0].text)) return;
  for (let length = parts.length; length > 0; length--) {
    const beginning: NameChain = { kind: 'name', at, parts: parts.slice(0, length) };
    if (groups.has(keyOf(beginning, scope))) return;
  }
  if (ownField(parts, scope) === undefined) return;
  throw notGrouped(
    parts.map((part) => part.text),
    at,
    analysis,
  );
}

function notGrouped(names: readonly string[], at: Position, analysis: TextAnalysis) {
  const fix = 'add it to GROUP BY, or aggregate it, for example with max';
  const rule = `a column of a grouped query must be in GROUP BY or in an aggregate, found ${chain(names)}`;
  return analysis.refusal(at, `${rule}: ${fix}`);
}

/** Which field of this query a chain means, and the struct fields after it; undefined for those of queries around. */
function ownField(parts: NameChain['parts'], scope: Scope): string | undefined {
  const names = parts.map((part) => part.text);
  for (let length = names.length; length > 0; length--) {
    const [field] = scope.matches(names.slice(0, length));
    if (field) return [scope.fields.indexOf(field), ...names.slice(length)].join('.');
  }
  return undefined;
}

/** Equal for expressions that are the same, however their columns are written. */
function keyOf(expression: Expression, scope: Scope): string {
  const parts = () =>
    partsOf(expression)
      .map((part) => keyOf(part, scope))
      .join(',');
  switch (expression.kind) {
    case 'name':
      return `#${ownField(expression.parts, scope) ?? expression.parts.map((part) => part.text).join('.')}`;
    case 'literal':
      return expression.written;
    case 'field':
      return `${parts()}.${expression.field.text}`;
    case 'operation':
      return `${expression.operator}(${parts()})`;
    case 'typed':
      return `${expression.form}:${textOf(expression.type)}(${parts()})`;
    case 'call':
      return `${expression.name}(${parts()})`;
    default:
      return `${expression.kind}(${parts()})`;
  }
}
