import type { Dice } from './dice';
import { expression } from './expressions';
import { type Field, PLAIN, SOURCES, type Source } from './fields';
import type { Column } from './queries';
import { Scope } from './scope';
import { correlated, freshAlias } from './subqueries';

/** A part of FROM, and what it brings into scope, in the order of its `*`. */
export interface Relation {
  readonly text: string;
  readonly fields: readonly Field[];
}

/** Makes queries for derived tables. */
export type Derived = () => { readonly sql: string; readonly columns: readonly Column[] };

export function fromClause(dice: Dice, tables: readonly Source[], derived: Derived | undefined): Relation {
  let relation = primary(dice, tables, derived);
  while (dice.percent(35)) relation = joined(dice, relation, primary(dice, tables, derived));
  if (dice.percent(25)) relation = unnested(dice, relation);
  return dice.percent(12) ? lateral(dice, relation) : relation;
}

/** One row of another table for each: correlated as the engine can run it. */
function lateral(dice: Dice, relation: Relation): Relation {
  const alias = freshAlias();
  const value = correlated(dice, new Scope(relation.fields), dice.one<Field['kind']>(['number', 'text', 'date']));
  if (value === undefined) return relation;
  const column: Field = { name: `${alias}_top`, kind: 'text', qualifier: alias };
  const query = `LATERAL (SELECT CAST(${value} AS varchar)) AS ${alias} (${column.name})`;
  return { text: `${relation.text} CROSS JOIN ${query}`, fields: [...relation.fields, column] };
}

function primary(dice: Dice, tables: readonly Source[], derived: Derived | undefined): Relation {
  if (derived && dice.percent(35)) return derivedTable(dice, derived());
  if (dice.percent(6)) return values(dice);
  const source = dice.one(dice.percent(50) && tables.length > 0 ? tables : SOURCES);
  const alias = freshAlias();
  if (dice.percent(15)) {
    const columns = source.fields.filter((field) => !field.hidden);
    // The fields that are known are not all columns where a table has types that are of no kind.
    if (source.text.startsWith('views.') || tables.includes(source)) return renamed(source.text, alias, columns);
  }
  return { text: `${source.text} AS ${alias}`, fields: source.fields.map((field) => ({ ...field, qualifier: alias })) };
}

function renamed(text: string, alias: string, columns: readonly { readonly kind: Field['kind'] }[]): Relation {
  const fields = columns.map(({ kind }, i) => ({ name: `${alias}_${i + 1}`, kind, qualifier: alias }));
  return { text: `${text} AS ${alias} (${fields.map(({ name }) => name).join(', ')})`, fields };
}

function derivedTable(dice: Dice, { sql, columns }: ReturnType<Derived>): Relation {
  const alias = freshAlias();
  const isClear = new Set(columns.map(({ name }) => name)).size === columns.length;
  if (!isClear || columns.some(({ name }) => name === '') || dice.percent(20))
    return renamed(`(${sql})`, alias, columns);
  return { text: `(${sql}) AS ${alias}`, fields: columns.map((column) => ({ ...column, qualifier: alias })) };
}

function values(dice: Dice): Relation {
  const alias = freshAlias();
  const kinds = [dice.one(PLAIN), dice.one(PLAIN)];
  const row = () => `(${kinds.map((kind) => expression(dice, new Scope([], [], false), kind, 1)).join(', ')})`;
  return renamed(
    `(VALUES ${row()}, ${row()})`,
    alias,
    kinds.map((kind) => ({ kind })),
  );
}

function joined(dice: Dice, left: Relation, right: Relation): Relation {
  const kind = dice.one(['INNER JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN', 'JOIN']);
  const shared = left.fields.filter(
    (one) =>
      canBeUsed(one, left) &&
      right.fields.some((o) => o.name === one.name && o.kind === one.kind && canBeUsed(o, right)),
  );
  if (shared.length > 0 && dice.percent(70)) {
    const columns = dice.some(shared, 2);
    const names = columns.map(({ name }) => name);
    const rest = [...left.fields, ...right.fields].filter(({ name }) => !names.includes(name));
    const using = columns.map(({ name, kind: of }) => ({ name, kind: of }));
    return { text: `${left.text} ${kind} ${right.text} USING (${names.join(', ')})`, fields: [...using, ...rest] };
  }
  const fields = [...left.fields, ...right.fields];
  const [one, other] = [left, right].map(({ fields: of }) => of.find((f) => f.kind === 'number' && f.qualifier));
  if (!one || !other) return { text: `${left.text} CROSS JOIN ${right.text}`, fields };
  const more = kind === 'FULL JOIN' ? '' : ` AND ${expression(dice, new Scope(fields, [], false), 'flag', 1)}`;
  const on = `${one.qualifier}.${one.name} = ${other.qualifier}.${other.name}${more}`;
  return { text: `${left.text} ${kind} ${right.text} ON ${on}`, fields };
}

/** Only a column that its side has once, and that has plain values. */
function canBeUsed(field: Field, side: Relation): boolean {
  const isPlain = field.kind === 'number' || field.kind === 'text';
  return isPlain && !field.hidden && side.fields.filter(({ name }) => name === field.name).length === 1;
}

function unnested(dice: Dice, relation: Relation): Relation {
  const alias = freshAlias();
  const scope = new Scope(relation.fields, [], false);
  const column = (name: string, kind: Field['kind']): Field => ({ name: `${alias}_${name}`, kind, qualifier: alias });
  const [text, fields] = dice.one<() => [string, Field[]]>([
    () => [expression(dice, scope, 'texts', 1), [column('text', 'text')]],
    () => [expression(dice, scope, 'numbers', 1), [column('number', 'number')]],
    () => [expression(dice, scope, 'map', 1), [column('key', 'text'), column('value', 'text')]],
    () => [
      expression(dice, scope, 'items', 1),
      [column('sku', 'text'), column('qty', 'number'), column('price', 'number')],
    ],
  ])();
  const all = dice.percent(30) ? [...fields, column('n', 'number')] : fields;
  const ordinality = all === fields ? '' : ' WITH ORDINALITY';
  const names = all.map(({ name }) => name).join(', ');
  const unnest = `UNNEST(${text})${ordinality} AS ${alias} (${names})`;
  const join = dice.percent(30) ? `LEFT JOIN ${unnest} ON true` : `CROSS JOIN ${unnest}`;
  return { text: `${relation.text} ${join}`, fields: [...relation.fields, ...all] };
}
