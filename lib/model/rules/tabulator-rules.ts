import { declaredTable } from '../../tabulator/definition/declared-table';
import { bucketNameProblem } from '../bucket-name';
import { roleNameOf } from '../lake';
import type { LakeConfig, RoleConfig } from '../lake-config';
import { quote, type Rule } from './rule';

const TABLE_NAME = /^[a-z0-9_][a-z0-9_.-]*$/;
const TABLE_NAME_LIMIT = 255;
/** Lambda's limits: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MEMORY = [128, 10_240] as const;
const TIMEOUT = [1, 900] as const;
const FUNCTION_ARN = /^arn:[a-z0-9-]+:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+$/;

const withTables = (config: LakeConfig) =>
  config.buckets.filter(({ tabulator }) => Object.keys(tabulator ?? {}).length > 0);

const tablesAreWell: Rule = function* ({ config }) {
  for (const [i, { tabulator = {} }] of config.buckets.entries()) {
    for (const [name, table] of Object.entries(tabulator)) {
      const path = ['buckets', i, 'tabulator', name];
      for (const problem of declaredTable(table).problems) yield { ...problem, path: [...path, ...problem.path] };
    }
  }
};

const tableNamesSuitAthena: Rule = function* ({ config }) {
  for (const [i, { tabulator = {} }] of config.buckets.entries()) {
    for (const name of Object.keys(tabulator)) {
      if (TABLE_NAME.test(name) && name.length <= TABLE_NAME_LIMIT) continue;
      yield {
        path: ['buckets', i, 'tabulator', name],
        message: `a table's name must be 1 to ${TABLE_NAME_LIMIT} lower-case letters, digits, _, . or -, as Athena knows no capitals, found ${quote(name)}; rename it`,
      };
    }
  }
};

/**
 * The function reads with its own rights: whoever may invoke it reaches the tables of every bucket it serves. So nobody
 * may who has not been given all of them.
 */
const usersReadEveryBucket: Rule = function* ({ config }) {
  if (config.tabulator?.existing) return;
  const served = withTables(config).map(({ name }) => name);
  for (const [i, role] of config.roles.entries()) {
    const given = [...(role.read ?? []), ...(role.write ?? [])];
    if (!role.tabulator || given.includes('*')) continue;
    const missing = served.filter((name) => !given.includes(name));
    if (missing.length === 0) continue;
    yield {
      path: ['roles', i, 'tabulator'],
      message: `a role that uses Tabulator must read every bucket it has tables of, because one function reads them all, found ${quote(roleNameOf(role))} without read on ${missing.join(', ')}; add them to its read, or declare their tables in a lake of their own`,
    };
  }
};

const usersHaveSomethingToUse: Rule = function* ({ config }) {
  if (config.tabulator?.existing || withTables(config).length > 0) return;
  const message =
    'Tabulator must have tables, found none; declare some at a bucket, buckets[].tabulator, or the existing Tabulator of a Quilt stack';
  if (config.tabulator) yield { path: ['tabulator'], message };
  for (const [i, role] of config.roles.entries())
    if (role.tabulator) yield { path: ['roles', i, 'tabulator'], message };
};

/** Its folder for spilled rows is found by its name. */
const usersAreKnown: Rule = function* ({ config }) {
  const isUnknown = (role: RoleConfig) => role.quiltManaged && role.arn === undefined;
  if (config.tabulator?.existing) return;
  for (const [i, role] of config.roles.entries()) {
    if (!role.tabulator || !isUnknown(role)) continue;
    yield {
      path: ['roles', i, 'tabulator'],
      message: `Tabulator must know the IAM role that asks, found ${quote(roleNameOf(role))}, which is quiltManaged without arn; write the arn of the IAM role that Quilt assumes`,
    };
  }
};

const openQueryIsNotChecked: Rule = function* ({ config: { tabulator } }) {
  if (!tabulator?.openQuery || !tabulator.callerCheck) return;
  yield {
    path: ['tabulator', 'callerCheck'],
    message:
      'callerCheck refuses whoever is no role of the lake, and openQuery is for those, found both; leave one of them out',
  };
};

const functionSuitsLambda: Rule = function* ({ config: { tabulator = {} } }) {
  for (const [key, unit, [least, most]] of [
    ['memorySize', 'MiB', MEMORY],
    ['timeoutSeconds', 'seconds', TIMEOUT],
  ] as const) {
    const value = tabulator[key];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) continue;
    yield {
      path: ['tabulator', key],
      message: `${key} must be a whole number of ${unit} from ${least} to ${most}, found ${quote(value)}; leave it out for the default`,
    };
  }
};

const existingStaysAsItIs: Rule = function* ({ config: { tabulator = {} } }) {
  const { existing } = tabulator;
  if (!existing) return;
  for (const key of ['openQuery', 'callerCheck', 'memorySize', 'timeoutSeconds'] as const) {
    if (tabulator[key] === undefined) continue;
    const message = `${key} is for a Tabulator that the lake makes, found it beside existing, which is not changed; leave it out`;
    yield { path: ['tabulator', key], message };
  }
  if (!FUNCTION_ARN.test(existing.functionArn)) {
    const message = `functionArn must be the ARN of a function without a version, found ${quote(existing.functionArn)}; aws athena get-data-catalog --name ${existing.name} shows it`;
    yield { path: ['tabulator', 'existing', 'functionArn'], message };
  }
  const bucket = bucketNameProblem(existing.spillBucket);
  // Names of buckets that CloudFormation chose have no capitals either.
  if (bucket) yield { path: ['tabulator', 'existing', 'spillBucket'], message: bucket };
  if (existing.spillPrefix !== undefined && !/^[^/*?].*\/$/.test(existing.spillPrefix)) {
    const message = `spillPrefix must begin without and end with "/", found ${quote(existing.spillPrefix)}; write for example "spill/open-query/"`;
    yield { path: ['tabulator', 'existing', 'spillPrefix'], message };
  }
};

/** What Tabulator's tables, its users and its settings must meet. */
export const TABULATOR_RULES: readonly Rule[] = [
  tableNamesSuitAthena,
  tablesAreWell,
  usersHaveSomethingToUse,
  usersReadEveryBucket,
  usersAreKnown,
  openQueryIsNotChecked,
  functionSuitsLambda,
  existingStaysAsItIs,
];
