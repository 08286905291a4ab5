import { createHash } from 'node:crypto';

/** IAM's limit on a managed policy, white space aside (reference_iam-quotas). */
export const MANAGED_POLICY_LIMIT = 6144;

/** Managed policies a role can have by default; 25 after a quota request. */
export const POLICIES_PER_ROLE = 20;

/**
 * Policies that a Quilt stack's parameter `ManagedUserRoleExtraPolicies` takes, of all managed roles together: its
 * pattern is `^([^,]+(,[^,]+){0,4})?$` (quiltdata/knowledge-base: iam-policy-qa/template.cft).
 */
export const EXTRA_POLICIES = 5;

/** Some of a role's buckets, and the stable name of the policy that holds them. */
export interface PolicyPart<T> {
  readonly id: string;
  readonly items: readonly T[];
}

interface Named {
  readonly name: string;
}

/**
 * Divides items into parts that fit, each part a pure function of the set of items.
 *
 * Items are spread by the bits of a hash of their name; a part that overflows is divided by its next bit. So adding
 * one item touches the one part it falls into, or divides that part in two, whatever was added when. This leaves about
 * a third of the space unused: where that needs more than `most` parts, they are filled in order of name instead, and
 * an added item may then move others.
 */
export function packed<T extends Named>(items: readonly T[], fits: (part: readonly T[]) => boolean, most: number) {
  const sorted = [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sorted.length > 0 && fits(sorted)) return [{ id: '', items: sorted }];
  const byHash = divided(
    sorted.map((item) => ({ item, bits: bitsOf(item.name) })),
    '',
    fits,
  );
  return byHash.length <= most ? byHash : filledInOrder(sorted, fits);
}

function divided<T extends Named>(
  entries: readonly { item: T; bits: string }[],
  prefix: string,
  fits: (part: readonly T[]) => boolean,
): PolicyPart<T>[] {
  if (entries.length === 0) return [];
  const items = entries.map((entry) => entry.item);
  // A part keeps the name its first half had before it was divided: `''` → `''` and `1`, `1` → `1` and `11`.
  if (entries.length === 1 || fits(items)) return [{ id: prefix.replace(/0+$/, ''), items }];
  return ['0', '1'].flatMap((bit) =>
    divided(
      entries.filter((entry) => entry.bits[prefix.length] === bit),
      prefix + bit,
      fits,
    ),
  );
}

function filledInOrder<T extends Named>(items: readonly T[], fits: (part: readonly T[]) => boolean): PolicyPart<T>[] {
  const parts: T[][] = [];
  for (const item of items) {
    const last = parts.at(-1);
    if (last && fits([...last, item])) last.push(item);
    else parts.push([item]);
  }
  return parts.map((part, i) => ({ id: `Part${i + 1}`, items: part }));
}

function bitsOf(name: string): string {
  return [...createHash('sha256').update(name).digest().subarray(0, 8)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
}
