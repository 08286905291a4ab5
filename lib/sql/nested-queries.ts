/** What is needed of a token here. */
interface Token {
  readonly text: string | null;
  /** 0 for those that the grammar sees, not for spaces and comments. */
  readonly channel: number;
}

/** A text in pieces, each with the token that follows it: queries that were nested deeper stand by their first token. */
export interface Pieces<T extends Token> {
  readonly outer: readonly T[];
  readonly inner: ReadonlyMap<T, readonly T[]>;
}

/**
 * How many queries deep a piece is.
 *
 * To tell `(SELECT ...) AS x` from `(SELECT ...).*` the parser looks ahead past the whole parenthesis, and what it
 * remembers of that grows faster than the square of the depth: minutes for a query of 60 levels.
 */
const DEPTH = 6;

/**
 * Cuts the queries out of a text that are nested too deeply to be parsed in one go. In their place stands the shortest
 * query that begins as they do, so that what is around them is parsed as before.
 *
 * @param tokens those of a text whose parentheses match, and the one that follows them
 * @param stub the tokens of that shortest query; the first must be the one given
 */
export function cutNested<T extends Token>(tokens: readonly T[], stub: (first: T) => readonly T[]): Pieces<T> {
  const outer: T[] = [];
  const inner = new Map<T, T[]>();
  /** Of each open parenthesis, whether it holds a query. */
  const open: boolean[] = [];
  let depth = 0;
  let cut: T[] | undefined;
  /** How many parentheses are open where the cut began. */
  let floor = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.text === ')' && i < tokens.length - 1) {
      if (open.pop()) depth--;
      if (cut && open.length < floor) {
        cut.push(token);
        cut = undefined;
      }
    }
    (cut ?? outer).push(token);
    if (token.text !== '(') continue;
    const first = nextVisible(tokens, i + 1);
    const holdsQuery = first !== undefined && /^(select|with)$/i.test(first.text ?? '');
    open.push(holdsQuery);
    if (!holdsQuery) continue;
    depth++;
    if (depth <= DEPTH || cut) continue;
    cut = [];
    floor = open.length;
    inner.set(first, cut);
    outer.push(...stub(first));
  }
  return { outer, inner };
}

function nextVisible<T extends Token>(tokens: readonly T[], from: number): T | undefined {
  for (let i = from; i < tokens.length; i++) if (tokens[i].channel === 0) return tokens[i];
  return undefined;
}
