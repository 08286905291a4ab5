import type { Dice } from './dice';
import { expression } from './expressions';
import { type Kind, PLAIN, type Source } from './fields';
import { fromClause, type Relation } from './relations';
import { Scope } from './scope';

/** An output column; `''` where it has no name. */
export interface Column {
  readonly name: string;
  readonly kind: Kind;
}

export interface Made {
  readonly sql: string;
  readonly columns: readonly Column[];
}

/** A query over the test lake and the common tables around it. */
export function query(dice: Dice, tables: readonly Source[], depth: number): Made {
  if (depth > 0 && dice.percent(20)) return withCommonTables(dice, tables, depth);
  if (depth > 0 && dice.percent(15)) return setOperation(dice, tables, depth);
  return select(dice, tables, depth);
}

function withCommonTables(dice: Dice, tables: readonly Source[], depth: number): Made {
  const defined: { name: string; made: Made; source: Source }[] = [];
  for (let i = 0; i <= dice.below(3); i++) {
    const name = `cte${depth}_${i + 1}`;
    const made = query(dice, [...tables, ...defined.map(({ source }) => source)], depth - 1);
    const fields = made.columns.map(({ kind }, n) => ({ name: `${name}_c${n + 1}`, kind, qualifier: name }));
    defined.push({ name, made, source: { text: name, qualifier: name, fields } });
  }
  const body = query(dice, [...tables, ...defined.map(({ source }) => source)], depth - 1);
  const list = defined.map(
    ({ name, made, source }) => `${name} (${source.fields.map((f) => f.name).join(', ')}) AS (${made.sql})`,
  );
  return {
    sql: `WITH ${list.join(', ')} ${body.sql.startsWith('WITH') ? `SELECT * FROM (${body.sql})` : body.sql}`,
    columns: body.columns,
  };
}

function setOperation(dice: Dice, tables: readonly Source[], depth: number): Made {
  const kinds = [dice.one(PLAIN), dice.one(PLAIN), dice.one(PLAIN)].slice(dice.below(3));
  const first = select(dice, tables, depth - 1, kinds);
  const operator = dice.one(['UNION ALL', 'UNION', 'INTERSECT', 'EXCEPT']);
  return { sql: `(${first.sql}) ${operator} (${select(dice, tables, depth - 1, kinds).sql})`, columns: first.columns };
}

function select(dice: Dice, tables: readonly Source[], depth: number, kinds?: readonly Kind[]): Made {
  const from = fromClause(dice, tables, depth > 0 ? () => query(dice, tables, depth - 1) : undefined);
  const scope = new Scope(from.fields);
  const where = dice.percent(60) ? ` WHERE ${expression(dice, scope, 'flag', 2)}` : '';
  if (!kinds && dice.percent(20) && everyColumnIsKnown(from)) return all(from, where);
  if (!kinds && dice.percent(30)) return grouped(dice, from, where);
  const window = dice.percent(15) ? 'w' : '';
  const list = (kinds ?? [dice.one(PLAIN), dice.one(PLAIN), dice.one(PLAIN)].slice(dice.below(3))).map((kind, i) => {
    const name = dice.percent(80) ? `o${i + 1}` : '';
    const isWindow = kind === 'number' && dice.percent(20);
    const value = isWindow ? windowed(dice, scope, window) : expression(dice, scope, kind, 2);
    return { text: name ? `${value} AS ${name}` : value, name, kind };
  });
  const distinct = dice.percent(10) ? 'DISTINCT ' : '';
  const definition = window ? ` WINDOW w AS (${windowOver(dice, scope)})` : '';
  const order = !distinct && dice.percent(25) ? ` ORDER BY ${expression(dice, scope, 'text', 1)}, 1` : '';
  const limit = dice.percent(15) ? ' LIMIT 10' : '';
  const sql = `SELECT ${distinct}${list.map(({ text }) => text).join(', ')} FROM ${from.text}${where}${definition}${order}${limit}`;
  return { sql, columns: list.map(({ name, kind }) => ({ name, kind })) };
}

/** A table's columns of other types are in its `*`, too, and nobody here knows them. */
function everyColumnIsKnown(from: Relation): boolean {
  return !/\b(shapes|tpch|views)\.(t|nested|exploded)\b/.test(from.text);
}

function all(from: Relation, where: string): Made {
  const columns = from.fields.filter(({ hidden }) => !hidden).map(({ name, kind }) => ({ name, kind }));
  return { sql: `SELECT * FROM ${from.text}${where}`, columns };
}

function grouped(dice: Dice, from: Relation, where: string): Made {
  const scope = withoutSubqueries(new Scope(from.fields));
  const named = scope.named(['number', 'text', 'date', 'flag']);
  const keys = named.length > 0 ? dice.some(named, 2) : [];
  const argument = (kind: Kind) => expression(dice, scope, kind, 1);
  const aggregates = [
    { text: 'count(*)', kind: 'number' as const },
    { text: `sum(${argument('number')})`, kind: 'number' as const },
    { text: `avg(${argument('number')}) FILTER (WHERE ${argument('flag')})`, kind: 'number' as const },
    { text: `max(${argument('text')})`, kind: 'text' as const },
    { text: `array_agg(${argument('text')} ORDER BY ${argument('date')})`, kind: 'texts' as const },
    { text: `count(DISTINCT ${argument('text')})`, kind: 'number' as const },
    { text: `min_by(${argument('text')}, ${argument('number')})`, kind: 'text' as const },
  ];
  const list = [...keys, ...dice.some(aggregates, 3)].map((item, i) => ({ ...item, name: `g${i + 1}` }));
  const texts = keys.map(({ text }) => text).join(', ');
  const groups = dice.one([texts, texts, `ROLLUP (${texts})`, keys.map((_, i) => i + 1).join(', ')]);
  const having = dice.percent(25) ? ` HAVING count(*) > 1 AND max(${argument('number')}) < 9` : '';
  const sql = `SELECT ${list.map(({ text, name }) => `${text} AS ${name}`).join(', ')} FROM ${from.text}${where}`;
  const columns = list.map(({ name, kind }) => ({ name, kind }));
  return { sql: `${sql}${keys.length > 0 ? ` GROUP BY ${groups}` : ''}${having}`, columns };
}

function windowed(dice: Dice, scope: Scope, window: string): string {
  const argument = expression(dice, withoutSubqueries(scope), 'number', 1);
  const value = dice.one(['row_number()', 'rank()', `sum(${argument})`, `lag(${argument})`, 'ntile(4)']);
  if (window && dice.percent(60)) return `${value} OVER ${dice.one(['w', '(w)'])}`;
  const frame = value.startsWith('sum') && dice.percent(40) ? ' ROWS BETWEEN 1 PRECEDING AND CURRENT ROW' : '';
  return `${value} OVER (${windowOver(dice, scope)}${frame})`;
}

function windowOver(dice: Dice, scope: Scope): string {
  const plain = withoutSubqueries(scope);
  return `PARTITION BY ${expression(dice, plain, 'text', 1)} ORDER BY ${expression(dice, plain, 'number', 1)}`;
}

const withoutSubqueries = (scope: Scope) => new Scope(scope.fields, [], false);
