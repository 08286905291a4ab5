import type { ExplainedDecision } from '../../lib/authorization/explain-decision';
import { describeGrant } from '../../lib/authorization/grant-text';
import type { RequirementTree } from '../../lib/authorization/requirement-verdict';
import { describeReason } from './reason-text';

/** A decision as people read it. */
export function describeDecided(explained: ExplainedDecision): string {
  const { decision, rule, operation, principal, object, requires, held, missing, aws, remedy, note, problems } =
    explained;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
  return [
    `${principal}: ${operation} on ${object}: ${decision}`,
    `rule: ${rule}`,
    ...treeLines(requires, 1),
    ...list('holds', held.map(describeGrant)),
    ...list('lacks', missing.map(describeGrant)),
    ...list('AWS denies, for want of', [
      ...aws.missingActions.map(
        ({ database, table, actions }) => `${actions.join(', ')} on ${[database, table].filter(Boolean).join('.')}`,
      ),
      ...(aws.missingTabulator ?? []).map((table) => `the use of Tabulator for ${table}`),
    ]),
    ...(remedy === '' ? [] : ['', `to do: ${remedy}`]),
    ...(note === undefined ? [] : [`note: ${note}`]),
    ...list('The configuration cannot be deployed like this:', problems),
  ].join('\n');
}

function treeLines(tree: RequirementTree, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const answer = tree.held ? 'yes' : 'no ';
  if ('predicate' in tree) return [`${indent}${answer}  ${describeReason(tree)}`];
  const [word, parts] = 'all' in tree ? ['all of', tree.all] : ['one of', tree.any];
  return [`${indent}${answer}  ${word}`, ...parts.flatMap((part) => treeLines(part, depth + 1))];
}
