import { commonType, converts } from '../types/coercion';
import { OPAQUE, type SqlType, simple, UNKNOWN } from '../types/sql-type';
import { textOf } from '../types/type-text';
import type { Signature, TypePattern } from './signature';

/** Types whose parameters are numbers. */
const NUMBERED = /^(varchar|char|decimal|time|timestamp)\b/;

/** A varchar without a length, as a number. */
const UNBOUNDED = 2_147_483_647;

/** What the variables of a signature stand for in one call. */
export class Binding {
  private readonly types = new Map<string, SqlType>();
  public readonly numbers = new Map<string, number>();

  /** Learns from an argument. False if no variable can make the parameter's type fit it. */
  learn(pattern: TypePattern, type: SqlType): boolean {
    if (type.kind === 'opaque') return this.leaveOpen(pattern, type);
    if (pattern.variable) return this.learnType(pattern.name, type);
    if (type.kind === 'simple' && type.name === 'unknown') return this.learnNull(pattern);
    const [first, second] = pattern.inner;
    switch (pattern.name) {
      case 'array':
        return type.kind === 'array' && this.learn(first, type.element);
      case 'map':
        return type.kind === 'map' && this.learn(first, type.key) && this.learn(second, type.value);
      case 'row':
        return (
          type.kind === 'row' &&
          type.fields.length === pattern.inner.length &&
          type.fields.every((field, i) => this.learn(pattern.inner[i], field.type))
        );
      case 'qdigest':
        return type.kind === 'simple' && this.learnDigest(first, type.name);
      default:
        return this.learnNumbers(pattern, type);
    }
  }

  /** NULL is of every type; as a decimal it is one of a single digit. */
  private learnNull(pattern: TypePattern): true {
    if (pattern.name === 'decimal') this.learnNumbers(pattern, { kind: 'decimal', precision: 1, scale: 0 });
    return true;
  }

  /** `qdigest(double)` is one name here: there are three of them. */
  private learnDigest(inner: TypePattern, name: string): boolean {
    const of = /^qdigest\((\w+)\)$/.exec(name)?.[1];
    return of !== undefined && this.learn(inner, simple(of));
  }

  /** Any type may be behind an argument whose type is not known, also one that the others convert to. */
  private leaveOpen(pattern: TypePattern, type: SqlType): true {
    if (pattern.variable) this.types.set(pattern.name, type);
    else if (NUMBERED.test(pattern.name)) for (const { name } of pattern.inner) this.numbers.set(name, Number.NaN);
    else for (const each of pattern.inner) this.leaveOpen(each, type);
    return true;
  }

  private learnType(name: string, type: SqlType): boolean {
    const known = this.types.get(name);
    const common = known ? commonType(known, type) : type;
    if (common) this.types.set(name, common);
    return common !== undefined;
  }

  /** False if the type has no such numbers: a date is no `time(p)`. */
  private learnNumbers(pattern: TypePattern, type: SqlType): boolean {
    const found = numbersOf(type, pattern.name);
    return pattern.inner.every(({ name }, i) => {
      const number = found[i];
      if (number !== undefined) this.numbers.set(name, Math.max(this.numbers.get(name) ?? 0, number));
      return number !== undefined || /\d/.test(name);
    });
  }

  /** The type a pattern stands for; opaque where a variable is not known. */
  typeOf(pattern: TypePattern): SqlType {
    if (pattern.variable) return this.types.get(pattern.name) ?? OPAQUE;
    const inner = pattern.inner;
    switch (pattern.name) {
      case 'array':
        return { kind: 'array', element: this.typeOf(inner[0]) };
      case 'map':
        return { kind: 'map', key: this.typeOf(inner[0]), value: this.typeOf(inner[1]) };
      case 'row':
        return { kind: 'row', fields: inner.map((each) => ({ type: this.typeOf(each) })) };
      case 'varchar':
      case 'char':
        return this.textType(pattern);
      case 'decimal': {
        const [precision, scale] = inner.map((each) => this.number(each));
        return precision === undefined || scale === undefined ? OPAQUE : { kind: 'decimal', precision, scale };
      }
      default:
        return this.momentType(pattern);
    }
  }

  private textType({ name, inner }: TypePattern): SqlType {
    if (inner.length === 0) return { kind: 'varchar' };
    const length = this.number(inner[0]);
    if (length === undefined) return OPAQUE;
    if (name === 'char') return { kind: 'char', length };
    return length >= UNBOUNDED ? { kind: 'varchar' } : { kind: 'varchar', length };
  }

  private momentType({ name, inner }: TypePattern): SqlType {
    const kind = /^(timestamp|time)\b/.exec(name)?.[1];
    if (kind !== 'timestamp' && kind !== 'time') {
      return simple(inner.length === 0 ? name : `${name}(${inner.map((each) => textOf(this.typeOf(each))).join(',')})`);
    }
    const precision = this.number(inner[0]);
    return precision === undefined ? OPAQUE : { kind, precision, zoned: name.endsWith('zone') };
  }

  private number(pattern: TypePattern): number | undefined {
    const number = /^\d+$/.test(pattern.name) ? Number(pattern.name) : this.numbers.get(pattern.name);
    return Number.isNaN(number) ? undefined : number;
  }

  /** Variables that only NULLs were given for. */
  fillUnknown(patterns: readonly TypePattern[]): void {
    for (const pattern of patterns) {
      if (pattern.variable && !this.types.has(pattern.name)) this.types.set(pattern.name, UNKNOWN);
      this.fillUnknown(pattern.inner);
    }
  }
}

/** Numbers of a type as those of another family: a whole number as a decimal, a date as a timestamp; none if it is no such. */
function numbersOf(type: SqlType, family: string): (number | undefined)[] {
  switch (type.kind) {
    case 'varchar':
      if (family === 'varchar') return [type.length ?? UNBOUNDED];
      return family === 'char' ? [Math.min(type.length ?? 65_536, 65_536)] : [];
    case 'char':
      return family === 'char' ? [type.length] : [];
    case 'decimal':
      return family === 'decimal' ? [type.precision, type.scale] : [];
    case 'time':
    case 'timestamp':
      return family.split(' ', 1)[0] === type.kind ? [type.precision] : [];
    case 'simple':
      if (family.startsWith('timestamp')) return [type.name === 'date' ? 0 : undefined];
      return family === 'decimal' ? [{ tinyint: 3, smallint: 5, integer: 10, bigint: 19 }[type.name], 0] : [];
    default:
      return [];
  }
}

/** The parameter that an argument is for; the last one repeats. */
export function parameterOf(signature: Signature, index: number): TypePattern {
  return signature.parameters[Math.min(index, signature.parameters.length - 1)];
}

export function takes(signature: Signature, count: number): boolean {
  const { parameters, variadic } = signature;
  return variadic ? count >= parameters.length : count === parameters.length;
}

/** The variables of a signature for arguments of these types; absent types are lambdas. Undefined if it does not fit. */
export function bound(signature: Signature, types: readonly (SqlType | undefined)[]): Binding | undefined {
  const binding = new Binding();
  for (const [i, type] of types.entries()) {
    if (type && !binding.learn(parameterOf(signature, i), type)) return undefined;
  }
  const fits = types.every((type, i) => {
    const pattern = parameterOf(signature, i);
    if (!type) return pattern.name === 'function';
    const asked = binding.typeOf(pattern);
    return asked.kind === 'opaque' || converts(type, asked);
  });
  return fits ? binding : undefined;
}
