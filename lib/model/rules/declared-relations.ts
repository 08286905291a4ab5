import { LAYOUTS } from '../../catalog/layouts';
import { DEFAULT_LAYOUTS } from '../lake';
import { ViewSecurity } from '../lake-views-config';
import { databaseNameFor } from '../names';
import { formatPath } from '../problem';
import type { DeclaredLake } from './rule';

/** A table or view that a declared lake knows. */
export interface Relation {
  readonly database: string;
  readonly name: string;
  /** A `view` has no data and takes no column grants; a `protected` one takes them. */
  readonly kind: 'table' | 'view' | 'protected';
  /** Absent where only the query tells. */
  readonly columns?: readonly string[];
  /** What declares it, as messages say it: `bucket "sales-raw"`, `externalTables[0]`. */
  readonly declaredBy: string;
}

/** Name of the database that a lake's tables are in. */
export function lakeDatabaseOf({ stackName, config }: DeclaredLake): string {
  return config.database?.name ?? databaseNameFor(stackName);
}

/** Every table and view that a lake declares, in the order of declaration; two may have one name. */
export function* declaredRelations(lake: DeclaredLake): Generator<Relation> {
  const database = lakeDatabaseOf(lake);
  for (const { name: bucket, layouts = DEFAULT_LAYOUTS } of lake.config.buckets) {
    const declaredBy = `bucket ${JSON.stringify(bucket)}`;
    for (const layout of layouts.flatMap((name) => LAYOUTS.get(name) ?? [])) {
      for (const [kind, list] of [
        ['table', layout.tables(bucket)],
        ['view', layout.views(database, bucket)],
      ] as const) {
        for (const { name, columns } of list) yield { database, name, kind, columns: namesOf(columns), declaredBy };
      }
    }
  }
  for (const [i, { database: own, name, columns }] of (lake.config.externalTables ?? []).entries()) {
    const declaredBy = formatPath(['externalTables', i]);
    yield { database: own, name, kind: 'table', columns: namesOf(columns), declaredBy };
  }
  for (const [i, view] of (lake.config.views ?? []).entries()) {
    yield {
      database: view.database ?? database,
      name: view.name,
      kind: KINDS[view.security ?? ViewSecurity.INVOKER],
      columns: view.columns && namesOf(view.columns),
      declaredBy: formatPath(['views', i]),
    };
  }
}

const KINDS: Readonly<Record<ViewSecurity, Relation['kind']>> = {
  [ViewSecurity.INVOKER]: 'view',
  [ViewSecurity.DEFINER]: 'protected',
  [ViewSecurity.ANALYTICAL]: 'table',
};

const namesOf = (columns: readonly { readonly name: string }[]) => columns.map((column) => column.name);

/** The key that two relations of one name share. */
export function relationKey({ database, name }: Pick<Relation, 'database' | 'name'>): string {
  return `${database}.${name}`;
}
