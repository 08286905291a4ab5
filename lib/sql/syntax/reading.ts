import { SqlError } from '../sql-error';
import type { grammar, SyntaxTree } from '../trino-grammar';
import type { Name } from './expression';
import type { Span } from './position';

/** What all readers of syntax trees need: where something is, and how to refuse it. */
export class Reading {
  /** Offsets in UTF-16 of the code points that the grammar counts; absent where they are the same. */
  private readonly offsets?: readonly number[];

  constructor(
    public readonly sql: string,
    public readonly place: string | undefined,
    private readonly tree: SyntaxTree,
  ) {
    if (/[\u{10000}-\u{10FFFF}]/u.test(sql)) {
      const offsets: number[] = [];
      let at = 0;
      for (const character of sql) {
        offsets.push(at);
        at += character.length;
      }
      this.offsets = [...offsets, at];
    }
  }

  /** The tree of a query that was too deep for that of what is around it. */
  cutOut(context: grammar.QueryContext | grammar.QueryNoWithContext): grammar.QueryContext | undefined {
    return context.start ? this.tree.cutOut(context.start) : undefined;
  }

  span(context: Context): Span {
    const { start, stop } = context;
    if (!start) throw this.refusal({ line: 1, column: 1 }, 'the SQL cannot be parsed, found a part without text');
    const last = stop && stop.stop >= start.start ? stop.stop : start.stop;
    return {
      line: start.line,
      column: start.column + 1,
      start: this.offset(start.start),
      end: this.offset(last + 1),
    };
  }

  text(context: Context): string {
    const { start, end } = this.span(context);
    return this.sql.slice(start, end);
  }

  /** A name, in lower case: Trino ignores case even between quotes. */
  name(context: grammar.IdentifierContext): Name {
    const at = this.span(context);
    const written = this.sql.slice(at.start, at.end);
    if (written.startsWith('"')) {
      const text = written.slice(1, -1).replaceAll('""', '"').toLowerCase();
      if (!text) throw this.refusal(at, 'a name must not be empty, found "": name it');
      return { text, at };
    }
    if (written.startsWith('`')) {
      throw this.refusal(at, `a name is quoted with ", found ${written}: write "${written.slice(1, -1)}"`);
    }
    if (/^\d/.test(written)) {
      throw this.refusal(at, `a name that begins with a digit must be quoted, found ${written}: write "${written}"`);
    }
    return { text: written.toLowerCase(), at };
  }

  refusal(at: { line: number; column: number }, problem: string): SqlError {
    return new SqlError(problem, at, this.place);
  }

  /** For what the grammar allows and this library does not understand: never guess what it reads. */
  unsupported(context: Context, what: string, fix = 'write the query without it'): SqlError {
    const text = this.text(context).replace(/\s+/g, ' ');
    const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
    return this.refusal(this.span(context), `${what} is not supported, found ${shown}: ${fix}`);
  }

  private offset(codePoint: number): number {
    return this.offsets?.[codePoint] ?? codePoint;
  }
}

/** A node of the syntax tree, as far as its place is concerned. */
export interface Context {
  readonly start: Token | null;
  readonly stop: Token | null;
}

interface Token {
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly stop: number;
}
