import type { ConditionBlock } from '../policy/condition';
import { type Glob, globContains, globOf, textGlob } from '../policy/glob';
import { hasVariables } from '../policy/policy-variables';

/** What must be so of a request for access to be as declared. */
export interface Constraint {
  /** In lower case. */
  readonly key: string;
  /** Values it may have, with wildcards. */
  readonly values: readonly string[];
  /** The key has several values, one of which must be among these. */
  readonly oneOfSeveral?: boolean;
}

const LITERAL = 'StringEquals';
const PATTERN = 'StringLike';

/**
 * Whether a statement's conditions hold only where a constraint does: one block of them says so, and all must hold.
 *
 * A block that is true for a missing key, or negated, says nothing; nor does one whose values depend on the request.
 */
export function implies(blocks: readonly ConditionBlock[], { key, values, oneOfSeveral }: Constraint): boolean {
  let allowed: Glob[] | undefined;
  return blocks.some((block) => {
    if (block.key !== key || block.ifExists || (block.operator !== LITERAL && block.operator !== PATTERN)) return false;
    if (block.quantifier !== (oneOfSeveral ? 'ForAnyValue' : undefined)) return false;
    return block.values.every((value) => {
      if (hasVariables(value)) return false;
      if (values.includes(value)) return true;
      allowed ??= values.map(globOf);
      const asked = block.operator === PATTERN ? globOf(value) : textGlob(value);
      return allowed.some((pattern) => globContains(pattern, asked));
    });
  });
}
