import type { AccessReport } from './access-report';

export const MATRIX_HEADER = ['ROLE', 'KIND', 'OBJECT', 'OPERATIONS', 'ONLY'] as const;

/** Role × object × operation as rows of a table; operations under the same conditions share one. */
export function accessMatrix(report: AccessReport): string[][] {
  return Object.entries(report.roles).flatMap(([role, kinds]) =>
    Object.entries(kinds).flatMap(([kind, objects]) =>
      Object.entries(objects ?? {}).flatMap(([name, operations]) => {
        const byConditions = new Map<string, string[]>();
        for (const [operation, alternatives] of Object.entries(operations)) {
          for (const conditions of alternatives) {
            const only = conditions.join(', ');
            byConditions.set(only, [...(byConditions.get(only) ?? []), operation]);
          }
        }
        return [...byConditions].map(([only, words]) => [role, kind, name, words.join(', '), only]);
      }),
    ),
  );
}
