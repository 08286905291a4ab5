import type { Dice } from './dice';
import type { Field, Kind } from './fields';

/** What an expression may name. */
export class Scope {
  public constructor(
    public readonly fields: readonly Field[],
    /** Fields of the queries around, which need their qualifier. */
    private readonly outer: readonly Field[] = [],
    /** Whether subqueries may stand here; they may not in a lambda. */
    public readonly subqueries = true,
  ) {}

  /** For a lambda's body. */
  public with(parameter: Field): Scope {
    return new Scope([...this.fields, parameter], this.outer, false);
  }

  /** Everything that a subquery can see besides its own tables. */
  public get visible(): readonly Field[] {
    return [...this.fields, ...this.outer].filter((field) => field.qualifier !== undefined);
  }

  /** A reference to a column of a kind, in one of the ways that are not ambiguous. */
  public reference(dice: Dice, kind: Kind): string | undefined {
    const own = this.fields.filter((field) => field.kind === kind && this.texts(field).length > 0);
    const around = this.outer.filter((field) => field.kind === kind);
    if (around.length > 0 && dice.percent(own.length > 0 ? 15 : 60)) {
      const field = dice.one(around);
      return `${field.qualifier}.${field.name}`;
    }
    return own.length > 0 ? dice.one(this.texts(dice.one(own))) : undefined;
  }

  /** Columns that can be named, each by one text. */
  public named(kinds: readonly Kind[]): { text: string; kind: Kind }[] {
    return this.fields
      .filter((field) => kinds.includes(field.kind))
      .flatMap((field) =>
        this.texts(field)
          .slice(0, 1)
          .map((text) => ({ text, kind: field.kind })),
      );
  }

  private texts(field: Field): string[] {
    const bare = this.fields.filter((other) => other.name === field.name);
    // A lambda's parameter comes last and hides columns of its name.
    const parameter = bare.find((other) => other.qualifier === undefined && !this.subqueries);
    const isClear = parameter ? parameter === field : bare.length === 1;
    const qualified = field.qualifier === undefined ? [] : [`${field.qualifier}.${field.name}`];
    const twins = bare.filter((other) => other.qualifier === field.qualifier);
    return [...(isClear ? [field.name] : []), ...(twins.length === 1 ? qualified : [])];
  }
}
