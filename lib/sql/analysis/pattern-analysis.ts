import { type Field, visible } from '../scope/field';
import { Scope } from '../scope/scope';
import type { Expression } from '../syntax/expression';
import type { PatternMatch } from '../syntax/relation';
import { sortKeys, typeOf } from './expression-analysis';
import { contextOf } from './expression-context';
import { readField, resolve } from './name-resolution';
import { relationFields } from './relation-analysis';
import type { TextAnalysis } from './text-analysis';

/** The columns of a MATCH_RECOGNIZE: those it partitions by and its measures, or all rows with their measures. */
export function patternFields(match: PatternMatch, outer: Scope | undefined, analysis: TextAnalysis): Field[] {
  const input = relationFields(match.relation, outer, analysis);
  const scope = new Scope(input, outer);
  const columns = (keys: readonly Expression[]) => keys.map((key) => inputColumn(key, scope, analysis));
  const partition = columns(match.partitionBy);
  const order = columns(sortKeys(match.orderBy));
  const undefinedOne = match.definitions.find(({ name }) => !match.labels.has(name.text));
  if (undefinedOne) {
    const { text, at } = undefinedOne.name;
    const fix = `the pattern has ${[...match.labels].join(', ')}`;
    throw analysis.refusal(at, `DEFINE takes variables of the pattern, found ${text}: ${fix}`);
  }
  const context = { ...contextOf(analysis, scope), labels: match.labels };
  const named = ({ name, expression }: PatternMatch['measures'][number]): Field => {
    const sources = new Set<string>();
    return { name: name.text, type: typeOf(expression, context, sources), sources };
  };
  const measures = match.measures.map(named);
  match.definitions.forEach(named);
  const first = [...new Set(match.allRows ? [...partition, ...order] : partition)];
  const rest = match.allRows ? visible(input).filter((field) => !first.includes(field)) : [];
  return [...first, ...measures, ...rest].map((field) => ({ ...field, qualifier: undefined }));
}

/** PARTITION BY and ORDER BY of a pattern take columns alone. */
function inputColumn(key: Expression, scope: Scope, analysis: TextAnalysis): Field {
  if (key.kind === 'name') {
    const { field, rest } = resolve(key.parts, scope, analysis);
    readField(field, key.parts, analysis, new Set());
    if (rest.length === 0) return field;
  }
  const fix = 'compute it in a query around the table';
  throw analysis.refusal(key.at, `MATCH_RECOGNIZE partitions and orders by columns, found an expression: ${fix}`);
}
