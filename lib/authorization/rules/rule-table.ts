import type { ObjectKind, Operation } from './operation';
import type { AwsNeed, Requirement, Rule } from './requirement';

/**
 * The authorization table: what each operation requires, and what AWS checks by itself.
 *
 * What AWS checks: Athena User Guide (views, lf-athena-limitations), Lake Formation Developer Guide
 * (lf-permissions-reference, working-with-views), Service Authorization Reference. Glue's materialized views are no kind
 * here: Spark alone makes and refreshes them (AWS Glue Developer Guide: materialized-views), so none can be declared.
 */

// Requirements that several rows share, in the table's own words.
const USED_COLUMNS_OR_ALL_BEHIND_ANALYTICAL: Requirement = { forAllBases: { columns: 'used, all behind analytical' } };
const SELECT_ON_BASES: Requirement = { forAllBases: { table: 'SELECT' } };
const INSERT_ON_BASES: Requirement = { forAllBases: { table: 'INSERT' } };
const ALL_ON_BASES: Requirement = { forAllBases: { table: 'ALL' } };
const ANY_ON_BASES: Requirement = { forBases: { anyOn: 'table' } };
const ANY_ON_BASES_OR_COLUMNS: Requirement = { forBases: { anyOf: [{ anyOn: 'table' }, { anyOn: 'column' }] } };
const SELECT_ON_VIEW: Requirement = { onObject: { table: 'SELECT' } };
const ALL_ON_DATABASE: Requirement = { onDatabase: 'ALL' };
const NO_DATA_OF_ITS_OWN: Requirement = {
  never: 'a view without data of its own takes none: write to its base tables',
};
const NOTHING_TO_REFRESH: Requirement = { never: 'a view without data of its own is always fresh: query it' };
const NOT_A_VIEW: Requirement = { never: 'only views are managed here: ask the owner of the table' };

// What AWS checks, in Lake Formation's terms.
const SEE: AwsNeed = { on: 'object', privilege: 'DESCRIBE' };
const SEE_DATABASE: AwsNeed = { on: 'database', privilege: 'DESCRIBE' };
const READ: AwsNeed = { on: 'object', privilege: 'SELECT' };
const READ_COLUMNS: AwsNeed = { on: 'object', privilege: 'SELECT', columns: 'used' };
const READ_BASES: AwsNeed = { on: 'bases', privilege: 'SELECT', columns: 'used' };
const READ_VIEWS_BELOW: AwsNeed = { on: 'views below', privilege: 'SELECT' };
const PASS_ON_BASES: AwsNeed = { on: 'bases', privilege: 'SELECT', grantable: true };
const PLAN_BASES: AwsNeed = { ...READ_BASES, metadataOnly: true };
const WRITE: AwsNeed = { on: 'object', privilege: 'INSERT' };
const CLEAR: AwsNeed = { on: 'object', privilege: 'DELETE' };
const REMOVE: AwsNeed = { on: 'object', privilege: 'DROP' };
const CHANGE: AwsNeed = { on: 'object', privilege: 'ALTER' };
// Lake Formation has no ALTER for views: replacing one takes ALL.
const REPLACE: AwsNeed = { on: 'object', privilege: 'ALL' };
const ADD_TABLE: AwsNeed = { on: 'database', privilege: 'CREATE_TABLE' };

/** Definer views: Lake Formation Developer Guide, working-with-views (prerequisites, considerations and limitations). */
const DEFINABLE: Requirement = {
  all: [
    { fact: 'no views below' },
    { fact: 'ten bases at most' },
    { fact: 'bases are governed' },
    { fact: 'database is governed' },
    { forAllBases: { table: 'SELECT', grantable: true } },
    ALL_ON_DATABASE,
  ],
};

const COPY_IS_FREE = 'AWS checks the copy, not what it was made from: only derived grants keep the rule';
const ONE_BIT = 'Lake Formation has one DESCRIBE for SHOW and DESCRIBE';
const NO_BASES_CHECKED = 'AWS checks the view alone';

/** Row by row; `kind` is what the operation is on. */
export const RULES: readonly Rule[] = [
  rule('create', 'analytical', { all: [USED_COLUMNS_OR_ALL_BEHIND_ANALYTICAL, ALL_ON_DATABASE] }, [
    READ_BASES,
    READ_VIEWS_BELOW,
    ADD_TABLE,
  ]),
  rule('create', 'invoker', { all: [USED_COLUMNS_OR_ALL_BEHIND_ANALYTICAL, ALL_ON_DATABASE] }, [
    PLAN_BASES,
    READ_VIEWS_BELOW,
    ADD_TABLE,
  ]),
  rule('create', 'definer', DEFINABLE, [PASS_ON_BASES, ADD_TABLE]),

  rule('refresh', 'analytical', ALL_ON_BASES, [READ_BASES, READ_VIEWS_BELOW, WRITE, CLEAR], COPY_IS_FREE),
  rule('refresh', 'invoker', NOTHING_TO_REFRESH, []),
  rule('refresh', 'definer', NOTHING_TO_REFRESH, []),

  rule('drop', 'analytical', ALL_ON_BASES, [REMOVE], COPY_IS_FREE),
  rule('drop', 'invoker', ALL_ON_BASES, [REMOVE], NO_BASES_CHECKED),
  rule('drop', 'definer', ALL_ON_BASES, [REMOVE], NO_BASES_CHECKED),

  rule('show', 'analytical', ANY_ON_BASES, [SEE, SEE_DATABASE], ONE_BIT),
  rule('show', 'invoker', ANY_ON_BASES, [SEE, SEE_DATABASE], ONE_BIT),
  rule('show', 'definer', ANY_ON_BASES, [SEE, SEE_DATABASE], ONE_BIT),

  rule('describe', 'analytical', ANY_ON_BASES_OR_COLUMNS, [SEE], ONE_BIT),
  rule('describe', 'invoker', ANY_ON_BASES_OR_COLUMNS, [SEE], ONE_BIT),
  rule('describe', 'definer', ANY_ON_BASES_OR_COLUMNS, [SEE], ONE_BIT),

  rule('select', 'table', { onObject: { columns: 'used' } }, [READ_COLUMNS]),
  rule('select', 'analytical', SELECT_ON_BASES, [READ], COPY_IS_FREE),
  rule('select', 'invoker', SELECT_ON_VIEW, [READ, READ_VIEWS_BELOW, READ_BASES]),
  rule('select', 'definer', SELECT_ON_VIEW, [READ]),

  rule('explain', 'table', { onObject: { columns: 'used' } }, [{ ...READ_COLUMNS, metadataOnly: true }]),
  rule('explain', 'analytical', SELECT_ON_BASES, [{ ...READ, metadataOnly: true }], COPY_IS_FREE),
  rule('explain', 'invoker', { all: [SELECT_ON_VIEW, USED_COLUMNS_OR_ALL_BEHIND_ANALYTICAL] }, [
    { ...READ, metadataOnly: true },
    READ_VIEWS_BELOW,
    PLAN_BASES,
  ]),
  rule(
    'explain',
    'definer',
    { all: [SELECT_ON_VIEW, USED_COLUMNS_OR_ALL_BEHIND_ANALYTICAL] },
    [{ ...READ, metadataOnly: true }],
    NO_BASES_CHECKED,
  ),

  rule('explain-internal', 'table', { onObject: { columns: 'used' } }, [{ ...READ_COLUMNS, metadataOnly: true }]),
  rule('explain-internal', 'analytical', SELECT_ON_BASES, [{ ...READ, metadataOnly: true }], COPY_IS_FREE),
  rule('explain-internal', 'invoker', SELECT_ON_VIEW, [{ ...READ, metadataOnly: true }, READ_VIEWS_BELOW, PLAN_BASES]),
  rule('explain-internal', 'definer', SELECT_ON_VIEW, [{ ...READ, metadataOnly: true }]),

  rule('alter', 'analytical', ALL_ON_BASES, [CHANGE], COPY_IS_FREE),
  rule('alter', 'invoker', ALL_ON_BASES, [REPLACE]),
  rule('alter', 'definer', ALL_ON_BASES, [REPLACE]),

  {
    operation: 'insert',
    kind: 'analytical',
    // The engine verifies both privileges on the base; the table itself names INSERT alone.
    requires: { strict: { all: [INSERT_ON_BASES, SELECT_ON_BASES] }, literal: INSERT_ON_BASES },
    aws: [WRITE],
    note: COPY_IS_FREE,
  },
  rule('insert', 'invoker', NO_DATA_OF_ITS_OWN, []),
  rule('insert', 'definer', NO_DATA_OF_ITS_OWN, []),
];

function rule(
  operation: Operation,
  kind: ObjectKind,
  requires: Requirement,
  aws: readonly AwsNeed[],
  note?: string,
): Rule {
  return { operation, kind, requires, aws, ...(note === undefined ? {} : { note }) };
}

const ROWS = new Map(RULES.map((row) => [`${row.operation} ${row.kind}`, row]));

/** The row of an operation on a kind of object. */
export function ruleOf(operation: Operation, kind: ObjectKind): Rule {
  return ROWS.get(`${operation} ${kind}`) ?? rule(operation, kind, NOT_A_VIEW, []);
}
