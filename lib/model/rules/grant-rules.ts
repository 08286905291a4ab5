import { PRIVILEGES } from '../../authorization/grant';
import type { GrantConfig } from '../lake-access-config';
import { unknownValue } from '../unknown-value';
import { declaredRelations, lakeDatabaseOf, type Relation, relationKey } from './declared-relations';
import { databaseNameProblem } from './name-rules';
import { type DeclaredLake, quote, type Rule, repeated } from './rule';

/** What Lake Formation knows on each kind of object (docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html). */
const ON_DATABASES = ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'];
const ON_TABLES = ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'];
const ON_VIEWS = ['ALL', 'DESCRIBE', 'DROP', 'SELECT'];

/** So many wrong names are no slips of the pen; looking each up among thousands of tables would take minutes. */
const SUGGESTIONS = 20;

const grants = ({ config }: DeclaredLake) => [...(config.grants ?? []).entries()];

const privilegesAreKnown: Rule = function* (lake) {
  for (const [i, grant] of grants(lake)) {
    for (const key of ['privileges', 'grantable'] as const) {
      for (const [j, privilege] of (grant[key] ?? []).entries()) {
        if (PRIVILEGES.some((known) => known === privilege)) continue;
        yield { path: ['grants', i, key, j], message: unknownValue('privilege', privilege, PRIVILEGES) };
      }
      for (const [j] of repeated(grant[key] ?? [], (privilege) => privilege)) {
        const message = `a privilege must be named once, found ${quote(grant[key]?.[j])} again; remove it`;
        yield { path: ['grants', i, key, j], message };
      }
    }
    if (grant.privileges.length > 0) continue;
    const message = 'a grant must have at least one privilege, found []; write for example [SELECT]';
    yield { path: ['grants', i, 'privileges'], message };
  }
};

const grantableIsGranted: Rule = function* (lake) {
  for (const [i, { privileges, grantable = [] }] of grants(lake)) {
    for (const [j, privilege] of grantable.entries()) {
      if (privileges.includes(privilege) || privileges.includes('ALL')) continue;
      const message = `a role may pass on only what it is granted, found ${quote(privilege)} outside privileges ${quote(privileges)}; add it there or remove it here`;
      yield { path: ['grants', i, 'grantable', j], message };
    }
  }
};

const grantsHaveAnObject: Rule = function* (lake) {
  if (grants(lake).length === 0) return;
  const declared = new Map([...declaredRelations(lake)].map((each) => [relationKey(each), each]));
  let suggestions = SUGGESTIONS;
  for (const [i, grant] of grants(lake)) {
    const database = grant.database ?? lakeDatabaseOf(lake);
    const wrongDatabase = grant.database === undefined ? undefined : databaseNameProblem(grant.database);
    if (wrongDatabase) {
      yield { path: ['grants', i, 'database'], message: wrongDatabase };
      continue;
    }
    const relation = declared.get(relationKey({ database, name: grant.table ?? '' }));
    if (grant.table !== undefined && !relation) {
      const message = unknownTable(grant.table, database, [...declared.values()], suggestions-- > 0);
      yield { path: ['grants', i, 'table'], message };
      continue;
    }
    yield* objectProblems(grant, i, relation);
    yield* columnGrantProblems(grant, i, relation);
  }
};

function unknownTable(table: string, database: string, declared: readonly Relation[], suggest: boolean): string {
  const names = declared.filter((each) => each.database === database).map((each) => each.name);
  const told = unknownValue('table', table, names, { knownAs: `declared in ${quote(database)}`, suggest });
  return `${told}${told.endsWith('?') ? '' : '; declare it under externalTables, or name one of those'}`;
}

function* objectProblems({ privileges }: GrantConfig, i: number, relation: Relation | undefined) {
  const [object, possible] = !relation
    ? ['a database', ON_DATABASES]
    : relation.kind === 'table'
      ? ['a table', ON_TABLES]
      : ['a view', ON_VIEWS];
  for (const [j, privilege] of privileges.entries()) {
    if (possible.includes(privilege) || !PRIVILEGES.some((known) => known === privilege)) continue;
    const advice = relation ? 'remove it' : 'name a table, or remove it';
    const message = `${object} has the privileges ${possible.join(', ')}, found ${quote(privilege)}; ${advice}`;
    yield { path: ['grants', i, 'privileges', j], message };
  }
}

function* columnGrantProblems({ columns, table, privileges }: GrantConfig, i: number, relation: Relation | undefined) {
  if (columns === undefined) return;
  const path = ['grants', i, 'columns'];
  if (table === undefined) {
    yield { path, message: 'columns belong to a table, found no table; name it, or leave out columns' };
  } else if (relation?.kind === 'view') {
    const message = `a view can only be granted as a whole, found columns for ${quote(table)}; leave out columns, or make a second view with fewer columns`;
    yield { path, message };
  } else if (columns.length === 0) {
    yield { path, message: 'at least one column must be named, found []; leave out columns for all of them' };
  }
  for (const [j, privilege] of privileges.entries()) {
    if (privilege === 'SELECT' || !PRIVILEGES.some((known) => known === privilege)) continue;
    const message = `columns can only be granted for SELECT, found ${quote(privilege)}; give it in a grant of its own without columns`;
    yield { path: ['grants', i, 'privileges', j], message };
  }
  for (const [j, column] of columns.entries()) {
    if (!relation?.columns || relation.columns.includes(column)) continue;
    yield { path: [...path, j], message: unknownValue('column', column, relation.columns, { knownAs: `of ${table}` }) };
  }
}

/** What grants must meet. */
export const GRANT_RULES: readonly Rule[] = [privilegesAreKnown, grantableIsGranted, grantsHaveAnObject];
