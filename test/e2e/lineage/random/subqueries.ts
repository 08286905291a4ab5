import type { Dice } from './dice';
import { type Field, type Kind, SOURCES, type Source } from './fields';
import type { Scope } from './scope';

let aliases = 0;

/** Unlike every other one of the same query. */
export function freshAlias(): string {
  return `r${++aliases}`;
}

export function forgetAliases(): void {
  aliases = 0;
}

/**
 * A subquery as a value. Only such as the engine can run, too: correlated by equality, with one row at most, and
 * nowhere inside a lambda.
 */
export function correlated(dice: Dice, scope: Scope, kind: Kind): string | undefined {
  if (!scope.subqueries) return undefined;
  const source = dice.one(SOURCES);
  const alias = freshAlias();
  const column = (of: Kind): Field | undefined => {
    const fields = source.fields.filter((field) => field.kind === of);
    return fields.length > 0 ? dice.one(fields) : undefined;
  };
  const key = dice.one<Kind>(['number', 'text']);
  const inner = column(key);
  const candidates = scope.visible.filter((field) => field.kind === key);
  const outer = candidates.length > 0 ? dice.one(candidates) : undefined;
  const where =
    inner && outer && dice.percent(60) ? ` WHERE ${alias}.${inner.name} = ${outer.qualifier}.${outer.name}` : '';
  if (kind !== 'flag') {
    const value = column(kind);
    return value && `(SELECT max(${alias}.${value.name}) FROM ${source.text} AS ${alias}${where})`;
  }
  const tested = column('text');
  const number = column('number');
  const compared = scope.fields.filter((field) => field.kind === 'number' && field.qualifier !== undefined);
  if (number && compared.length > 0 && dice.percent(25)) {
    const left = dice.one(compared);
    const operator = dice.one(['= ANY', '> ALL', '<= SOME', '<> ALL']);
    return `${left.qualifier}.${left.name} ${operator} (SELECT ${number.name} FROM ${source.text})`;
  }
  const own = scope.fields.filter((field) => field.kind === 'text' && field.qualifier !== undefined);
  if (tested && own.length > 0 && dice.percent(50)) {
    const left = dice.one(own);
    return `${left.qualifier}.${left.name} IN (SELECT ${tested.name} FROM ${source.text})`;
  }
  if (where && dice.percent(30)) return twoLevels(dice, source, alias, where);
  const list = dice.one(['*', '1', inner ? inner.name : '2']);
  return `EXISTS (SELECT ${list} FROM ${source.text} ${alias}${where})`;
}

/** EXISTS within EXISTS, each with a condition on the query around it. */
function twoLevels(dice: Dice, source: Source, alias: string, where: string): string {
  const inner = dice.one(SOURCES);
  const name = freshAlias();
  const [one, other] = [inner, source].map(({ fields }) => fields.find((field) => field.kind === 'text'));
  const condition = one && other ? ` WHERE ${name}.${one.name} = ${alias}.${other.name}` : '';
  const nested = `EXISTS (SELECT 1 FROM ${inner.text} ${name}${condition})`;
  return `EXISTS (SELECT 1 FROM ${source.text} ${alias}${where} AND ${nested})`;
}
