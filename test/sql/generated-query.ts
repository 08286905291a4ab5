import fc from 'fast-check';

/** A query that was made together with what it reads. */
export interface GeneratedQuery {
  readonly sql: string;
  readonly reads: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
}

/** A relation: its text, its columns (all whole numbers) with their origin, and what its text has read already. */
interface Relation extends GeneratedQuery {
  /** By name; the origin of a base table's column, which is read when it is named. */
  readonly columns: ReadonlyMap<string, string | undefined>;
}

const TABLES: Readonly<Record<string, readonly string[]>> = {
  one: ['a', 'b', 'c'],
  two: ['b', 'c', 'd', 'e'],
  three: ['f'],
};

/** The tables that generated queries are about, in the notation of the tests' catalogs. */
export const GENERATED_TABLES = Object.fromEntries(
  Object.entries(TABLES).map(([table, columns]) => [`g.${table}`, columns.map((name) => `${name} int`).join(', ')]),
);

/** Makes decisions from a list of numbers, so that a failing query shrinks with it. */
class Maker {
  private at = 0;
  private names = 0;

  constructor(private readonly choices: readonly number[]) {}

  choose<T>(options: readonly T[]): T {
    return options[(this.choices[this.at++ % this.choices.length] + this.at) % options.length];
  }

  fresh(prefix: string): string {
    this.names++;
    return `${prefix}${this.names}`;
  }

  query(depth: number): Relation {
    const kind = depth > 0 ? this.choose(['select', 'select', 'union', 'with']) : 'select';
    if (kind === 'union') return this.union(depth);
    return kind === 'with' ? this.withTable(depth) : this.select(depth, []);
  }

  private union(depth: number): Relation {
    const [left, right] = [this.select(depth - 1, [], 1), this.select(depth - 1, [], 1)];
    const sql = `${left.sql} ${this.choose(['UNION ALL', 'UNION', 'EXCEPT', 'INTERSECT'])} ${right.sql}`;
    return { ...left, sql, reads: merged(left.reads, right.reads), tables: merged(left.tables, right.tables) };
  }

  /** The table may be used or not: it is read in any case. */
  private withTable(depth: number): Relation {
    const inner = this.query(depth - 1);
    const name = this.fresh('w');
    const body = this.select(depth - 1, [{ ...inner, sql: name, reads: new Set(), tables: new Set() }]);
    const sql = `WITH ${name} AS (${inner.sql}) ${body.sql}`;
    return { ...body, sql, reads: merged(inner.reads, body.reads), tables: merged(inner.tables, body.tables) };
  }

  private relation(depth: number, known: readonly Relation[]): Relation {
    const kind = this.choose(depth > 0 ? ['table', 'known', 'query'] : ['table', 'known']);
    if (kind === 'known' && known.length > 0) return this.choose(known);
    if (kind === 'query') {
      const inner = this.query(depth - 1);
      return { ...inner, sql: `(${inner.sql})` };
    }
    const table = this.choose(Object.keys(TABLES));
    const columns = new Map(TABLES[table].map((name) => [name, `g.${table}#${name}`]));
    return {
      sql: this.choose([table, `g.${table}`, `"G"."${table.toUpperCase()}"`]),
      columns,
      reads: new Set(),
      tables: new Set([`g.${table}`]),
    };
  }

  private select(depth: number, known: readonly Relation[], width = this.choose([1, 2, 3])): Relation {
    const [left, right] = [this.relation(depth, known), this.relation(depth, known)];
    const reads = merged(left.reads, right.reads);
    const tables = merged(left.tables, right.tables);
    const [x, y] = [this.fresh('x'), this.fresh('y')];
    const column = () => {
      const [alias, from] = this.choose([[x, left] as const, [y, right] as const]);
      const [name, origin] = this.choose([...from.columns]);
      if (origin) reads.add(origin);
      return `${alias}.${this.choose([name, `"${name.toUpperCase()}"`])}`;
    };
    const value = (): string => {
      const form = this.choose(['column', 'column', 'sum', 'case', 'lambda', 'window', 'subquery', 'constant']);
      if (form === 'sum') return `${column()} + coalesce(${column()}, 1)`;
      if (form === 'case') return `CASE WHEN ${column()} > 1 THEN ${column()} END`;
      if (form === 'lambda') return `reduce(ARRAY[${column()}], 0, (s, a) -> s + a, s -> s)`;
      if (form === 'window') return `max(${column()}) OVER (PARTITION BY ${column()} ORDER BY ${column()})`;
      if (form === 'constant') return '7';
      if (form === 'column' || depth === 0) return column();
      const inner = this.select(depth - 1, [], 1);
      for (const read of inner.reads) reads.add(read);
      for (const table of inner.tables) tables.add(table);
      return `(${inner.sql} LIMIT 1)`;
    };
    const names = Array.from({ length: width }, () => this.fresh('c'));
    const items = names.map((name) => `${value()} AS ${name}`);
    const join = this.choose(['JOIN', 'LEFT JOIN', 'FULL JOIN']);
    const from = `${left.sql} AS ${x} ${join} ${right.sql} AS ${y} ON ${column()} = ${column()}`;
    const where = this.choose([true, false]) ? ` WHERE ${column()} IN (1, 2)` : '';
    return {
      sql: `SELECT ${items.join(', ')} FROM ${from}${where}`,
      columns: new Map(names.map((name) => [name, undefined])),
      reads,
      tables,
    };
  }
}

function merged(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  return new Set([...a, ...b]);
}

/** Queries of all shapes, each with what it reads by the way it was made. */
export const generatedQuery = fc
  .array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 60 })
  .map((choices): GeneratedQuery => new Maker(choices).query(3));
