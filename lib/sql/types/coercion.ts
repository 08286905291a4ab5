import { isOpaque, OPAQUE, type RowField, type SqlType } from './sql-type';
import { textOf } from './type-text';

/**
 * The type that both of two types convert to by themselves, as in
 * trinodb/trino: core/trino-main/src/main/java/io/trino/type/TypeCoercion.java. Undefined if there is none.
 */
export function commonType(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === 'opaque') return a;
  if (b.kind === 'opaque') return b;
  if (textOf(a) === textOf(b)) return a;
  if (a.kind === 'simple' && a.name === 'unknown') return b;
  if (b.kind === 'simple' && b.name === 'unknown') return a;
  return sameKind(a, b) ?? widened(a, b) ?? widened(b, a);
}

/** The common type of many; opaque where Trino would refuse, which is not this library's business. */
export function commonTypeOf(types: readonly SqlType[]): SqlType {
  return types.reduce((a, b) => commonType(a, b) ?? OPAQUE);
}

/** Whether a value of one type is accepted where another is asked for. */
export function converts(from: SqlType, to: SqlType): boolean {
  const common = commonType(from, to);
  return common !== undefined && (isOpaque(common) || textOf(common) === textOf(to));
}

function sameKind(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === 'varchar' && b.kind === 'varchar') {
    return a.length === undefined || b.length === undefined
      ? { kind: 'varchar' }
      : { kind: 'varchar', length: Math.max(a.length, b.length) };
  }
  if (a.kind === 'char' && b.kind === 'char') return { kind: 'char', length: Math.max(a.length, b.length) };
  if (a.kind === 'decimal' && b.kind === 'decimal') {
    const scale = Math.max(a.scale, b.scale);
    const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
    return { kind: 'decimal', precision: Math.min(38, whole + scale), scale };
  }
  if ((a.kind === 'timestamp' || a.kind === 'time') && a.kind === b.kind) {
    return { kind: a.kind, precision: Math.max(a.precision, b.precision), zoned: a.zoned || b.zoned };
  }
  if (a.kind === 'array' && b.kind === 'array') {
    const element = commonType(a.element, b.element);
    return element && { kind: 'array', element };
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && { kind: 'map', key, value };
  }
  return a.kind === 'row' && b.kind === 'row' ? commonRow(a.fields, b.fields) : undefined;
}

/** A field keeps its name only if both rows have it. */
function commonRow(a: readonly RowField[], b: readonly RowField[]): SqlType | undefined {
  if (a.length !== b.length) return undefined;
  const fields: RowField[] = [];
  for (const [i, { name, type }] of a.entries()) {
    const common = commonType(type, b[i].type);
    if (!common) return undefined;
    fields.push(name === b[i].name ? { name, type: common } : { type: common });
  }
  return { kind: 'row', fields };
}

/** Whole numbers by width, and the decimal that holds all their values. */
const WHOLE: Readonly<Record<string, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

/** `to` or something near it, if `from` converts to that. */
function widened(from: SqlType, to: SqlType): SqlType | undefined {
  if (from.kind === 'simple') return widenedSimple(from.name, to);
  if (from.kind === 'decimal') return to.kind === 'simple' && isFloating(to.name) ? to : undefined;
  if (from.kind === 'varchar') return textTo(from.length, to);
  // Text of a fixed length becomes no varchar, but every pattern.
  return from.kind === 'char' && to.kind === 'simple' ? textTo(from.length, to) : undefined;
}

function textTo(length: number | undefined, to: SqlType): SqlType | undefined {
  if (to.kind === 'char') {
    const most = 65_536;
    return { kind: 'char', length: Math.max(to.length, Math.min(length ?? most, most)) };
  }
  const patterns = ['joniregexp', 'jsonpath', 'codepoints'];
  return to.kind === 'simple' && patterns.includes(to.name) ? to : undefined;
}

function widenedSimple(from: string, to: SqlType): SqlType | undefined {
  const digits = WHOLE[from];
  if (digits !== undefined) {
    if (to.kind === 'simple') return isFloating(to.name) || WHOLE[to.name] > digits ? to : undefined;
    if (to.kind !== 'decimal') return undefined;
    return sameKind({ kind: 'decimal', precision: digits, scale: 0 }, to);
  }
  if (from === 'real') return to.kind === 'simple' && to.name === 'double' ? to : undefined;
  if (from === 'p4hyperloglog') return to.kind === 'simple' && to.name === 'hyperloglog' ? to : undefined;
  if (from === 'date') return to.kind === 'timestamp' ? to : undefined;
  return undefined;
}

function isFloating(name: string): boolean {
  return name === 'real' || name === 'double';
}
