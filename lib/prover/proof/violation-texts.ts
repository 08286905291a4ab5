import type { Violation } from './violation';

/** Violations as people read them, those with one cause together: the first call of each, and how many more there are. */
export function violationTexts(violations: readonly Violation[]): string[] {
  const byCause = new Map<string, Violation[]>();
  for (const violation of violations) {
    const cause = [violation.kind, violation.role, violation.about].join('\n');
    const known = byCause.get(cause);
    if (known) known.push(violation);
    else byCause.set(cause, [violation]);
  }
  return [...byCause.values()].map(([{ message }, ...more]) => {
    if (more.length === 0) return message;
    const calls = new Set(more.map(({ call }) => call)).size;
    return `${message} (and ${calls} more ${calls === 1 ? 'call' : 'calls'} for the same reason)`;
  });
}
