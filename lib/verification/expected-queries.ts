import type { AuthorizationWorld } from '../authorization/authorization-world';
import { decide } from '../authorization/decide';
import type { DerivedAccess } from '../authorization/derived-access';
import { lakeAccessSpec } from '../authorization/lake-access-spec';
import { lakeBaseGrants } from '../authorization/lake-base-grants';
import { lakeData } from '../catalog/lake-data';
import { LAYOUTS } from '../catalog/layouts';
import { relationKey } from '../catalog/relation-key';
import type { Lake, LakeRole } from '../model/lake';
import { quoteIdentifier, quoteTable } from '../model/quoting';
import { spreadSample } from './spread-sample';
import type { QueryExpectation } from './verification-plan';

/** As many as run within the verifier's time, five at once, at a few seconds each. */
const QUERIES = 200;
/** Of a role's queries, those that must be denied. */
const REFUSED_SHARE = 1 / 4;
/** Of a role's queries, those of Tabulator's tables beside the others: all of them go through one function. */
const FEDERATED = 2;

/** A table or view with its columns. */
interface Relation {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly bucket?: string;
}

/** Queries for each role: those that its views and tables must answer, and some that must be denied. */
export class ExpectedQueries {
  private readonly world: AuthorizationWorld;
  /** Of a lake's tens of thousands of grants, those that decide for one role. */
  private readonly worlds = new Map<string, AuthorizationWorld>();
  private readonly views: readonly Relation[];
  private readonly byBucket: ReadonlyMap<string, readonly Relation[]>;
  private readonly granted: readonly Relation[];
  private readonly share: number;

  constructor(
    private readonly lake: Lake,
    access: DerivedAccess,
    roles: number,
  ) {
    const spec = lakeAccessSpec(lake, access.views);
    this.world = { ...spec, grants: [...lakeBaseGrants(lake), ...access.derivation.grants] };
    this.views = access.views.map(({ view, columns }) => ({
      database: view.database,
      table: view.name,
      columns: columns.map(({ name }) => name),
    }));
    this.byBucket = relationsByBucket(lake);
    this.granted = externalRelations(lake);
    this.share = Math.max(2, Math.floor(QUERIES / Math.max(1, roles)));
  }

  /** Every declared view before tables and views of buckets, as the others prove the same way of access. */
  public of(role: LakeRole): { readonly sample: QueryExpectation[]; readonly of: number } {
    const read = this.inBuckets(role.read);
    const unread = this.inBuckets(
      this.lake.buckets.map(({ name }) => name).filter((name) => !role.read.includes(name)),
    );
    const refusals = Math.max(1, Math.floor(this.share * REFUSED_SHARE));
    const federated = tabulatorQueries(role, this.lake);
    const asked = spreadSample(federated, FEDERATED);
    const most = Math.max(1, this.share - refusals - asked.length);
    const views = [...this.views, ...this.granted].filter((relation) => this.outcome(role, relation) === 'allow');
    const chosen = [...spreadSample(views, most), ...spreadSample(read, Math.max(0, most - views.length))];
    const foreign = [...this.views, ...this.granted].filter((relation) => this.outcome(role, relation) === 'deny');
    const shut = spreadSample([...foreign, ...unread], refusals).filter((each) => this.outcome(role, each) === 'deny');
    return {
      sample: [
        ...chosen.map((each) => queryOf(this.visible(role, each), 'allowed')),
        ...shut.map((each) => queryOf(each, 'denied')),
        ...asked,
      ],
      of: views.length + read.length + foreign.length + unread.length + federated.length,
    };
  }

  private inBuckets(names: readonly string[]): Relation[] {
    return names.flatMap((name) => this.byBucket.get(name) ?? []);
  }

  private outcome(role: LakeRole, { database, table, columns }: Relation) {
    const visible = this.visible(role, { database, table, columns }).columns;
    return decide('select', role.name, { database, table, columns: visible }, this.worldOf(role)).outcome;
  }

  private worldOf({ name }: LakeRole): AuthorizationWorld {
    const known = this.worlds.get(name);
    if (known) return known;
    const deciding = new Set([name, ...this.world.views.map(({ definer }) => definer)]);
    const world = { ...this.world, grants: this.world.grants.filter(({ principal }) => deciding.has(principal)) };
    this.worlds.set(name, world);
    return world;
  }

  /** The columns granted where not the whole table is; all of them otherwise. */
  private visible(role: LakeRole, relation: Relation): Relation {
    const grants = this.worldOf(role).grants.filter(
      (g) => g.principal === role.name && g.database === relation.database && g.table === relation.table,
    );
    const whole = grants.some(
      (g) => g.columns === undefined && g.privileges.some((p) => p === 'SELECT' || p === 'ALL'),
    );
    const columns = grants.flatMap((g) => g.columns ?? []);
    return whole || columns.length === 0 ? relation : { ...relation, columns: [...new Set(columns)].sort() };
  }
}

function queryOf({ database, table, columns, bucket }: Relation, expected: 'allowed' | 'denied'): QueryExpectation {
  const list = columns.map(quoteIdentifier).join(', ');
  return {
    sql: `SELECT ${list} FROM ${quoteTable(database, table)} LIMIT 1`,
    expected,
    about: { database, table, ...(bucket === undefined ? {} : { bucket }) },
  };
}

/**
 * Of a package that there is not: the whole way through catalog and function is gone, and no file is read. What a Quilt
 * stack's function reads then is not known, so its tables are not queried.
 */
function tabulatorQueries(role: LakeRole, { tabulator }: Lake): QueryExpectation[] {
  if (!role.tabulator || !tabulator || tabulator.existing) return [];
  const { catalogName, buckets } = tabulator;
  return Object.entries(buckets).flatMap(([bucket, tables]) =>
    Object.keys(tables).map((table): QueryExpectation => {
      const name = [catalogName, bucket, table].map(quoteIdentifier).join('.');
      const sql = `SELECT "$pkg_name" FROM ${name} WHERE "$pkg_name" = 'verification/none' LIMIT 1`;
      return { sql, expected: 'allowed' };
    }),
  );
}

/** A view of each bucket first: it reads the tables, so one query proves most. */
function relationsByBucket({ buckets, database }: Lake): Map<string, Relation[]> {
  return new Map(
    buckets.map(({ name, layouts }) => {
      const known = layouts.flatMap((layout) => LAYOUTS.get(layout) ?? []);
      const all = known.flatMap((each) => [...each.views(database.name, name), ...each.tables(name)]);
      return [
        name,
        all.map((each) => ({
          database: database.name,
          table: each.name,
          columns: each.columns.map((column) => column.name),
          bucket: name,
        })),
      ];
    }),
  );
}

function externalRelations(lake: Lake): Relation[] {
  const data = lakeData(lake);
  return lake.externalTables.map(({ database, name, columns }) => ({
    database,
    table: name,
    columns: columns.map((column) => column.name),
    bucket: data.get(relationKey(database, name))?.location.split('/')[2],
  }));
}
