import { nearMiss } from './near-miss';

const SHOWN = 20;

/** How the known values are told. */
interface Told {
  readonly knownAs?: string;
  /** Whether to look for what was meant, which takes a moment where much is known. */
  readonly suggest?: boolean;
}

/** `unknown client "mpc"; known: catalog, mcp, …; did you mean "mcp"?` */
export function unknownValue(what: string, found: string, known: readonly string[], told: Told = {}): string {
  const { knownAs = 'known', suggest = true } = told;
  const meant = suggest ? nearMiss(found, known) : undefined;
  const message = `unknown ${what} ${JSON.stringify(found)}; ${knownAs}: ${listed(known)}`;
  return meant === undefined ? message : `${message}; did you mean ${JSON.stringify(meant)}?`;
}

/** A lake can have a thousand buckets; the first few tell what kind of name is meant. */
function listed(known: readonly string[]): string {
  if (known.length === 0) return 'none';
  const shown = known.slice(0, SHOWN).join(', ');
  return known.length > SHOWN ? `${shown}, … (${known.length} in all)` : shown;
}
