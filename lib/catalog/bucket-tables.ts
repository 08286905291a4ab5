import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { bucketNameProblem } from '../model/bucket-name';
import { unknownValue } from '../model/unknown-value';
import { QuiltAthenaValidationError } from '../model/validation-error';
import type { IAthenaDatabase } from './athena-database';
import { databaseToWaitFor } from './database-dependency';
import { sqlColumns } from './lake-catalog';
import { madeAfter } from './resource-dependency';
import { TableLayout } from './table-layout';
import { tableProperties, viewProperties, viewText } from './table-properties';
import { TableReference } from './table-reference';

/** Properties of `BucketTables`. */
export interface BucketTablesProps {
  /** Database that the tables and views belong to. */
  readonly database: IAthenaDatabase;

  /** Name of the S3 bucket with packages. It may be of another account, and is never changed. */
  readonly bucketName: string;

  /**
   * Sets of tables and views to create.
   *
   * @default [TableLayout.CLASSIC]
   */
  readonly layouts?: TableLayout[];
}

/**
 * The tables and views through which SQL sees a bucket's packages.
 *
 * @example
 * const tables = new BucketTables(this, 'sales-raw', { database, bucketName: 'sales-raw' });
 * tables.views; // ['sales-raw_packages-view', 'sales-raw_objects-view']
 */
export class BucketTables extends Construct {
  /** Names of the tables. */
  public readonly tables: string[] = [];

  /** Names of the views. */
  public readonly views: string[] = [];

  private readonly bucketName: string;
  /** Made when asked for: most tables are never referred to, and a database's name may be a token. */
  private readonly references = new Map<string, () => TableReference>();

  constructor(scope: Construct, id: string, props: BucketTablesProps) {
    super(scope, id);
    const layouts = props.layouts ?? [TableLayout.CLASSIC];
    this.bucketName = props.bucketName;
    this.check(props.bucketName, layouts);
    this.warnOfDots(props.bucketName);
    for (const layout of layouts) {
      this.create(layout, props.database, props.bucketName);
    }
  }

  /**
   * A table or view of the bucket as the SQL of a view refers to it.
   *
   * @param name its name, or what follows the bucket in it: `packages`, `manifests`, `packages-view`, `objects-view`
   */
  public reference(name: string): TableReference {
    const known = [...this.references.keys()];
    const found = this.references.get(name) ?? this.references.get(`${this.bucketName}_${name}`);
    if (found) return found();
    const short = known.map((each) => each.slice(this.bucketName.length + 1));
    throw new QuiltAthenaValidationError(
      unknownValue('table', name, short, { knownAs: 'of the bucket' }),
      this.node.path,
    );
  }

  private create({ _layout: layout }: TableLayout, database: IAthenaDatabase, bucket: string): void {
    const stack = Stack.of(this);
    const waitFor = databaseToWaitFor(database, stack);
    const { databaseName } = database;
    const resources = new Map<string, CfnTable>();
    for (const table of layout.tables(bucket)) {
      const resource = new CfnTable(this, table.id, tableProperties(databaseName, table));
      if (waitFor) {
        madeAfter(resource, waitFor);
      }
      resources.set(table.id, resource);
      this.tables.push(table.name);
      const columns = { columns: sqlColumns(table.columns) };
      this.references.set(table.name, () =>
        TableReference._from(database, table.name, { table: columns, dependencies: [resource] }),
      );
    }
    for (const view of layout.views(databaseName, bucket)) {
      const text = viewText(stack, databaseName, view);
      const resource = new CfnTable(this, view.id, viewProperties(databaseName, view, text));
      for (const table of view.reads) {
        const read = resources.get(table);
        if (!read) {
          throw new Error(`layout ${layout.name}: view ${view.id} reads ${table}, which is no table of it`);
        }
        madeAfter(resource, read);
      }
      this.views.push(view.name);
      this.references.set(view.name, () => {
        const behind = this.tables.map((table) => this.reference(table));
        return TableReference._from(database, view.name, { view: { sql: view.sql }, behind, dependencies: [resource] });
      });
    }
  }

  private check(bucket: string, layouts: TableLayout[]): void {
    const fail = (message: string) => new QuiltAthenaValidationError(message, this.node.path);
    if (Token.isUnresolved(bucket)) {
      throw fail(
        'a bucket name must be known at synth, found a token: write it out, because table names are made of it',
      );
    }
    const problem = bucketNameProblem(bucket);
    if (problem) {
      throw fail(problem);
    }
    const names = layouts.map((layout) => layout.name);
    if (new Set(names).size !== names.length || names.length === 0) {
      throw fail(`layouts must be at least one and different, found [${names.join(', ')}]: name each layout once`);
    }
  }

  private warnOfDots(bucket: string): void {
    if (bucket.includes('.')) {
      Annotations.of(this).addWarningV2(
        'cdk-quilt-athena:dottedBucketName',
        `bucket ${JSON.stringify(bucket)} has dots in its name, and so have its tables. SELECT works on "double-quoted" ` +
          'names, but Athena splits names at dots in SHOW CREATE TABLE, DROP TABLE and partition statements, and so do ' +
          'some SQL clients. Acknowledge this warning if nobody needs those',
      );
    }
  }
}
