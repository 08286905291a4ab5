import { AuthorizationRegime, type GrantConfig, type LakeConfig, ViewSecurity } from '../../lib/model/lake-config';
import { ruleProblems } from '../../lib/model/lake-rules';
import { formatProblem } from '../../lib/model/problem';
import { lake } from './a-lake';

const ROLES = [{ name: 'analyst' }, { name: 'curator' }];
const GENES = {
  database: 'reference_db',
  name: 'genes',
  location: 's3://reference/genes/',
  columns: [{ name: 'gene_id', type: 'string' }],
};
const VIEWS = [
  { name: 'recent', sql: 'SELECT 1 AS a' },
  {
    name: 'shielded',
    sql: 'SELECT 1 AS a',
    security: ViewSecurity.DEFINER,
    definer: 'curator',
    columns: [{ name: 'a', type: 'int' }],
  },
];

const told = (changes: Partial<LakeConfig>) =>
  ruleProblems('sales-prod', lake({ roles: ROLES, ...changes })).map(formatProblem);
const granted = (changes: Partial<GrantConfig>) =>
  told({ externalTables: [GENES], views: VIEWS, grants: [{ role: 'analyst', privileges: ['SELECT'], ...changes }] });

test.each<[string, Partial<GrantConfig>]>([
  ['a table of a bucket', { table: 'data-one_manifests' }],
  ['columns of it', { table: 'data-one_manifests', columns: ['logical_key', 'size'] }],
  ['a view of a bucket', { table: 'data-one_packages-view', privileges: ['ALL'] }],
  ['a declared view', { table: 'recent', privileges: ['DROP', 'SELECT'], grantable: ['SELECT'] }],
  ['columns of a definer view', { table: 'shielded', columns: ['a'] }],
  ['an external table', { database: 'reference_db', table: 'genes', privileges: ['DELETE', 'INSERT', 'SELECT'] }],
  ['a database', { privileges: ['CREATE_TABLE', 'DESCRIBE'] }],
  ['a database of others', { database: 'scratch', privileges: ['ALL'], grantable: ['CREATE_TABLE'] }],
])('%s may be granted', (_, grant) => {
  expect(granted(grant)).toEqual([]);
});

describe('a grant is refused', () => {
  test.each<[string, Partial<GrantConfig>, string]>([
    [
      'to a role that is not declared',
      { role: 'anlyst', table: 'recent' },
      'grants[0].role: unknown role "anlyst"; declared: analyst, curator; did you mean "analyst"?',
    ],
    [
      'to a session',
      { role: 'arn:aws:sts::123456789012:assumed-role/curator/bob', table: 'recent' },
      'grants[0].role: a role must be given by the short name it is declared with, found the session "arn:aws:sts::123456789012:assumed-role/curator/bob"; write "curator"',
    ],
    [
      'of a privilege that does not exist',
      { table: 'recent', privileges: ['select'] },
      'grants[0].privileges[0]: unknown privilege "select"; known: ALL, ALTER, CREATE_TABLE, DELETE, DESCRIBE, DROP, INSERT, SELECT; did you mean "SELECT"?',
    ],
    [
      'of no privilege',
      { table: 'recent', privileges: [] },
      'grants[0].privileges: a grant must have at least one privilege, found []; write for example [SELECT]',
    ],
    [
      'of a privilege twice',
      { table: 'recent', privileges: ['SELECT', 'SELECT'] },
      'grants[0].privileges[1]: a privilege must be named once, found "SELECT" again; remove it',
    ],
    [
      'on a table that is not declared',
      { table: 'data-one_manifest' },
      'grants[0].table: unknown table "data-one_manifest"; declared in "sales_prod": data-one_packages, data-one_manifests, data-one_packages-view, data-one_objects-view, data-two_packages, data-two_manifests, data-two_packages-view, data-two_objects-view, recent, shielded; did you mean "data-one_manifests"?',
    ],
    [
      'on a table of a database of others',
      { database: 'scratch', table: 'x' },
      'grants[0].table: unknown table "x"; declared in "scratch": none; declare it under externalTables, or name one of those',
    ],
    [
      'on a database that cannot be',
      { database: 'Scratch' },
      'grants[0].database: database name must be lower case because Glue folds it, found "Scratch"; write "scratch"',
    ],
    [
      'of SELECT on a database',
      {},
      'grants[0].privileges[0]: a database has the privileges ALL, ALTER, CREATE_TABLE, DESCRIBE, DROP, found "SELECT"; name a table, or remove it',
    ],
    [
      'of CREATE_TABLE on a table',
      { table: 'data-one_manifests', privileges: ['CREATE_TABLE'] },
      'grants[0].privileges[0]: a table has the privileges ALL, ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT, found "CREATE_TABLE"; remove it',
    ],
    [
      'of INSERT on a view',
      { table: 'recent', privileges: ['SELECT', 'INSERT'] },
      'grants[0].privileges[1]: a view has the privileges ALL, DESCRIBE, DROP, SELECT, found "INSERT"; remove it',
    ],
    [
      'of ALTER on a view of a bucket',
      { table: 'data-one_objects-view', privileges: ['ALTER'] },
      'grants[0].privileges[0]: a view has the privileges ALL, DESCRIBE, DROP, SELECT, found "ALTER"; remove it',
    ],
    [
      'of columns of a database',
      { columns: ['a'], privileges: ['DESCRIBE'] },
      'grants[0].columns: columns belong to a table, found no table; name it, or leave out columns',
    ],
    [
      'of no column',
      { table: 'data-one_manifests', columns: [] },
      'grants[0].columns: at least one column must be named, found []; leave out columns for all of them',
    ],
    [
      'of columns of a view',
      { table: 'recent', columns: ['a'] },
      'grants[0].columns: a view can only be granted as a whole, found columns for "recent"; leave out columns, or make a second view with fewer columns',
    ],
    [
      'of columns that do not exist',
      { table: 'data-one_manifests', columns: ['logical_keys'] },
      'grants[0].columns[0]: unknown column "logical_keys"; of data-one_manifests: logical_key, physical_keys, size, hash, meta, user_meta, message, version; did you mean "logical_key"?',
    ],
    [
      'of columns for more than SELECT',
      { table: 'data-one_manifests', columns: ['size'], privileges: ['SELECT', 'INSERT'] },
      'grants[0].privileges[1]: columns can only be granted for SELECT, found "INSERT"; give it in a grant of its own without columns',
    ],
    [
      'of passing on what is not granted',
      { table: 'recent', grantable: ['DROP'] },
      'grants[0].grantable[0]: a role may pass on only what it is granted, found "DROP" outside privileges ["SELECT"]; add it there or remove it here',
    ],
  ])('%s', (_, grant, message) => {
    expect(granted(grant)).toContain(message);
  });
});

describe('the choice of who decides', () => {
  test.each([undefined, AuthorizationRegime.IAM, AuthorizationRegime.LAKE_FORMATION])(
    'opts in nobody in %s',
    (regime) => {
      expect(told({ authorization: { regime, optIn: ['analyst'] } })).toEqual([
        `authorization.optIn: optIn is for the regime hybrid, found it beside regime "${regime ?? 'iam'}"; leave it out, or write regime: hybrid`,
      ]);
    },
  );

  test('opts in declared roles', () => {
    expect(told({ authorization: { regime: AuthorizationRegime.HYBRID, optIn: ['*'] } })).toEqual([]);
    expect(told({ authorization: { regime: AuthorizationRegime.HYBRID, optIn: ['curators'] } })).toEqual([
      'authorization.optIn[0]: unknown role "curators"; declared: analyst, curator; did you mean "curator"?',
    ]);
  });
});

describe('an external table is refused', () => {
  test.each<[string, Partial<typeof GENES> & { kmsKey?: string }, string]>([
    [
      'without a place',
      { location: 'genes' },
      'externalTables[0].location: a location must have the form s3://bucket/prefix/, found "genes"; write it so',
    ],
    [
      'with an alias for a key',
      { kmsKey: 'alias/genes' },
      'externalTables[0].kmsKey: kmsKey must be the ARN of the key, not of an alias, because a policy that names an alias allows no use of its key, found "alias/genes"; aws kms describe-key --key-id alias/genes shows the ARN',
    ],
    [
      'without columns',
      { columns: [] },
      'externalTables[0].columns: at least one column must be declared, found []; list them',
    ],
    [
      'with a name that Glue folds',
      { name: 'Genes' },
      'externalTables[0].name: table name must be lower case because Glue folds it, found "Genes"; write "genes"',
    ],
    [
      'with the name of a table of the lake',
      { database: 'sales_prod', name: 'data-one_packages' },
      'externalTables[0].name: a table must have a name of its own, found "data-one_packages", of which bucket "data-one" has a table; choose another name',
    ],
  ])('%s', (_, changes, message) => {
    expect(told({ externalTables: [{ ...GENES, ...changes }] })).toEqual([message]);
  });
});
