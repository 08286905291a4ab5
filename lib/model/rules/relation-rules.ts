import { declaredRelations, lakeDatabaseOf, type Relation, relationKey } from './declared-relations';
import { relationNameProblem } from './glue-name-problem';
import { databaseNameProblem } from './name-rules';
import { type DeclaredLake, quote, type Rule, repeated } from './rule';

type Key = 'externalTables' | 'views';

interface Declared {
  readonly key: Key;
  readonly index: number;
  readonly what: string;
  readonly name: string;
  readonly database?: string;
}

/** External tables and views: what shares the databases with the tables of the buckets. */
function* declared({ config }: DeclaredLake): Generator<Declared> {
  for (const [index, { name, database }] of (config.externalTables ?? []).entries()) {
    yield { key: 'externalTables', index, what: 'table name', name, database };
  }
  for (const [index, { name, database }] of (config.views ?? []).entries()) {
    yield { key: 'views', index, what: 'view name', name, database };
  }
}

const relationNamesSuitGlue: Rule = function* (lake) {
  for (const { key, index, what, name, database } of declared(lake)) {
    const problem = relationNameProblem(what, name);
    if (problem) yield { path: [key, index, 'name'], message: problem };
    const ofDatabase = database === undefined ? undefined : databaseNameProblem(database);
    if (ofDatabase) yield { path: [key, index, 'database'], message: ofDatabase };
  }
};

/** Tables and views of a database share one set of names. */
const relationsDiffer: Rule = function* (lake) {
  const { externalTables = [], views = [] } = lake.config;
  if (externalTables.length + views.length === 0) return;
  const relations = [...declaredRelations(lake)];
  const firstDeclared = relations.length - externalTables.length - views.length;
  for (const [n, first] of repeated(relations, relationKey)) {
    if (n < firstDeclared) continue; // two layouts or buckets: told by their own rules
    const index = n - firstDeclared;
    const isView = index >= externalTables.length;
    yield {
      path: isView ? ['views', index - externalTables.length, 'name'] : ['externalTables', index, 'name'],
      message: collision(isView, relations[n], relations[first], lakeDatabaseOf(lake)),
    };
  }
};

function collision(isView: boolean, { database, name }: Relation, other: Relation, lakeDatabase: string): string {
  const where = database === lakeDatabase ? quote(name) : `${quote(name)} of database ${quote(database)}`;
  const taken = other.declaredBy.startsWith('bucket') ? `${other.declaredBy} has` : `${other.declaredBy} declares`;
  const kind = other.kind === 'table' ? 'a table' : 'a view';
  return `${isView ? 'a view' : 'a table'} must have a name of its own, found ${where}, of which ${taken} ${kind}; choose another name`;
}

/** What names of external tables and views must meet. */
export const RELATION_RULES: readonly Rule[] = [relationNamesSuitGlue, relationsDiffer];
