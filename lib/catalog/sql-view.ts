import { Token } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct, type IDependable } from 'constructs';
import { type ViewColumn, ViewSecurity } from '../model/lake-views-config';
import { unknownValue } from '../model/unknown-value';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { checkDefinerReads } from '../views/definer-limits';
import { type AnalysedQuery, analysedQuery } from '../views/query-analysis';
import { viewAsRead } from '../views/view-as-read';
import { ViewMistake } from '../views/view-mistake';
import type { IAthenaDatabase } from './athena-database';
import { AthenaView } from './athena-view';
import { checkGlueName } from './glue-name';
import { sqlColumns } from './lake-catalog';
import { fillPlaceholders } from './placeholders';
import { ProtectedView } from './protected-view';
import { TableReference } from './table-reference';
import type { ViewQuery } from './view-query';

/** Properties of a `SqlView`. */
export interface SqlViewProps {
  /** Database that the view belongs to; tables that its SQL does not qualify are looked up there. Its name must be known at synth. */
  readonly database: IAthenaDatabase;

  /** Name of the view, in lower case. Names with other characters than letters, digits and `_` must be quoted. */
  readonly viewName: string;

  /** The query, as text or from a file. `*` is written out when the view is stored. */
  readonly query: ViewQuery;

  /**
   * The tables and views that the query reads, each by the name of its placeholder: `${manifests}`.
   *
   * The query may also spell their names.
   *
   * @default - none: the query reads no table
   */
  readonly references?: { readonly [placeholder: string]: TableReference };

  /**
   * Columns of the query's result, in its order.
   *
   * @default - worked out from the query, where the type of every column is known
   */
  readonly columns?: ViewColumn[];

  /**
   * Whose rights a query of the view uses: `INVOKER` or `DEFINER`.
   *
   * @default ViewSecurity.INVOKER
   */
  readonly security?: ViewSecurity;

  /**
   * Role whose rights a `DEFINER` view uses.
   *
   * @default - none; a definer view must have one
   */
  readonly definer?: IRole;

  /**
   * What the view is for.
   *
   * @default - no comment
   */
  readonly comment?: string;

  /**
   * What must exist before the view, beside what `references` names.
   *
   * @default - nothing more
   */
  readonly dependencies?: IDependable[];
}

/**
 * A view whose columns, base tables and order of deployment are worked out from its SQL.
 *
 * A query that names an unknown table or column, or whose columns are not the declared ones, fails the synth: Glue and
 * CloudFormation store any text, and a wrong one would fail only when the view is used.
 *
 * @example
 * const tables = new BucketTables(this, 'sales-raw', { database, bucketName: 'sales-raw' });
 * new SqlView(this, 'Large', {
 *   database,
 *   viewName: 'large_objects',
 *   query: ViewQuery.fromText('SELECT logical_key, size FROM ${manifests} WHERE size > 1000000000'),
 *   references: { manifests: tables.reference('manifests') },
 * });
 */
export class SqlView extends Construct {
  /** Database of the view. */
  public readonly database: IAthenaDatabase;

  /** Name of the view. */
  public readonly viewName: string;

  /** The query as it is stored. */
  public readonly sql: string;

  /** Columns of the view. */
  public readonly columns: ViewColumn[];

  /** `database.table` of every table that the view reads, views among its references expanded. */
  public readonly baseTables: string[];

  /** The view as other views refer to it. */
  public readonly reference: TableReference;

  constructor(scope: Construct, id: string, props: SqlViewProps) {
    super(scope, id);
    this.check(props);
    const references = Object.values(props.references ?? {});
    const { sql, columns, lineage } = this.analysed(props);
    this.database = props.database;
    this.viewName = props.viewName;
    this.sql = sql;
    this.columns = columns.map(({ name, type, comment }) => ({ name, type, comment }));
    this.baseTables = [...lineage.tables];

    const { definer } = props;
    const dependencies = [
      ...references.flatMap((reference) => reference._referred.dependencies ?? []),
      ...(props.dependencies ?? []),
    ];
    const common = { database: this.database, viewName: this.viewName, sql, comment: props.comment, dependencies };
    if (definer) {
      const bases = this.baseTables;
      new ProtectedView(this, 'Resource', { ...common, columns, definerArn: definer.roleArn, bases });
    } else {
      new AthenaView(this, 'Resource', { ...common, columns: this.columns });
    }
    this.reference = TableReference._from(this.database, this.viewName, {
      ...(definer
        ? { table: { columns: sqlColumns(columns) }, isProtected: true }
        : { view: viewAsRead(sql, columns, this.database.databaseName) }),
      behind: references,
      dependencies: [this],
    });
  }

  private analysed({ query, references = {}, database, columns, definer }: SqlViewProps): AnalysedQuery {
    const filled = fillPlaceholders(query.text, (name) => {
      const reference = references[name];
      if (reference) return reference.quotedName;
      throw this.failure(unknownValue('placeholder', name, Object.keys(references), { knownAs: 'in references' }));
    });
    try {
      const catalog = TableReference._catalog(Object.values(references));
      const analysed = analysedQuery(filled.text, catalog, database.databaseName, columns);
      if (definer) {
        const { tables, views } = analysed.lineage;
        const shielded = Object.values(references)
          .filter((each) => each._referred.isProtected)
          .map((each) => each._key);
        checkDefinerReads([...views, ...shielded.filter((key) => tables.includes(key))], tables.length);
      }
      return analysed;
    } catch (error) {
      if (!(error instanceof ViewMistake)) throw error;
      const { line, column } = error.at ? filled.writtenAt(error.at) : { line: 0, column: 0 };
      const where = error.at
        ? query.file
          ? `${query.file}:${line}:${column}: `
          : `line ${line}, column ${column}: `
        : '';
      throw this.failure(`${where}${error.message}`);
    }
  }

  private check({ database, viewName, security = ViewSecurity.INVOKER, definer }: SqlViewProps): void {
    checkGlueName('a view name', viewName, this.node.path);
    if (Token.isUnresolved(database.databaseName)) {
      throw this.failure(
        'the database of a view must have a name that is known at synth, found a token; write it out, or use AthenaView, which does not look into its SQL',
      );
    }
    if (security === ViewSecurity.ANALYTICAL) {
      throw this.failure(
        'an analytical view is declared in the lake, found one as a construct; use views of QuiltAthena',
      );
    }
    if ((security === ViewSecurity.DEFINER) !== (definer !== undefined)) {
      throw this.failure(
        definer
          ? 'a definer is for views with ViewSecurity.DEFINER, found one beside INVOKER; set security, or leave it out'
          : 'a definer view must name the role whose rights it uses, found no definer; set definer',
      );
    }
  }

  private failure(message: string): QuiltAthenaValidationError {
    return new QuiltAthenaValidationError(message, this.node.path);
  }
}
