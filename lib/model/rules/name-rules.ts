import { databaseNameFor } from '../names';
import { quote, type Rule } from './rule';

const STACK_NAME = /^[a-z][a-z0-9-]*$/;
/** CloudFormation's limit. */
const STACK_NAME_LIMIT = 128;
/** Glue's limit, in UTF-8 bytes. */
const DATABASE_NAME_LIMIT = 255;
/** Athena runs queries without a database in this one; every account shares it among all it runs. */
const SHARED_DATABASE = 'default';

/** CloudFormation would take capitals; Glue folds them, and names that Quilt's clients look for are lower case. */
const stackNameIsLowerCase: Rule = function* ({ stackName }) {
  if (STACK_NAME.test(stackName)) return;
  const lower = stackName.toLowerCase().replaceAll('_', '-');
  const advice = STACK_NAME.test(lower)
    ? `write ${quote(lower)}`
    : 'use lower-case letters, digits and -, a letter first';
  yield {
    path: ['stackName'],
    message: `stack name must match ^[a-z][a-z0-9-]*$ because Quilt's names are made of it, found ${quote(stackName)}; ${advice}`,
  };
};

const stackNameFits: Rule = function* ({ stackName }) {
  if (stackName.length <= STACK_NAME_LIMIT) return;
  yield {
    path: ['stackName'],
    message: `stack name must have at most ${STACK_NAME_LIMIT} characters, found ${stackName.length} in ${quote(stackName)}; shorten it`,
  };
};

const existingDatabaseIsNamed: Rule = function* ({ config }) {
  if (!config.database?.existing || config.database.name !== undefined) return;
  yield {
    path: ['database'],
    message:
      'an existing database must be named, found no name; write database.name, ' +
      "for a Quilt stack's database the stack's output UserAthenaDatabaseName",
  };
};

const databaseNameSuitsGlue: Rule = function* ({ config }) {
  const name = config.database?.name;
  const problem = name === undefined ? undefined : databaseNameProblem(name);
  if (problem) yield { path: ['database', 'name'], message: problem };
};

/** What is wrong with the name of a database, if anything. */
export function databaseNameProblem(name: string): string | undefined {
  const found = `found ${quote(name)}`;
  const suggested = databaseNameFor(name);
  if (name === '') return `database name must not be empty, ${found}; leave it out for a name after the stack`;
  const bytes = Buffer.byteLength(name);
  if (bytes > DATABASE_NAME_LIMIT) {
    return `database name must have at most ${DATABASE_NAME_LIMIT} bytes, found ${bytes} in ${quote(name)}; shorten it`;
  }
  if (/^[A-Za-z0-9_-]+$/.test(name) && name !== name.toLowerCase()) {
    return `database name must be lower case because Glue folds it, ${found}; write ${quote(name.toLowerCase())}`;
  }
  if (!/^[a-z0-9_-]+$/.test(name)) {
    return `database name may have only a-z, 0-9, _ and -, ${found}; write ${quote(suggested)}`;
  }
  return undefined;
}

const databaseIsNotShared: Rule = function* ({ stackName, config }) {
  const name = config.database?.name;
  if (name === SHARED_DATABASE) {
    yield {
      path: ['database', 'name'],
      message: `database ${quote(name)} belongs to the whole account and must not hold one lake's tables; choose another name`,
    };
  }
  if (name === undefined && !config.database?.existing && databaseNameFor(stackName) === SHARED_DATABASE) {
    yield {
      path: ['stackName'],
      message: `stack name ${quote(stackName)} would make the database "default", which belongs to the whole account; write another database.name`,
    };
  }
};

/** What the names of stack and database must meet. */
export const NAME_RULES: readonly Rule[] = [
  stackNameIsLowerCase,
  stackNameFits,
  existingDatabaseIsNamed,
  databaseNameSuitsGlue,
  databaseIsNotShared,
];
