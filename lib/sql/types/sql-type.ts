/** A type of Trino's. */
export type SqlType =
  | Opaque
  | SimpleType
  | { readonly kind: 'varchar'; readonly length?: number }
  | { readonly kind: 'char'; readonly length: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'time' | 'timestamp'; readonly precision: number; readonly zoned: boolean }
  | { readonly kind: 'array'; readonly element: SqlType }
  | { readonly kind: 'map'; readonly key: SqlType; readonly value: SqlType }
  | RowType;

/** The type of something whose type is not known: it is never printed, and whatever depends on it is opaque too. */
export interface Opaque {
  readonly kind: 'opaque';
  /** Why it is not known, for whoever has to declare it. */
  readonly because?: string;
}

/** A type without parameters, `unknown` (that of NULL) included. */
export interface SimpleType {
  readonly kind: 'simple';
  readonly name: string;
}

export interface RowType {
  readonly kind: 'row';
  readonly fields: readonly RowField[];
}

/** Fields made by `ROW(1, 2)` have no names. */
export interface RowField {
  readonly name?: string;
  readonly type: SqlType;
}

export const OPAQUE: Opaque = { kind: 'opaque' };
export const UNKNOWN = simple('unknown');
export const BOOLEAN = simple('boolean');
export const INTEGER = simple('integer');
export const BIGINT = simple('bigint');
export const REAL = simple('real');
export const DOUBLE = simple('double');
export const VARCHAR: SqlType = { kind: 'varchar' };

export function simple(name: string): SimpleType {
  return { kind: 'simple', name };
}

export function arrayOf(element: SqlType): SqlType {
  return { kind: 'array', element };
}

/** Whether a type, or one inside it, is not known. */
export function isOpaque(type: SqlType): boolean {
  switch (type.kind) {
    case 'opaque':
      return true;
    case 'array':
      return isOpaque(type.element);
    case 'map':
      return isOpaque(type.key) || isOpaque(type.value);
    case 'row':
      return type.fields.some((field) => isOpaque(field.type));
    default:
      return false;
  }
}

/** Why a type, or one inside it, is not known. */
export function whyOpaque(type: SqlType): string | undefined {
  switch (type.kind) {
    case 'opaque':
      return type.because;
    case 'array':
      return whyOpaque(type.element);
    case 'map':
      return whyOpaque(type.key) ?? whyOpaque(type.value);
    case 'row':
      return type.fields.map((field) => whyOpaque(field.type)).find((why) => why !== undefined);
    default:
      return undefined;
  }
}

/** The type with a reason wherever it is not known and does not say why. */
export function explained(type: SqlType, because: string): SqlType {
  switch (type.kind) {
    case 'opaque':
      return type.because === undefined ? { kind: 'opaque', because } : type;
    case 'array':
      return { kind: 'array', element: explained(type.element, because) };
    case 'map':
      return { kind: 'map', key: explained(type.key, because), value: explained(type.value, because) };
    case 'row':
      return { kind: 'row', fields: type.fields.map((field) => ({ ...field, type: explained(field.type, because) })) };
    default:
      return type;
  }
}

/** Whether a type is the one without parameters of that name. */
export function isSimple(type: SqlType, ...names: readonly string[]): boolean {
  return type.kind === 'simple' && names.includes(type.name);
}
