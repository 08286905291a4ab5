/** A parameter or result of a function: `array(T)`, `varchar(x)`, `function(T, boolean)`. */
export interface TypePattern {
  /** `array`, `timestamp with time zone`, or the variable itself: `T`. */
  readonly name: string;
  /** Whether the name is a variable for a type. */
  readonly variable: boolean;
  readonly inner: readonly TypePattern[];
}

/** What a function takes and returns. */
export interface Signature {
  readonly parameters: readonly TypePattern[];
  /** Whether the last parameter may be repeated. */
  readonly variadic: boolean;
  readonly result: TypePattern;
}

/** `name (a, b): c; (d...): e;` on one line or more → the signatures of each name. */
export function signaturesIn(text: string): Map<string, Signature[]> {
  const entries = text.trim().split(/\n(?=\S)/);
  return new Map(
    entries.map((entry): [string, Signature[]] => {
      const [name = ''] = entry.split(/\s/, 1);
      const overloads = entry
        .slice(name.length)
        .split(';')
        .filter((each) => each.trim());
      return [name, overloads.map((each) => new PatternReader(each).signature())];
    }),
  );
}

/** A single letter, with or without a digit, is a variable (`T`, `K1`); in brackets of a text or decimal, a number's. */
const VARIABLE = /^[a-zA-Z]\d?$/;

class PatternReader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.tokens = text.match(/\.\.\.|\w+|[(),]/g) ?? [];
  }

  signature(): Signature {
    const parameters: TypePattern[] = [];
    this.take('(');
    while (!this.take(')')) {
      if (this.take('...')) continue;
      this.take(',');
      parameters.push(this.pattern());
    }
    const variadic = this.tokens[this.at - 2] === '...';
    return { parameters, variadic, result: this.pattern() };
  }

  private pattern(): TypePattern {
    let name = this.tokens[this.at++] ?? '';
    if (name === 'interval') {
      name += ` ${this.tokens.slice(this.at, this.at + 3).join(' ')}`;
      this.at += 3;
    }
    const inner: TypePattern[] = [];
    if (this.take('(')) {
      do inner.push(this.pattern());
      while (this.take(','));
      this.take(')');
    }
    if (this.take('with')) {
      this.at += 2;
      name += ' with time zone';
    }
    return { name, variable: VARIABLE.test(name), inner };
  }

  private take(token: string): boolean {
    const found = this.tokens[this.at] === token;
    this.at += found ? 1 : 0;
    return found;
  }
}
