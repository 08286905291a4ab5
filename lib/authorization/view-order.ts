import type { ViewFacts } from './authorization-world';
import { type ViewIndex, viewIndex } from './base-expansion';
import { inOrder, keyOf } from './object-name';

/** Views in an order in which each follows those it reads, or a circle of views that read each other. */
export function viewOrder<T extends ViewFacts>(views: readonly T[]): { ordered: T[]; circle?: readonly string[] } {
  const index = viewIndex(views) as ReadonlyMap<string, T> & ViewIndex;
  const ordered: T[] = [];
  const done = new Set<string>();
  let circle: readonly string[] | undefined;
  const visit = (view: T, path: readonly string[]) => {
    const key = keyOf(view);
    if (done.has(key) || circle) return;
    if (path.includes(key)) {
      circle = [...path.slice(path.indexOf(key)), key];
      return;
    }
    const below = [...view.views, ...view.bases].map(keyOf).sort(inOrder);
    for (const name of below) {
      const next = index.get(name);
      if (next) visit(next, [...path, key]);
    }
    done.add(key);
    ordered.push(view);
  };
  for (const view of [...views].sort((a, b) => inOrder(keyOf(a), keyOf(b)))) visit(view, []);
  return { ordered, ...(circle ? { circle } : {}) };
}
