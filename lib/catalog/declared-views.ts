import { Annotations } from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import type { Lake } from '../model/lake';
import { ViewSecurity } from '../model/lake-views-config';
import type { AnalysedView } from '../views/analysed-view';
import { analysedViews } from '../views/analysed-views';
import { AthenaDatabase, type IAthenaDatabase } from './athena-database';
import { AthenaView } from './athena-view';
import { ProtectedView } from './protected-view';
import { fromRelationKey } from './relation-key';

/** Properties of `DeclaredViews`. */
export interface DeclaredViewsProps {
  readonly lake: Lake;
  /** The lake's database. */
  readonly database: IAthenaDatabase;
  /** ARN of a declared role, by its short name. */
  readonly definerArn: (role: string) => string;
  /** The tables of a bucket, if this stack creates them. */
  readonly tablesOf: (bucket: string) => IDependable | undefined;
}

/**
 * The views that a lake declares, each after what it reads. An analytical view has no resource here: its table is made
 * by a query.
 */
export class DeclaredViews extends Construct {
  private readonly databases = new Map<string, IAthenaDatabase>();
  private readonly made = new Map<string, IDependable>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DeclaredViewsProps,
  ) {
    super(scope, id);
    this.databases.set(props.database.databaseName, props.database);
    for (const view of analysedViews(props.lake)) {
      this.warnOfNames(view);
      const resource = this.create(view);
      if (resource) this.made.set(view.key, resource);
    }
  }

  private create({ view, key, sql, columns, bases, ...analysed }: AnalysedView): IDependable | undefined {
    const id = view.database === this.props.database.databaseName ? view.name : key;
    const common = {
      database: this.databaseOf(view.database),
      viewName: view.name,
      sql,
      comment: view.comment,
      dependencies: [
        ...analysed.declaredViews.flatMap((each) => this.made.get(each) ?? []),
        ...this.owningBuckets(bases).flatMap((bucket) => this.props.tablesOf(bucket) ?? []),
      ],
    };
    switch (view.security) {
      case ViewSecurity.INVOKER:
        return new AthenaView(this, id, { ...common, columns: columns.map(({ trinoType: _, ...column }) => column) });
      case ViewSecurity.DEFINER: {
        const definerArn = this.props.definerArn(view.definer ?? '');
        return new ProtectedView(this, id, { ...common, columns, definerArn, bases: bases.map((base) => base.key) });
      }
      case ViewSecurity.ANALYTICAL:
        return undefined;
    }
  }

  /** Buckets whose tables are among the bases; that of an external table may have the same bucket, and waits for nothing. */
  private owningBuckets(bases: AnalysedView['bases']): string[] {
    const own = bases.filter(({ kind, database }) => kind === 'table' && database === this.props.database.databaseName);
    return [...new Set(own.flatMap(({ bucket }) => bucket ?? []))].sort();
  }

  private databaseOf(name: string): IAthenaDatabase {
    const database = this.databases.get(name) ?? AthenaDatabase.fromDatabaseName(this, `${name}-Database`, name);
    this.databases.set(name, database);
    return database;
  }

  private warnOfNames({ view, key }: AnalysedView): void {
    const quoted = JSON.stringify(view.name);
    if (view.name.includes('.')) {
      Annotations.of(this).addWarningV2(
        `cdk-quilt-athena:dottedViewName:${key}`,
        `view ${quoted} has dots in its name. SELECT works on "double-quoted" names, but Athena splits names at dots in ` +
          'SHOW CREATE VIEW and DROP VIEW, and so do some SQL clients. Acknowledge this warning if nobody needs those',
      );
    }
    const { lake, database } = this.props;
    const bucket = lake.buckets.find(({ name }) => view.name.startsWith(`${name}_`));
    if (bucket && fromRelationKey(key).database === database.databaseName) {
      Annotations.of(this).addWarningV2(
        `cdk-quilt-athena:viewNamedAfterBucket:${key}`,
        `view ${quoted} is named like a table of bucket ${bucket.name}: every role that reads the bucket can see its ` +
          `definition, whatever its select says. Choose a name that does not begin with "${bucket.name}_"`,
      );
    }
  }
}
