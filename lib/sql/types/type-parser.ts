import { type RowField, type SqlType, simple } from './sql-type';

/** Words, quoted names, numbers and single symbols. */
const TOKEN = /\s+|"(?:[^"]|"")*"|[\p{L}\p{N}_]+|./gsu;

/** Types without parameters, in every spelling (trino.io/docs/current/language/types.html). */
const SIMPLE = new Map<string, string>([
  ...[
    'boolean tinyint smallint integer bigint real double varbinary date json uuid ipaddress unknown hyperloglog',
    'p4hyperloglog tdigest setdigest geometry sphericalgeography joniregexp jsonpath codepoints color',
  ].flatMap((names) => names.split(' ').map((name): [string, string] => [name, name])),
  ['int', 'integer'],
]);

/** `array(row(a integer))` as a type; undefined for what is none of those known here. */
export function parsedType(text: string): SqlType | undefined {
  const tokens = [...text.matchAll(TOKEN)].map(([token]) => token).filter((token) => token.trim());
  const reader = new TypeReader(tokens);
  const type = reader.type();
  return reader.atEnd ? type : undefined;
}

class TypeReader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  type(): SqlType | undefined {
    let type = this.base();
    // `integer array` is how older SQL writes array(integer).
    while (type && this.accept('array')) {
      if (this.accept('[')) this.at += 2;
      type = { kind: 'array', element: type };
    }
    return type;
  }

  private base(): SqlType | undefined {
    const name = this.next();
    switch (name) {
      case 'array':
        return this.bracketed(([element]) => ({ kind: 'array', element }), 1);
      case 'map':
        return this.bracketed(([key, value]) => ({ kind: 'map', key, value }), 2);
      case 'row':
        return this.row();
      case 'decimal': {
        const [precision = 38, scale = 0] = this.numbers();
        return { kind: 'decimal', precision, scale };
      }
      case 'varchar': {
        const [length] = this.numbers();
        return length === undefined ? { kind: 'varchar' } : { kind: 'varchar', length };
      }
      case 'char':
        return { kind: 'char', length: this.numbers()[0] ?? 1 };
      case 'time':
      case 'timestamp': {
        const [precision = 3] = this.numbers();
        return { kind: name, precision, zoned: this.zone() };
      }
      case 'interval':
        return this.interval();
      case 'double':
        this.accept('precision');
        return simple('double');
      case 'qdigest':
        return this.bracketed(([of]) => (of.kind === 'simple' ? simple(`qdigest(${of.name})`) : undefined), 1);
      default: {
        const known = SIMPLE.get(name);
        return known === undefined ? undefined : simple(known);
      }
    }
  }

  /** `array(T)`, and Hive's `array<T>`, which Trino reads too. */
  private bracketed(make: (inner: SqlType[]) => SqlType | undefined, count: number): SqlType | undefined {
    const close = this.accept('(') ? ')' : this.accept('<') ? '>' : undefined;
    if (!close) return undefined;
    const inner: SqlType[] = [];
    do {
      const type = this.type();
      if (!type) return undefined;
      inner.push(type);
    } while (this.accept(','));
    return this.accept(close) && inner.length === count ? make(inner) : undefined;
  }

  private row(): SqlType | undefined {
    if (!this.accept('(')) return undefined;
    const fields: RowField[] = [];
    do {
      const field = this.field();
      if (!field) return undefined;
      fields.push(field);
    } while (this.accept(','));
    return this.accept(')') ? { kind: 'row', fields } : undefined;
  }

  /** `name type`, or a type alone: what fails as a type is a name before one. */
  private field(): RowField | undefined {
    const start = this.at;
    const alone = this.type();
    const follows = this.tokens[this.at];
    if (alone && (follows === ',' || follows === ')')) return { type: alone };
    this.at = start;
    const written = this.tokens[this.at++] ?? '';
    const type = this.type();
    const quoted = written.startsWith('"');
    const name = quoted ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
    return type && { name, type };
  }

  private zone(): boolean {
    const zoned = this.accept('with');
    if (zoned || this.accept('without')) {
      this.accept('time');
      this.accept('zone');
    }
    return zoned;
  }

  private interval(): SqlType | undefined {
    const from = this.next();
    const to = this.accept('to') ? this.next() : from;
    if (['year', 'month'].includes(from) && ['year', 'month'].includes(to)) return simple('interval year to month');
    return simple('interval day to second');
  }

  private numbers(): number[] {
    const found: number[] = [];
    if (!this.accept('(')) return found;
    do found.push(Number(this.next()));
    while (this.accept(','));
    this.accept(')');
    return found;
  }

  private next(): string {
    return (this.tokens[this.at++] ?? '').toLowerCase();
  }

  private accept(token: string): boolean {
    const found = (this.tokens[this.at] ?? '').toLowerCase() === token;
    this.at += found ? 1 : 0;
    return found;
  }
}
