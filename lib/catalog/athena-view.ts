import { existsSync, readFileSync } from 'node:fs';
import { Stack, Token } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct, type IDependable } from 'constructs';
import type { ViewColumn } from '../model/lake-views-config';
import { QuiltAthenaValidationError } from '../model/validation-error';
import type { IAthenaDatabase } from './athena-database';
import { databaseToWaitFor } from './database-dependency';
import { checkGlueName } from './glue-name';
import { madeAfter } from './resource-dependency';
import { viewProperties, viewText } from './table-properties';
import { typedColumns } from './view-column';
import { storedSql } from './view-sql';

/** Properties of an `AthenaView`. */
export interface AthenaViewProps {
  /** Database that the view belongs to; tables that its SQL does not qualify are looked up there. */
  readonly database: IAthenaDatabase;

  /** Name of the view, in lower case. Names with other characters than letters, digits and `_` must be quoted. */
  readonly viewName: string;

  /**
   * The query: a SELECT that names its columns. A `;` at the end is dropped.
   *
   * @default - the text of `file`
   */
  readonly sql?: string;

  /**
   * Path of a file with the query, from the directory that the app runs in.
   *
   * @default - `sql`
   */
  readonly file?: string;

  /** Columns of the query's result, in its order. */
  readonly columns: ViewColumn[];

  /**
   * What the view is for.
   *
   * @default - no comment
   */
  readonly comment?: string;

  /**
   * What must exist before the view: usually the constructs of the tables it reads.
   *
   * @default - the database, if it is of the same stack
   */
  readonly dependencies?: IDependable[];
}

/** Longest `ViewOriginalText` of a Glue table, in bytes (docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html). */
const TEXT_LIMIT = 409_600;

/**
 * A view of Athena. Whoever queries it needs access to the view and to everything that its SQL reads.
 *
 * It is a resource like any other: changes show in the diff, and no query runs to create it.
 *
 * @example
 * new AthenaView(this, 'Sizes', {
 *   database,
 *   viewName: 'package_sizes',
 *   sql: 'SELECT pkg_name, sum(size) AS bytes FROM "sales-raw_objects-view" GROUP BY pkg_name',
 *   columns: [
 *     { name: 'pkg_name', type: 'string' },
 *     { name: 'bytes', type: 'bigint', comment: 'sum over the objects' },
 *   ],
 * });
 */
export class AthenaView extends Construct {
  /** Database of the view. */
  public readonly database: IAthenaDatabase;

  /** Name of the view. */
  public readonly viewName: string;

  /** The query as it is stored. */
  public readonly sql: string;

  /** Columns of the view. */
  public readonly columns: ViewColumn[];

  constructor(scope: Construct, id: string, props: AthenaViewProps) {
    super(scope, id);
    const place = this.node.path;
    checkGlueName('a view name', props.viewName, place);
    const columns = typedColumns(props.columns, place);
    this.database = props.database;
    this.viewName = props.viewName;
    this.columns = props.columns;
    this.sql = storedSql(this.read(props), place);

    const stack = Stack.of(this);
    const { databaseName } = props.database;
    const view = { name: props.viewName, sql: this.sql, columns, comment: props.comment };
    const text = viewText(stack, databaseName, view);
    this.checkSize(text);
    const resource = new CfnTable(this, 'Resource', viewProperties(databaseName, view, text));
    const database = databaseToWaitFor(props.database, stack);
    if (database) {
      madeAfter(resource, database);
    }
    resource.node.addDependency(...(props.dependencies ?? []));
  }

  private read({ sql, file }: AthenaViewProps): string {
    if ((sql === undefined) === (file === undefined)) {
      throw this.failure(`a view has either sql or file, found ${sql === undefined ? 'neither' : 'both'}: give one`);
    }
    if (file === undefined) {
      return sql ?? '';
    }
    if (!existsSync(file)) {
      const fix = `check the path, which starts at ${JSON.stringify(process.cwd())}`;
      throw this.failure(`a view's file must exist, found no ${JSON.stringify(file)}: ${fix}`);
    }
    return readFileSync(file, 'utf8');
  }

  private checkSize(text: string): void {
    if (!Token.isUnresolved(text) && text.length > TEXT_LIMIT) {
      const rule = `a view's encoded definition has at most ${TEXT_LIMIT} bytes`;
      throw this.failure(`${rule}, found ${text.length}: split it into views over views`);
    }
  }

  private failure(message: string): QuiltAthenaValidationError {
    return new QuiltAthenaValidationError(message, this.node.path);
  }
}
