import type { PolicyStatement } from './policy-statement';

/**
 * What `needed` allows and `given` does not, with the resources that lack the same actions kept together.
 *
 * A given statement counts where its action and resource patterns cover the needed ones and it has no condition, or
 * the very same. Anything else is taken as missing: too much is granted twice, nothing is left out.
 */
export function missingStatements(
  needed: readonly PolicyStatement[],
  given: readonly PolicyStatement[],
): PolicyStatement[] {
  return needed.flatMap((statement) => {
    const byActions = new Map<string, { actions: string[]; resources: string[] }>();
    for (const resource of statement.Resource) {
      const actions = statement.Action.filter((action) => !given.some((g) => covers(g, action, resource, statement)));
      if (actions.length === 0) continue;
      const group = byActions.get(actions.join()) ?? { actions, resources: [] };
      group.resources.push(resource);
      byActions.set(actions.join(), group);
    }
    return [...byActions.values()].map(({ actions, resources }, i) => ({
      ...statement,
      Sid: i ? `${statement.Sid}${i + 1}` : statement.Sid,
      Action: actions,
      Resource: resources,
    }));
  });
}

function covers(given: PolicyStatement, action: string, resource: string, needed: PolicyStatement): boolean {
  return (
    given.Action.some((pattern) => patternCovers(pattern, action)) &&
    given.Resource.some((pattern) => patternCovers(pattern, resource)) &&
    (given.Condition === undefined || JSON.stringify(given.Condition) === JSON.stringify(needed.Condition))
  );
}

/** Whether every text that `inner` matches is matched by `outer`; `*` in `inner` is matched as itself by `*`. */
export function patternCovers(outer: string, inner: string): boolean {
  if (!outer.includes('*')) return outer === inner;
  const [start, ...rest] = outer.split('*');
  if (!inner.startsWith(start)) return false;
  const escaped = [start, ...rest].map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 's').test(inner);
}
