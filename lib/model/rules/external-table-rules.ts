import { keyArnProblem } from '../arn';
import { s3LocationProblem } from '../s3-location';
import { columnProblems } from './column-problems';
import type { Rule } from './rule';

const externalTablesAreWhole: Rule = function* ({ config }) {
  for (const [i, { location, kmsKey, columns }] of (config.externalTables ?? []).entries()) {
    const place = s3LocationProblem(location);
    if (place) yield { path: ['externalTables', i, 'location'], message: place };
    const key = kmsKey === undefined ? undefined : keyArnProblem(kmsKey);
    if (key) yield { path: ['externalTables', i, 'kmsKey'], message: key };
    yield* columnProblems(columns, ['externalTables', i, 'columns']);
  }
};

/** What external tables must meet, beside their names. */
export const EXTERNAL_TABLE_RULES: readonly Rule[] = [externalTablesAreWhole];
