import type { BaseUse, ViewFacts } from './authorization-world';
import { inOrder, keyOf, nameOf, type ObjectName, sortedSet } from './object-name';

/** A table that stands behind a view, at whatever depth. */
export interface ReachedBase extends BaseUse {
  /** The way to it leads through an analytical view: its data was copied there before. */
  readonly behindAnalytical: boolean;
}

/** What stands behind a view. */
export interface Expansion {
  readonly bases: readonly ReachedBase[];
  /** Views on the way, the view itself excluded. */
  readonly views: readonly ObjectName[];
  /** Tables of Tabulator behind it, as a query writes them; sorted. */
  readonly federated: readonly string[];
}

/** All views of a world, by key. */
export type ViewIndex = ReadonlyMap<string, ViewFacts>;

export function viewIndex(views: readonly ViewFacts[]): ViewIndex {
  return new Map(views.map((view) => [keyOf(view), view]));
}

/** Every real table behind a view: what the rules of the authorization table are about. */
export function allBases(view: ViewFacts, index: ViewIndex): Expansion {
  return expansion(view, index, () => true);
}

/** What AWS checks for a caller: it stops where a view reads with rights other than the caller's. */
export function checkedBases(view: ViewFacts, index: ViewIndex): Expansion {
  return expansion(view, index, (below) => below.kind === 'invoker');
}

function expansion(view: ViewFacts, index: ViewIndex, opens: (below: ViewFacts) => boolean): Expansion {
  const bases = new Map<string, ReachedBase>();
  const views = new Set<string>();
  const federated = new Set<string>();
  const visit = (current: ViewFacts, behindAnalytical: boolean, path: readonly string[]) => {
    for (const table of current.federated ?? []) federated.add(table);
    for (const name of current.views) {
      views.add(keyOf(name));
      const below = index.get(keyOf(name));
      // Its bases are known already where the lineage looked through it, but not that they stand behind it.
      if (below?.kind === 'analytical' && opens(below)) visit(below, true, [...path, keyOf(name)]);
    }
    for (const base of current.bases) {
      const key = keyOf(base);
      if (path.includes(key)) throw new Error(`view ${key} is defined by itself: ${[...path, key].join(' → ')}`);
      const below = index.get(key);
      if (below && opens(below)) {
        views.add(key);
        visit(below, behindAnalytical || below.kind === 'analytical', [...path, key]);
      } else bases.set(key, joined(bases.get(key), base, behindAnalytical));
    }
  };
  visit(view, false, [keyOf(view)]);
  return {
    bases: [...bases.entries()].sort(([a], [b]) => inOrder(a, b)).map(([, base]) => base),
    views: sortedSet(views).map(nameOf),
    federated: sortedSet(federated),
  };
}

function joined(known: ReachedBase | undefined, base: BaseUse, behindAnalytical: boolean): ReachedBase {
  return {
    ...nameOf(keyOf(base)),
    columns: sortedSet([...(known?.columns ?? []), ...base.columns]),
    hidden: sortedSet([...(known?.hidden ?? []), ...base.hidden]),
    behindAnalytical: behindAnalytical || (known?.behindAnalytical ?? false),
  };
}
