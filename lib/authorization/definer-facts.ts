import { type AuthorizationWorld, isGoverned, type ViewFacts } from './authorization-world';
import { keyOf } from './object-name';
import type { Fact } from './rules/requirement';

/** Tables that a Data Catalog view may read (Lake Formation Developer Guide: working-with-views). */
export const MOST_BASES_OF_DEFINER = 10;

/** What stands against a definer view, fact by fact; undefined: nothing. */
export function definerFacts(
  view: ViewFacts | undefined,
  principal: string,
  world: AuthorizationWorld,
): Readonly<Record<Fact, string | undefined>> {
  if (!view)
    return {
      'bases are governed': undefined,
      'database is governed': undefined,
      'ten bases at most': undefined,
      'no views below': undefined,
    };
  const kinds = new Map(world.views.map((v) => [keyOf(v), v.kind]));
  const plain = (key: string) => kinds.get(key) === undefined || kinds.get(key) === 'analytical';
  const below = [...view.views, ...view.bases]
    .map(keyOf)
    .filter((key) => !plain(key) || view.views.some((v) => keyOf(v) === key));
  const open = view.bases.map(keyOf).filter((key) => !isGoverned(world, principal, key));
  return {
    'no views below':
      below.length > 0
        ? `a definer view reads tables only, not views: found ${[...new Set(below)].join(', ')}; write out their queries, or make it an invoker view`
        : undefined,
    'ten bases at most':
      view.bases.length > MOST_BASES_OF_DEFINER
        ? `a definer view reads at most ${MOST_BASES_OF_DEFINER} tables, found ${view.bases.length}; make it an invoker or an analytical view`
        : undefined,
    'bases are governed':
      open.length > 0
        ? `a definer view needs tables that Lake Formation governs, it does not govern ${open.join(', ')}; use the regime lakeformation, or make it an invoker view`
        : undefined,
    'database is governed': isGoverned(world, principal, view.database)
      ? undefined
      : `a definer view needs a database that Lake Formation governs, it does not govern ${view.database}; use the regime lakeformation, or make it an invoker view`,
  };
}
