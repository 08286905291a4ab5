import type { SqlType } from '../types/sql-type';

/** A column of a relation within a query. */
export interface Field {
  /** Absent where nothing names it, as in `SELECT 1`. */
  readonly name?: string;
  /** The alias or table name that may stand before it, in the parts that FROM wrote: `["s", "t"]`. */
  readonly qualifier?: readonly string[];
  readonly type: SqlType;
  /** Hidden columns can be named, and are not part of `*`. */
  readonly hidden?: boolean;
  /** `database.table#column` that the value comes from. */
  readonly sources: ReadonlySet<string>;
  /** `database.table#column` that whoever names this field reads; absent for what a subquery has read already. */
  readonly column?: string;
}

/** Whether `a.b` may stand before a field that FROM calls `c.a.b`. */
export function isQualifiedBy(field: Field, prefix: readonly string[]): boolean {
  const { qualifier } = field;
  if (!qualifier || prefix.length > qualifier.length) return false;
  const offset = qualifier.length - prefix.length;
  return prefix.every((part, i) => part === qualifier[offset + i]);
}

/** The fields of a relation under an alias, with new names if there is a list of them, which hides hidden columns. */
export function aliasedFields(fields: readonly Field[], alias: string, names?: readonly string[]): Field[] {
  const qualifier = [alias];
  if (!names) return fields.map((field) => ({ ...field, qualifier }));
  return visible(fields).map((field, i) => ({ ...field, qualifier, name: names[i] }));
}

export function visible(fields: readonly Field[]): readonly Field[] {
  return fields.some((field) => field.hidden) ? fields.filter((field) => !field.hidden) : fields;
}
