import { Token } from 'aws-cdk-lib';
import { hiveType, trinoType } from '../model/hive-types';
import type { ViewColumn } from '../model/lake-views-config';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { checkGlueName } from './glue-name';
import type { Column } from './layouts/layout';

/** Limits of a column of the Glue catalog, in bytes (docs.aws.amazon.com/glue/latest/webapi/API_Column.html). */
const COMMENT_LIMIT = 255;
const TYPE_LIMIT = 131_072;

/** The columns with both notations of their types, or an error about the first that cannot be one. */
export function typedColumns(columns: readonly ViewColumn[], place: string): Column[] {
  if (columns.length === 0) {
    throw new QuiltAthenaValidationError('a view has at least one column, found none: list those of its query', place);
  }
  const seen = new Set<string>();
  return columns.map((column) => {
    checkGlueName('a column name', column.name, place);
    if (seen.has(column.name)) {
      const found = `found ${JSON.stringify(column.name)} twice`;
      throw new QuiltAthenaValidationError(`column names must differ, ${found}: rename one in the query`, place);
    }
    seen.add(column.name);
    return typedColumn(column, place);
  });
}

function typedColumn({ name, type, comment }: ViewColumn, place: string): Column {
  const at = `${place}, column ${JSON.stringify(name)}`;
  if (Token.isUnresolved(type)) {
    throw new QuiltAthenaValidationError('a column type must be known at synth, found a token: write it out', at);
  }
  if (Buffer.byteLength(type) > TYPE_LIMIT) {
    const found = `found ${Buffer.byteLength(type)}`;
    throw new QuiltAthenaValidationError(`a column type has at most ${TYPE_LIMIT} bytes, ${found}: use string`, at);
  }
  const commentBytes = Buffer.byteLength(comment ?? '');
  if (commentBytes > COMMENT_LIMIT) {
    const rule = `a column comment has at most ${COMMENT_LIMIT} bytes`;
    throw new QuiltAthenaValidationError(`${rule}, found ${commentBytes}: shorten it`, at);
  }
  const trino = trinoType(type, at);
  // Hive's parser knows neither spaces nor upper case: store the type as this library spells it.
  return { name, type: hiveType(trino, at), trinoType: trino, comment };
}
