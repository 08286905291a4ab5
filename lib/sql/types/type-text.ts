import { hiveType, trinoType } from '../../model/hive-types';
import { QuiltAthenaValidationError } from '../../model/validation-error';
import { isOpaque, OPAQUE, type SqlType } from './sql-type';
import { parsedType } from './type-parser';

/** A type as Trino writes it, for display and as a key. */
export function textOf(type: SqlType): string {
  switch (type.kind) {
    case 'opaque':
      return '?';
    case 'simple':
      return type.name;
    case 'varchar':
      return type.length === undefined ? 'varchar' : `varchar(${type.length})`;
    case 'char':
      return `char(${type.length})`;
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'time':
    case 'timestamp':
      return `${type.kind}(${type.precision})${type.zoned ? ' with time zone' : ''}`;
    case 'array':
      return `array(${textOf(type.element)})`;
    case 'map':
      return `map(${textOf(type.key)}, ${textOf(type.value)})`;
    case 'row':
      return `row(${type.fields.map((f) => (f.name === undefined ? '' : `${fieldName(f.name)} `) + textOf(f.type)).join(', ')})`;
  }
}

function fieldName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !KEYWORD.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Names that would be read as something else if they were not quoted. */
const KEYWORD =
  /^(alter|and|as|auto|between|by|case|cast|constraint|create|cross|cube|current_(catalog|date|path|role|schema|time|timestamp|user)|deallocate|delete|describe|distinct|drop|else|end|escape|except|execute|exists|extract|false|for|from|full|group|grouping|having|in|inner|insert|intersect|into|is|join|json_(array|exists|object|query|table|value)|left|like|listagg|localtime|localtimestamp|natural|normalize|not|null|on|or|order|outer|prepare|recursive|right|rollup|select|skip|table|then|trim|true|uescape|union|unnest|using|values|when|where|with)$/;

/** Both notations of a type; what has none, or is not known, is left out. */
export function notationsOf(type: SqlType): { hiveType?: string; trinoType?: string } {
  if (isOpaque(type)) return {};
  const trino = textOf(type);
  const known = NOTATIONS.get(trino);
  if (known) return known;
  const notations = { hiveType: hiveOf(trino), trinoType: trino };
  if (notations.hiveType === undefined) delete notations.hiveType;
  NOTATIONS.set(trino, notations);
  return notations;
}

const NOTATIONS = new Map<string, { hiveType?: string; trinoType?: string }>();

function hiveOf(trino: string): string | undefined {
  try {
    return hiveType(trino);
  } catch (error) {
    if (error instanceof QuiltAthenaValidationError) return undefined;
    throw error;
  }
}

/** The type of a table's column; opaque if Trino has no such type. */
export function typeFromHive(hive: string): SqlType {
  const known = FROM_HIVE.get(hive);
  if (known) return known;
  const type = readHive(hive);
  FROM_HIVE.set(hive, type);
  return type;
}

const FROM_HIVE = new Map<string, SqlType>();

function readHive(hive: string): SqlType {
  try {
    return parsedType(trinoType(hive)) ?? OPAQUE;
  } catch (error) {
    if (error instanceof QuiltAthenaValidationError) return OPAQUE;
    throw error;
  }
}
