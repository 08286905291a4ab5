import { globContains, globOf } from '../policy/glob';
import type { ObjectKind } from './access-object';
import type { AccessReport, Alternatives, RoleReport } from './access-report';
import { actionsOf } from './operations';

/**
 * What roles may do that they could not before, a line each, sorted. Nothing where access only became less.
 *
 * @param previous what `access.json` of the last deployment says
 */
export function widened(previous: AccessReport, next: AccessReport): string[] {
  return Object.entries(next.roles)
    .flatMap(([role, report]) => {
      const before = previous.roles[role];
      if (before) return widenedRole(before, report).map((what) => `access widened: role ${role} may now ${what}`);
      const objects = Object.values(report).reduce((sum, list) => sum + Object.keys(list ?? {}).length, 0);
      return [`access widened: role ${role} is new, with access to ${objects} objects`];
    })
    .sort();
}

function widenedRole(before: RoleReport, after: RoleReport): string[] {
  return (Object.entries(after) as [ObjectKind, NonNullable<RoleReport[ObjectKind]>][]).flatMap(([kind, objects]) => {
    const known = before[kind] ?? {};
    return Object.entries(objects).flatMap(([name, operations]) => {
      const changed = Object.entries(operations).filter(([operation, sets]) => !same(known[name]?.[operation], sets));
      if (changed.length === 0) return [];
      const around = Object.entries(known).filter(([pattern]) => covers(pattern, name));
      const held = new Map<string, readonly (readonly string[])[]>();
      for (const [operation, sets] of around.flatMap(([, operations]) => Object.entries(operations))) {
        for (const action of actionsOf(operation, kind)) held.set(action, [...(held.get(action) ?? []), ...sets]);
      }
      return changed.flatMap(([operation, sets]) => {
        const had = (set: readonly string[]) => (action: string) =>
          held.get(action)?.some((other) => other.every((condition) => set.includes(condition))) ?? false;
        const actions = actionsOf(operation, kind);
        return sets.filter((set) => !actions.every(had(set))).map((set) => sentence(operation, name, set));
      });
    });
  });
}

const same = (one: Alternatives | undefined, other: Alternatives) => JSON.stringify(one) === JSON.stringify(other);

/** A name of a report may have wildcards; those of buckets and databases never do. */
function covers(pattern: string, name: string): boolean {
  return pattern === name || globContains(globOf(pattern), globOf(name));
}

function sentence(operation: string, name: string, conditions: readonly string[]): string {
  const through = conditions.map((condition) => (/^through /.test(condition) ? condition : `if ${condition}`));
  return [operation, name, ...through].join(' ');
}
