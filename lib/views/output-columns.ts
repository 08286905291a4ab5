import type { Column } from '../catalog/layouts/layout';
import { hiveType, trinoType } from '../model/hive-types';
import type { ViewColumn } from '../model/lake-views-config';
import { QuiltAthenaValidationError } from '../model/validation-error';
import type { LineageColumn } from '../sql/lineage';
import { storedType } from './stored-type';
import { convertsTo, widerTypes } from './type-coercion';
import { ViewMistake } from './view-mistake';

const quote = (value: unknown) => JSON.stringify(value);

/** The columns of a view: the declared ones, which must be those of its query, else the query's own. */
export function outputColumns(
  returned: readonly LineageColumn[],
  declared: readonly ViewColumn[] | undefined,
): readonly Column[] {
  checkNames(returned.map((column) => column.name));
  return declared === undefined ? inferred(returned) : checked(returned, declared);
}

function checkNames(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new ViewMistake(
    `columns of a view must have different names, found ${quote(twice)} twice; rename one with AS, or name the columns instead of "*"`,
  );
}

function inferred(returned: readonly LineageColumn[]): Column[] {
  const unknown = returned.filter((column) => column.trinoType === undefined);
  if (unknown.length > 0) {
    const each = unknown.map(({ name, unknownBecause: why = 'its expression is not' }) => `${quote(name)}, as ${why}`);
    throw new ViewMistake(
      `the type of every column must be known, found none for ${each.join(', and for ')}; declare the view's columns, ` +
        `cast ${unknown.length > 1 ? 'them' : 'it'} in the query with CAST(… AS …), or let quilt-athena view types FILE.sql --write ask the engine`,
    );
  }
  return returned.map(({ name, trinoType: type = '' }) => column(name, hiveOf(name, type)));
}

function hiveOf(name: string, trino: string): string {
  if (trino.includes('unknown')) {
    throw new ViewMistake(
      `every column of a view must have a type, found ${quote(name)}, which is NULL alone (${trino}); cast it in the query, for example CAST(NULL AS varchar)`,
    );
  }
  try {
    return storedType(trino);
  } catch (error) {
    if (!(error instanceof QuiltAthenaValidationError)) throw error;
    throw new ViewMistake(
      `column ${quote(name)} must have a type that the Glue catalog knows, found ${trino}; ${adviceOf(error)}`,
    );
  }
}

/** What a refused type's own message says to do. */
function adviceOf(error: QuiltAthenaValidationError): string {
  return error.message.split('): ').at(-1) ?? 'cast it in the query';
}

function checked(returned: readonly LineageColumn[], declared: readonly ViewColumn[]): Column[] {
  const wrong = declared.findIndex(({ name }, i) => name.toLowerCase() !== returned[i]?.name);
  if (wrong >= 0 && wrong < returned.length) throw wrongName(returned, declared, wrong);
  if (declared.length !== returned.length) {
    const names = returned.map((each) => each.name).join(', ');
    throw new ViewMistake(
      `a view must declare all columns of its query or none, found ${declared.length} where the query returns ${returned.length}: ${names}; declare those`,
      undefined,
      declared.length - 1,
    );
  }
  return declared.map((each, i) => checkedType(each, returned[i], i));
}

function wrongName(returned: readonly LineageColumn[], declared: readonly ViewColumn[], i: number): ViewMistake {
  const names = returned.map((each) => each.name);
  const found = `found ${quote(declared[i].name)} as column ${i + 1}, where the query returns ${quote(names[i])}`;
  const sameNames = declared.every(({ name }) => names.includes(name)) && declared.length === names.length;
  const advice = sameNames ? `write them in the order ${names.join(', ')}` : `the query returns ${names.join(', ')}`;
  return new ViewMistake(
    `declared columns must be those of the query, in its order, ${found}; ${advice}`,
    undefined,
    i,
  );
}

function checkedType(declared: ViewColumn, { trinoType: returned }: LineageColumn, i: number): Column {
  const stored = trinoType(declared.type);
  if (returned === undefined || convertsTo(returned, stored))
    return column(declared.name, declared.type, declared.comment);
  throw new ViewMistake(
    `a declared type must hold what the query returns, found ${quote(declared.name)} declared ${declared.type} where the query returns ${returned}; ${typeAdvice(returned)}`,
    undefined,
    i,
  );
}

function typeAdvice(returned: string): string {
  const wider = widerTypes(returned);
  const others = wider.length > 0 ? `, or a wider type: ${wider.join(', ')}` : '';
  try {
    return `declare ${hiveType(returned)}${others}`;
  } catch (error) {
    if (!(error instanceof QuiltAthenaValidationError)) throw error;
    return adviceOf(error);
  }
}

/** Hive's parser knows neither spaces nor upper case: types are stored as this library spells them. */
function column(name: string, type: string, comment?: string): Column {
  const trino = trinoType(type);
  return {
    name: name.toLowerCase(),
    type: hiveType(trino),
    trinoType: trino,
    ...(comment !== undefined && { comment }),
  };
}
