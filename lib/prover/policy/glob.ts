/**
 * Text with wildcards as a sequence of symbols: character codes, and two that no text has. A literal `*` (from a policy
 * variable, say) is thereby not a wildcard.
 */
export type Glob = readonly number[];

/** Any characters, none included (`*`). */
export const ANY = -1;
/** Exactly one character (`?`). */
export const ONE = -2;

/** What a text with wildcards means. */
export function globOf(pattern: string): number[] {
  return Array.from(textGlob(pattern), (code) => (code === 42 ? ANY : code === 63 ? ONE : code));
}

/** A text that is matched by itself only. */
export function textGlob(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

/** Whether a text has the form of a pattern. */
export function globMatches(pattern: Glob, text: string): boolean {
  return globContains(pattern, textGlob(text));
}

/**
 * Whether every text that `inner` matches is matched by `outer`.
 *
 * Reads `inner` as a text in which `*` is one more character, which nothing but a `*` of `outer` takes in. So the answer
 * is never a wrong yes; a wrong no is possible only for `*?` beside `?*`.
 */
export function globContains(outer: Glob, inner: Glob): boolean {
  let i = 0;
  let j = 0;
  let lastAny = -1;
  let resume = 0;
  while (j < inner.length) {
    const symbol = outer[i];
    if (symbol === ANY) {
      lastAny = i++;
      resume = j;
    } else if (symbol === inner[j] || (symbol === ONE && inner[j] !== ANY)) {
      i++;
      j++;
    } else if (lastAny >= 0) {
      i = lastAny + 1;
      j = ++resume;
    } else {
      return false;
    }
  }
  while (outer[i] === ANY) i++;
  return i === outer.length;
}

/** Whether some text is matched by both. */
export function globsOverlap(one: Glob, other: Glob): boolean {
  // reachable[j]: the symbols of `one` so far and the first j of `other` have a text in common.
  let reachable = closedOver(other, [true]);
  for (const symbol of one) {
    const next: boolean[] = [];
    for (let j = 0; j <= other.length; j++) {
      if (!reachable[j]) continue;
      if (symbol === ANY) {
        for (let k = j; k <= other.length; k++) next[k] = true;
        break;
      }
      if (other[j] === ANY) next[j] = true;
      else if (j < other.length && (symbol === ONE || other[j] === ONE || symbol === other[j])) next[j + 1] = true;
    }
    reachable = closedOver(other, next);
  }
  return reachable[other.length] ?? false;
}

/** A `*` may stand for nothing. */
function closedOver(other: Glob, reachable: boolean[]): boolean[] {
  for (let j = 0; j < other.length; j++) if (reachable[j] && other[j] === ANY) reachable[j + 1] = true;
  return reachable;
}
