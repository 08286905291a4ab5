import { checkedBases, type Expansion, type ReachedBase, type ViewIndex, viewIndex } from './base-expansion';
import type { DeclaredView, PrincipalAccess, ReadObject } from './declared-access';
import { inOrder, keyOf, sortedSet } from './object-name';

/** What every declared role reads through its views: the objects an IAM policy must name. */
export function principalAccess(views: readonly DeclaredView[]): PrincipalAccess[] {
  const index = viewIndex(views);
  const principals = sortedSet(views.flatMap((view) => [...view.select, ...view.refresh, ...view.own]));
  return principals.map((principal) => ({ principal, reads: readsOf(principal, views, index) }));
}

function readsOf(principal: string, views: readonly DeclaredView[], index: ViewIndex): ReadObject[] {
  const reads = new Map<string, ReadObject>();
  for (const view of views) {
    if (![...view.select, ...view.refresh, ...view.own].includes(principal)) continue;
    add(reads, { ...nameOnly(view), kind: view.kind });
    const { bases, views: below } = readBehind(view, principal, index);
    for (const name of below) add(reads, { ...name, kind: index.get(keyOf(name))?.kind ?? 'invoker' });
    for (const base of bases) {
      add(reads, { ...nameOnly(base), kind: index.get(keyOf(base))?.kind ?? 'table', columns: base.columns });
    }
  }
  return [...reads.keys()].sort(inOrder).flatMap((key) => reads.get(key) ?? []);
}

/** An invoker view is read with its bases; an analytical one only to fill it; a definer view never. */
function readBehind(view: DeclaredView, principal: string, index: ViewIndex): Pick<Expansion, 'bases' | 'views'> {
  if (view.kind === 'invoker') return checkedBases(view, index);
  const fills = view.refresh.includes(principal) || view.own.includes(principal);
  if (view.kind === 'analytical' && fills) return checkedBases(view, index);
  return { bases: [], views: [] };
}

function add(reads: Map<string, ReadObject>, object: ReadObject): void {
  const key = keyOf(object);
  const columns = [...(reads.get(key)?.columns ?? []), ...(object.columns ?? [])];
  const all = object.kind === 'table';
  reads.set(key, { ...nameOnly(object), kind: object.kind, ...(all ? { columns: sortedSet(columns) } : {}) });
}

function nameOnly({ database, table }: Pick<ReachedBase, 'database' | 'table'>) {
  return { database, table };
}
