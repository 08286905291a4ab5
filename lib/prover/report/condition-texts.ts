import type { ConditionBlock } from '../policy/condition';
import { implies } from '../proof/constraint';
import { THROUGH_ATHENA } from '../proof/declared-calls';

/** What each operator is called where it is the usual one for its key. */
const USUAL: Readonly<Record<string, string>> = { StringEquals: 'is', StringLike: 'is like' };

/** Conditions in words, sorted; equal conditions give equal words, others never do. */
export function conditionTexts(blocks: readonly ConditionBlock[]): readonly string[] {
  return blocks.map(textOf).sort();
}

/** The one condition that everybody asks about. */
export const THROUGH_ATHENA_TEXT = 'through Athena';

function textOf(block: ConditionBlock): string {
  if (block.values.length === 1 && block.operator === 'StringEquals' && implies([block], THROUGH_ATHENA))
    return THROUGH_ATHENA_TEXT;
  const usual = block.quantifier || block.ifExists ? undefined : USUAL[block.operator];
  const operator =
    usual ?? `${block.quantifier ? `${block.quantifier}:` : ''}${block.operator}${block.ifExists ? 'IfExists' : ''}`;
  return `${block.key} ${operator} ${[...block.values]
    .sort()
    .map((value) => JSON.stringify(value))
    .join(' or ')}`;
}
