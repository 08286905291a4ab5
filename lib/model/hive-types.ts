import { HIVE, SIMPLE, TRINO } from './type-dialects';
import { type TypeNode, TypeParser } from './type-parser';

/**
 * Column types in Athena's two notations: Hive's in the Glue catalog (`array<struct<a:int>>`), Trino's in queries and
 * in stored views (`array(row(a integer))`). Both are read by one recursive parser into one tree.
 */

/** Reserved words of Trino, which are quoted as names (trino.io/docs/current/language/reserved.html). */
const RESERVED = new Set(
  `alter and as auto between by case cast constraint create cross cube current_catalog current_date current_path
  current_role current_schema current_time current_timestamp current_user deallocate delete describe distinct drop else
  end escape except execute exists extract false for from full group grouping having in inner insert intersect into is
  join json_array json_exists json_object json_query json_table json_value left like listagg localtime localtimestamp
  natural normalize not null on or order outer prepare recursive right rollup select skip table then trim true uescape
  union unnest using values when where with`.split(/\s+/),
);

/** `array<struct<a:int>>` → `array(row(a integer))`. `place` is named in the error if there is no such type. */
export function trinoType(hive: string, place?: string): string {
  return printTrino(new TypeParser(hive, HIVE, place).whole());
}

/** `array(row(a integer))` → `array<struct<a:int>>`. `place` is named in the error if there is no such type. */
export function hiveType(trino: string, place?: string): string {
  return printHive(new TypeParser(trino, TRINO, place).whole());
}

function printHive(type: TypeNode): string {
  switch (type.kind) {
    case 'simple':
      return type.hive;
    case 'sized':
      return `${type.name}(${type.length})`;
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'array':
      return `array<${printHive(type.element)}>`;
    case 'map':
      return `map<${printHive(type.key)},${printHive(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map((f) => `${f.name}:${printHive(f.type)}`).join(',')}>`;
  }
}

function printTrino(type: TypeNode): string {
  switch (type.kind) {
    case 'simple':
      return SIMPLE[type.hive];
    case 'sized':
    case 'decimal':
      return printHive(type);
    case 'array':
      return `array(${printTrino(type.element)})`;
    case 'map':
      return `map(${printTrino(type.key)}, ${printTrino(type.value)})`;
    case 'struct':
      return `row(${type.fields.map((f) => `${trinoField(f.name)} ${printTrino(f.type)}`).join(', ')})`;
  }
}

function trinoField(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name}"`;
}
