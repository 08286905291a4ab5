import { aliasedFields, type Field, visible } from '../scope/field';
import { Scope } from '../scope/scope';
import type { Aliased, Join, JsonTable, Relation } from '../syntax/relation';
import { checkScalar } from './aggregation-rules';
import { checkAliases } from './common-tables';
import { readAll, readCondition } from './expression-analysis';
import { contextOf } from './expression-context';
import { patternFields } from './pattern-analysis';
import { queryFields } from './query-analysis';
import { tableFields } from './table-lookup';
import type { TextAnalysis } from './text-analysis';
import { unnestFields } from './unnest-analysis';
import { usingFields } from './using-analysis';

/** The columns of a relation of FROM. */
export function relationFields(relation: Relation, outer: Scope | undefined, analysis: TextAnalysis): readonly Field[] {
  const context = contextOf(analysis, outer ?? new Scope([]));
  switch (relation.kind) {
    case 'table':
      if (relation.asOf) readAll([relation.asOf], context);
      return tableFields(relation.name, relation.at, outer, analysis);
    case 'subquery':
    case 'lateral':
      return visible(queryFields(relation.query, outer, analysis));
    case 'unnest':
      return unnestFields(relation, context);
    case 'join':
      return joinFields(relation, outer, analysis);
    case 'aliased':
      return aliased(relation, outer, analysis);
    case 'sampled':
      readAll([relation.percentage], contextOf(analysis, new Scope([])));
      return relationFields(relation.relation, outer, analysis);
    case 'json table':
      return jsonTableFields(relation, outer, analysis);
    case 'pattern match':
      return patternFields(relation, outer, analysis);
  }
}

function aliased({ relation, alias, columns }: Aliased, outer: Scope | undefined, analysis: TextAnalysis): Field[] {
  const fields = relationFields(relation, outer, analysis);
  if (columns) checkAliases(columns, visible(fields).length, alias.text, analysis);
  return aliasedFields(
    fields,
    alias.text,
    columns?.map((column) => column.text),
  );
}

function joinFields(join: Join, outer: Scope | undefined, analysis: TextAnalysis): readonly Field[] {
  const left = relationFields(join.left, outer, analysis);
  const lateral = isLateral(join.right);
  if (lateral) checkLateral(join, analysis);
  // Rows of the right side that match nothing have no left side to refer to.
  const sees = lateral && join.side !== 'right' && join.side !== 'full';
  const right = relationFields(join.right, sees ? new Scope(left, outer) : outer, analysis);
  if (join.using) return usingFields(join.using, left, right, analysis);
  const fields = [...left, ...right];
  if (join.on) {
    const uncorrelated = join.side === 'left' || join.side === 'right' || join.side === 'full';
    const scope = new Scope(fields, uncorrelated ? outer?.asClosed() : outer);
    readCondition(join.on, 'JOIN ... ON', { ...contextOf(analysis, scope), uncorrelated });
    checkScalar(join.on, 'JOIN ... ON', analysis);
  }
  return fields;
}

/** Whether the right side of a join sees the left one. */
function isLateral(relation: Relation): boolean {
  if (relation.kind === 'aliased') return isLateral(relation.relation);
  return relation.kind === 'unnest' || relation.kind === 'lateral' || relation.kind === 'json table';
}

function checkLateral({ at, side, on, using, right }: Join, analysis: TextAnalysis): void {
  const kind = innermost(right).kind;
  const always = side === 'cross' || (on?.kind === 'literal' && on.isTrue === true);
  if (using || (!always && (kind !== 'lateral' || side === 'full'))) {
    const rule = 'a join with UNNEST, JSON_TABLE or FULL JOIN LATERAL has the condition TRUE';
    throw analysis.refusal(at, `${rule}, found another: write CROSS JOIN or ON TRUE, and the condition in WHERE`);
  }
}

function innermost(relation: Relation): Relation {
  return relation.kind === 'aliased' ? innermost(relation.relation) : relation;
}

function jsonTableFields({ operands, columns }: JsonTable, outer: Scope | undefined, analysis: TextAnalysis): Field[] {
  const sources = new Set<string>();
  const context = contextOf(analysis, outer ?? new Scope([]));
  readAll(operands, context, sources);
  return columns.map(({ name, type, defaults }) => {
    const own = new Set(sources);
    readAll(defaults, context, own);
    return { name: name.text, type, sources: own };
  });
}
