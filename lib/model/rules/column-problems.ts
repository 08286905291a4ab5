import { trinoType } from '../hive-types';
import type { ViewColumn } from '../lake-views-config';
import type { Problem } from '../problem';
import { QuiltAthenaValidationError } from '../validation-error';
import { glueNameProblem } from './glue-name-problem';
import { quote, repeated } from './rule';

/** Limits of a column of the Glue catalog, in bytes (docs.aws.amazon.com/glue/latest/webapi/API_Column.html). */
const TYPE_LIMIT = 131_072;
const COMMENT_LIMIT = 255;

/** Everything wrong with the columns declared at a path. */
export function* columnProblems(columns: readonly ViewColumn[], path: (string | number)[]): Generator<Problem> {
  if (columns.length === 0) {
    yield { path, message: 'at least one column must be declared, found []; list them' };
  }
  for (const [i, { name, type, comment = '' }] of columns.entries()) {
    const nameProblem = glueNameProblem('column name', name);
    if (nameProblem) yield { path: [...path, i, 'name'], message: nameProblem };
    const wrongType = typeProblem(type);
    if (wrongType) yield { path: [...path, i, 'type'], message: wrongType };
    const bytes = Buffer.byteLength(comment);
    if (bytes > COMMENT_LIMIT) {
      const message = `a column's comment has at most ${COMMENT_LIMIT} bytes, found ${bytes}; shorten it`;
      yield { path: [...path, i, 'comment'], message };
    }
  }
  for (const [i, first] of repeated(columns, (column) => column.name)) {
    const message = `column names must differ, found ${quote(columns[i].name)} at columns[${first}] too; rename one of them`;
    yield { path: [...path, i, 'name'], message };
  }
}

function typeProblem(type: string): string | undefined {
  const bytes = Buffer.byteLength(type);
  if (bytes > TYPE_LIMIT) return `a column type has at most ${TYPE_LIMIT} bytes, found ${bytes}; use string`;
  try {
    trinoType(type);
    return undefined;
  } catch (error) {
    if (error instanceof QuiltAthenaValidationError) return error.message;
    throw error;
  }
}
