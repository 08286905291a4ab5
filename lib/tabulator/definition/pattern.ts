import { RE2JS, RE2JSSyntaxException } from 're2js';

/** A regular expression of a table: RE2, in linear time, without look-around and backreferences. */
export class Pattern {
  /** Its named groups, in the order of their opening brackets. */
  public readonly groups: readonly string[];
  private readonly compiled: RE2JS;

  /** @param text `(?P<name>…)` and `(?<name>…)` name groups */
  constructor(text: string) {
    this.compiled = RE2JS.compile(text);
    const byNumber = Object.entries(this.compiled.namedGroups()).sort(([, a], [, b]) => Number(a) - Number(b));
    this.groups = byNumber.map(([name]) => name);
  }

  /**
   * What the named groups matched, where the expression is found anywhere in the text; nothing where it is not. A group
   * that took no part in the match is `null`.
   */
  public search(text: string): Readonly<Record<string, string | null>> | undefined {
    const matcher = this.compiled.matcher(text);
    if (!matcher.find()) return undefined;
    return Object.fromEntries(this.groups.map((name) => [name, matcher.group(name) ?? null]));
  }
}

/** What is wrong with a regular expression, in its own words; nothing if it is one. */
export function patternProblem(text: string): string | undefined {
  try {
    new Pattern(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return error.message.replace(/^error parsing regexp: /, '');
  }
}
