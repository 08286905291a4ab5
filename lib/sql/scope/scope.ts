import { type Field, isQualifiedBy, visible } from './field';

/** A table that WITH defines. */
export type CommonTables = Map<string, readonly Field[]>;

/**
 * The fields that an expression may name, those of the queries around it, and the WITH tables in sight.
 *
 * Names resolve as in trinodb/trino: core/trino-main/src/main/java/io/trino/sql/analyzer/Scope.java.
 */
export class Scope {
  private index?: Map<string, Field[]>;

  constructor(
    public readonly fields: readonly Field[],
    public readonly parent?: Scope,
    private readonly commonTables?: CommonTables,
    /** Whether queries inside may not name columns of it, nor of what is around it. */
    public readonly closed = false,
  ) {}

  /** The same scope for queries inside that may not refer to it. */
  asClosed(): Scope {
    return new Scope(this.fields, this.parent, this.commonTables, true);
  }

  /** Every field that a chain of names may mean here, without looking further out. */
  matches(names: readonly string[]): readonly Field[] {
    this.index ??= indexed(this.fields);
    const named = this.index.get(names[names.length - 1]) ?? [];
    if (names.length === 1) return named;
    const prefix = names.slice(0, -1);
    return named.filter((field) => isQualifiedBy(field, prefix));
  }

  /** Whether the beginning of a chain names a field here, of which the rest are fields of structs. */
  beginsWithField(names: readonly string[]): boolean {
    for (let length = names.length - 1; length > 0; length--) {
      if (this.matches(names.slice(0, length)).length > 0) return true;
    }
    return false;
  }

  /** The fields that `t.*` means, in the nearest scope that has any. */
  fieldsOf(prefix: readonly string[]): readonly Field[] {
    const found = visible(this.fields).filter((field) => isQualifiedBy(field, prefix));
    return found.length > 0 || !this.parent ? found : this.parent.fieldsOf(prefix);
  }

  commonTable(name: string): readonly Field[] | undefined {
    return this.commonTables?.get(name) ?? this.parent?.commonTable(name);
  }

  /** Everything that may be named from here, for hints at what was meant. */
  *everyField(): Iterable<Field> {
    yield* this.fields;
    if (this.parent) yield* this.parent.everyField();
  }

  *everyCommonTable(): Iterable<string> {
    yield* this.commonTables?.keys() ?? [];
    if (this.parent) yield* this.parent.everyCommonTable();
  }
}

function indexed(fields: readonly Field[]): Map<string, Field[]> {
  const index = new Map<string, Field[]>();
  for (const field of fields) {
    if (field.name === undefined) continue;
    const same = index.get(field.name);
    if (same) same.push(field);
    else index.set(field.name, [field]);
  }
  return index;
}
