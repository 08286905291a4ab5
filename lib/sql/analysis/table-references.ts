/**
 * How often a WITH table is used in a part of a query. The tree is walked as plain data, since any node may hold a
 * query. `joined` counts only uses as a relation of a FROM, not those inside expressions or behind an outer join.
 */
export function referencesIn(part: unknown, table: string, which: 'all' | 'joined' = 'all'): number {
  if (Array.isArray(part)) return part.reduce((sum: number, each) => sum + referencesIn(each, table, which), 0);
  if (typeof part !== 'object' || part === null || part instanceof Set) return 0;
  if (isReference(part, table)) return 1;
  if (which === 'joined') return joinedIn(part, table);
  return Object.values(part).reduce((sum: number, each) => sum + referencesIn(each, table, which), 0);
}

function isReference(part: object, table: string): boolean {
  const { kind, name } = part as { kind?: string; name?: unknown };
  return kind === 'table' && Array.isArray(name) && name.length === 1 && name[0].text === table;
}

interface Joined {
  readonly kind?: string;
  readonly side?: string;
  readonly left?: unknown;
  readonly right?: unknown;
  readonly relation?: unknown;
}

function joinedIn(part: Joined, table: string): number {
  const count = (inner: unknown) => referencesIn(inner, table, 'joined');
  switch (part.kind) {
    case 'aliased':
      return count(part.relation);
    case 'join': {
      const left = part.side === 'right' || part.side === 'full' ? 0 : count(part.left);
      return left + (part.side === 'left' || part.side === 'full' ? 0 : count(part.right));
    }
    default:
      return 0;
  }
}
