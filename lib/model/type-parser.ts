import { AS_TIMESTAMP, type Dialect, HIVE, TRINO } from './type-dialects';
import { QuiltAthenaValidationError } from './validation-error';

/** A column type, whatever it was written in. */
export type TypeNode =
  | { readonly kind: 'simple'; readonly hive: string }
  | { readonly kind: 'sized'; readonly name: 'char' | 'varchar'; readonly length: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'array'; readonly element: TypeNode }
  | { readonly kind: 'map'; readonly key: TypeNode; readonly value: TypeNode }
  | { readonly kind: 'struct'; readonly fields: readonly Field[] };

/** A field of a struct. */
export interface Field {
  readonly name: string;
  readonly type: TypeNode;
}

/** Words of a Trino type that go on after its name; they decide whether it has a counterpart. */
const LONG_NAME =
  /(?:timestamp|time)(?:\s*\(\s*\d+\s*\))?(?:\s+with(?:out)?\s+time\s+zone)?|interval\s+\w+(?:\s+to\s+\w+)?|\w+/iy;

/**
 * Names that Hive's type parser reads, in which nothing can be quoted: letters, digits, `_`, `.`, `$` and spaces
 * (trinodb/trino: TypeInfoUtils.isTypeChar). A table with any other field name cannot be read at all.
 */
const HIVE_FIELD = /^[\p{L}\p{Nd}_.$](?:[\p{L}\p{Nd}_.$ ]*[\p{L}\p{Nd}_.$])?$/u;

/** Recursive descent over the text; every refusal names the position of what it refuses, counted from 1. */
export class TypeParser {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly dialect: Dialect,
    private readonly place?: string,
  ) {}

  whole(): TypeNode {
    const type = this.type();
    if (this.peek()) {
      throw this.unexpected('the end');
    }
    return type;
  }

  private type(): TypeNode {
    this.skipSpaces();
    const start = this.at;
    const name = (this.dialect === TRINO ? this.take(LONG_NAME) : this.take(/\w+/y)).toLowerCase().replace(/\s+/g, ' ');
    switch (name) {
      case '':
        throw this.unexpected('a type');
      case 'array':
        return this.enclosed(() => ({ kind: 'array', element: this.type() }));
      case 'map':
        return this.enclosed(() => this.map());
      case this.dialect.struct:
        return this.enclosed(() => ({ kind: 'struct', fields: this.fields() }));
      case 'decimal':
        return this.decimal(start);
      case 'char':
      case 'varchar':
        return this.sized(name, start);
      default:
        return this.simple(name, start);
    }
  }

  private map(): TypeNode {
    this.skipSpaces();
    const start = this.at;
    const key = this.type();
    if (key.kind === 'array' || key.kind === 'map' || key.kind === 'struct') {
      throw this.refusal(start, 'a map key must be of a simple type', 'cast the key to varchar');
    }
    this.expect(',');
    return { kind: 'map', key, value: this.type() };
  }

  private fields(): Field[] {
    const fields: Field[] = [];
    do {
      fields.push(this.dialect === HIVE ? this.hiveField() : this.rowField());
    } while (this.accept(','));
    return fields;
  }

  private hiveField(): Field {
    this.skipSpaces();
    const start = this.at;
    const name = this.take(/[^:,<>]*/y).trimEnd();
    this.checkFieldName(name, start);
    this.expect(':');
    return { name: name.toLowerCase(), type: this.type() };
  }

  private rowField(): Field {
    this.skipSpaces();
    const start = this.at;
    const quoted = this.take(/"(?:[^"]|"")*"/y);
    const name = quoted ? quoted.slice(1, -1).replaceAll('""', '"') : this.take(/\w+/y);
    if (/[,()]/.test(this.peek())) {
      const example = 'name it in the view, for example CAST(x AS row(a varchar))';
      throw this.refusal(start, 'a field of a row needs a name', example);
    }
    this.checkFieldName(name, start);
    return { name: name.toLowerCase(), type: this.type() };
  }

  private checkFieldName(name: string, start: number): void {
    if (!HIVE_FIELD.test(name)) {
      const rule = `field name ${JSON.stringify(name)} is one that Hive types cannot spell`;
      throw this.refusal(start, rule, 'use letters, digits, "_", ".", "$" and inner spaces');
    }
  }

  private decimal(start: number): TypeNode {
    const [precision, scale = 0] = this.numbers(2) ?? this.dialect.decimal;
    if (precision < 1 || precision > 38 || scale > precision) {
      throw this.refusal(start, 'a decimal has a precision of 1 to 38 and a scale up to that', 'use decimal(38,s)');
    }
    return { kind: 'decimal', precision, scale };
  }

  private sized(name: 'char' | 'varchar', start: number): TypeNode {
    const limit = name === 'char' ? 255 : 65_535;
    const numbers = this.numbers(1);
    if (!numbers && this.dialect === TRINO) {
      return name === 'varchar' ? { kind: 'simple', hive: 'string' } : { kind: 'sized', name, length: 1 };
    }
    const length = numbers?.[0] ?? 0;
    if (length < 1 || length > limit) {
      const fix =
        this.dialect === HIVE ? 'give one, or use string' : 'cast it in the view, for example CAST(x AS varchar)';
      throw this.refusal(start, `${name} has a length of 1 to ${limit}`, fix);
    }
    return { kind: 'sized', name, length };
  }

  private simple(name: string, start: number): TypeNode {
    const hive = this.dialect.simple.get(name.replace(/ without time zone$|\s(?=[(\d)])/g, ''));
    if (hive) {
      return { kind: 'simple', hive };
    }
    const first = /^\w+/.exec(name)?.[0] ?? name;
    const fix = first === 'timestamp' ? this.timestampFix(name) : this.dialect.refused.get(first);
    const rule = `${this.dialect.name} type ${JSON.stringify(name)} has no counterpart in ${this.dialect.other}`;
    throw this.refusal(start, rule, fix ?? `use one of ${[...this.dialect.simple.keys()].join(', ')} or a nested type`);
  }

  private timestampFix(name: string): string {
    const zoned = / with time zone$/.test(name);
    return zoned ? "cast it in the view, for example CAST(x AT TIME ZONE 'UTC' AS timestamp(3))" : AS_TIMESTAMP;
  }

  private numbers(most: number): number[] | undefined {
    if (!this.accept('(')) {
      return undefined;
    }
    const numbers: number[] = [];
    do {
      this.skipSpaces();
      const digits = this.take(/\d+/y);
      if (!digits) {
        throw this.unexpected('a number');
      }
      numbers.push(Number(digits));
    } while (numbers.length < most && this.accept(','));
    this.expect(')');
    return numbers;
  }

  private enclosed(inner: () => TypeNode): TypeNode {
    this.expect(this.dialect.open);
    const type = inner();
    this.expect(this.dialect.close);
    return type;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) {
      throw this.unexpected(JSON.stringify(symbol));
    }
  }

  private accept(symbol: string): boolean {
    const found = this.peek() === symbol;
    this.at += found ? 1 : 0;
    return found;
  }

  private peek(): string {
    this.skipSpaces();
    return this.text.charAt(this.at);
  }

  private skipSpaces(): void {
    this.take(/\s*/y);
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private unexpected(expected: string): QuiltAthenaValidationError {
    const next = this.peek();
    const found = next ? JSON.stringify(next) : 'the end';
    return this.refusal(this.at, `expected ${expected}, found ${found}`, `write it as a ${this.dialect.name} type`);
  }

  private refusal(start: number, rule: string, fix: string): QuiltAthenaValidationError {
    const where = `at position ${start + 1} of ${JSON.stringify(this.text)}`;
    return new QuiltAthenaValidationError(`${rule} (${where}): ${fix}`, this.place);
  }
}
