import { commonType } from './coercion';
import { isOpaque, isSimple, OPAQUE, type SqlType, simple, whyOpaque } from './sql-type';

type Decimal = Extract<SqlType, { kind: 'decimal' }>;
type Arithmetic = '+' | '-' | '*' | '/' | '%';

/** The type of `a + b` and its like; opaque where it is not certain, undefined where there is no such operator. */
export function arithmeticType(operator: Arithmetic, a: SqlType, b: SqlType): SqlType | undefined {
  if (isOpaque(a) || isOpaque(b)) return { kind: 'opaque', because: whyOpaque(a) ?? whyOpaque(b) };
  const found = dateArithmetic(operator, a, b) ?? numericArithmetic(operator, a, b);
  // NULL is of every type, so that there is nearly always an operator.
  return found ?? (isSimple(a, 'unknown') || isSimple(b, 'unknown') ? OPAQUE : undefined);
}

function numericArithmetic(operator: Arithmetic, a: SqlType, b: SqlType): SqlType | undefined {
  const common = commonType(a, b);
  if (!common || common.kind === 'opaque') return undefined;
  if (isSimple(common, 'tinyint', 'smallint', 'integer', 'bigint', 'real', 'double')) return common;
  const [x, y] = [asDecimal(a), asDecimal(b)];
  return x && y ? decimalArithmetic(operator, x, y) : undefined;
}

/** Whole numbers meet decimals as the decimal that holds all their values. */
function asDecimal(type: SqlType): Decimal | undefined {
  if (type.kind === 'decimal') return type;
  const digits = type.kind === 'simple' ? { tinyint: 3, smallint: 5, integer: 10, bigint: 19 }[type.name] : undefined;
  return digits === undefined ? undefined : { kind: 'decimal', precision: digits, scale: 0 };
}

/** Precisions as in trinodb/trino: core/trino-main/src/main/java/io/trino/type/DecimalOperators.java. */
function decimalArithmetic(operator: Arithmetic, a: Decimal, b: Decimal): SqlType {
  const limited = (precision: number, scale: number): SqlType => ({
    kind: 'decimal',
    precision: Math.min(38, precision),
    scale,
  });
  const scale = Math.max(a.scale, b.scale);
  switch (operator) {
    case '+':
    case '-':
      return limited(Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale);
    case '*':
      return a.scale + b.scale > 38 ? OPAQUE : limited(a.precision + b.precision, a.scale + b.scale);
    case '/':
      return limited(a.precision + b.scale + Math.max(0, b.scale - a.scale), scale);
    case '%':
      return limited(Math.min(b.precision - b.scale, a.precision - a.scale) + scale, scale);
  }
}

function dateArithmetic(operator: Arithmetic, a: SqlType, b: SqlType): SqlType | undefined {
  const [months, seconds] = ['interval year to month', 'interval day to second'];
  if (operator === '+' || operator === '-') {
    const moves = (moment: SqlType, by: SqlType) =>
      isMoment(moment) && isSimple(by, seconds, ...(moment.kind === 'time' ? [] : [months]));
    if (moves(a, b)) return moved(a, b);
    if (operator === '+' && moves(b, a)) return moved(b, a);
    if (isSimple(a, months, seconds) && isSimple(b, (a as { name: string }).name)) return a;
    if (operator === '-' && isMoment(a) && isMoment(b) && commonType(a, b)) return simple(seconds);
  }
  if (operator === '*' || operator === '/') {
    const number = (type: SqlType) =>
      type.kind === 'decimal' || isSimple(type, 'tinyint', 'smallint', 'integer', 'bigint', 'real', 'double');
    if (isSimple(a, months, seconds) && number(b)) return a;
    if (operator === '*' && isSimple(b, months, seconds) && number(a)) return b;
  }
  return undefined;
}

/** Seconds have thousandths, so that a moment gets them, too; months have none. */
function moved(moment: SqlType, by: SqlType): SqlType {
  const hasPrecision = moment.kind === 'timestamp' || moment.kind === 'time';
  return hasPrecision && isSimple(by, 'interval day to second')
    ? { ...moment, precision: Math.max(moment.precision, 3) }
    : moment;
}

function isMoment(type: SqlType): boolean {
  return isSimple(type, 'date') || type.kind === 'timestamp' || type.kind === 'time';
}

/** The type of `-a` or `+a`; undefined where there is none. */
export function negatedType(type: SqlType): SqlType | undefined {
  const signed = type.kind === 'opaque' || type.kind === 'decimal' || isSimple(type, ...SIGNED);
  return signed ? type : undefined;
}

const SIGNED = [
  ...['tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'unknown'],
  ...['interval year to month', 'interval day to second'],
];

/** The type of `a AT TIME ZONE ...`. */
export function zonedType(type: SqlType): SqlType {
  return type.kind === 'time' || type.kind === 'timestamp' ? { ...type, zoned: true } : OPAQUE;
}

/** The type of `a[i]`. */
export function subscriptType(base: SqlType, index?: number): SqlType {
  if (base.kind === 'opaque') return base;
  if (base.kind === 'array') return base.element;
  if (base.kind === 'map') return base.value;
  return (base.kind === 'row' && index !== undefined && base.fields[index - 1]?.type) || OPAQUE;
}
