import { grammar } from '../trino-grammar';
import type { Name } from './expression';
import { readPartition } from './read-call';
import { readExpression } from './read-expression';
import { readSortItem } from './read-query';
import type { Reading } from './reading';
import type { NamedExpression, PatternMatch, Relation } from './relation';

/** `MATCH_RECOGNIZE (...)` over a relation. The pattern itself reads nothing: its variables' conditions do. */
export function readPatternMatch(
  context: grammar.PatternRecognitionContext,
  relation: Relation,
  reading: Reading,
): PatternMatch {
  const named = (each: grammar.MeasureDefinitionContext | grammar.VariableDefinitionContext): NamedExpression => ({
    name: reading.name(each.identifier()),
    expression: readExpression(each.expression(), reading),
  });
  const pattern = context.rowPattern();
  if (!pattern) throw reading.unsupported(context, 'MATCH_RECOGNIZE without a pattern');
  const variables = variablesOf(pattern, reading);
  const subsets = context.subsetDefinition().map((each) => reading.name(each._name ?? each.identifier()[0]));
  return {
    kind: 'pattern match',
    at: reading.span(context),
    relation,
    partitionBy: readPartition(context.partitionBy(), reading),
    orderBy: context.sortItem().map((each) => readSortItem(each, reading)),
    measures: context.measureDefinition().map(named),
    allRows: Boolean(context.rowsPerMatch()?.KW_ALL()),
    labels: new Set([...variables, ...subsets].map((each) => each.text)),
    definitions: context.variableDefinition().map(named),
  };
}

function variablesOf(context: grammar.RowPatternContext, reading: Reading): Name[] {
  if (context instanceof grammar.PatternConcatenationContext || context instanceof grammar.PatternAlternationContext) {
    return (context.rowPattern() as grammar.RowPatternContext[]).flatMap((each) => variablesOf(each, reading));
  }
  if (!(context instanceof grammar.QuantifiedPrimaryContext)) throw reading.unsupported(context, 'this pattern');
  return primaryVariables(context.patternPrimary(), reading);
}

function primaryVariables(context: grammar.PatternPrimaryContext, reading: Reading): Name[] {
  if (context instanceof grammar.PatternVariableContext) return [reading.name(context.identifier())];
  if (context instanceof grammar.GroupedPatternContext || context instanceof grammar.ExcludedPatternContext) {
    return variablesOf(context.rowPattern(), reading);
  }
  if (context instanceof grammar.PatternPermutationContext) {
    return context.rowPattern().flatMap((each) => variablesOf(each, reading));
  }
  if (
    context instanceof grammar.EmptyPatternContext ||
    context instanceof grammar.PartitionStartAnchorContext ||
    context instanceof grammar.PartitionEndAnchorContext
  ) {
    return [];
  }
  throw reading.unsupported(context, 'this pattern');
}
