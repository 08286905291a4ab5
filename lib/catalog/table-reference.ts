import { Token } from 'aws-cdk-lib';
import type { TableColumn } from '../model/external-table-config';
import { quoteTable } from '../model/quoting';
import { QuiltAthenaValidationError } from '../model/validation-error';
import type { SqlCatalog, SqlTable, SqlView } from '../sql/sql-catalog';
import type { IAthenaDatabase } from './athena-database';
import type { Referred } from './referred';
import { relationKey } from './relation-key';

/** Properties of a `TableReference`. */
export interface TableReferenceProps {
  /** Database of the table. Its name must be known at synth. */
  readonly database: IAthenaDatabase;

  /** Name of the table, in lower case. */
  readonly tableName: string;

  /** Columns of the table in order, partition keys last. */
  readonly columns: TableColumn[];
}

/**
 * A table or view that the SQL of a view refers to.
 *
 * `BucketTables.reference` and `SqlView.reference` give those of the library; any other table is described here.
 *
 * @example
 * TableReference.of({
 *   database,
 *   tableName: 'genes',
 *   columns: [{ name: 'gene_id', type: 'string' }],
 * });
 */
export class TableReference {
  /**
   * A table that the library does not create.
   *
   * @param props what it is
   */
  public static of(props: TableReferenceProps): TableReference {
    const columns = props.columns.map(({ name, type }) => ({ name, hiveType: type }));
    return TableReference._from(props.database, props.tableName, { table: { columns } });
  }

  /** @internal */
  public static _from(database: IAthenaDatabase, tableName: string, referred: Referred): TableReference {
    return new TableReference(database, tableName, referred);
  }

  /** @internal */
  public static _catalog(references: readonly TableReference[]): SqlCatalog {
    const tables = new Map<string, SqlTable>();
    const views = new Map<string, SqlView>();
    const add = ({ _key: key, _referred: { table, view, behind = [] } }: TableReference) => {
      if (table) tables.set(key, table);
      if (view) views.set(key, view);
      behind.forEach(add);
    };
    references.forEach(add);
    return { tables, views };
  }

  /** Name of the database. */
  public readonly databaseName: string;

  /** Name of the table or view. */
  public readonly tableName: string;

  /** The name as a query spells it: `"database"."table"`. */
  public readonly quotedName: string;

  /** @internal */
  public readonly _key: string;

  /** @internal */
  public readonly _referred: Referred;

  private constructor(database: IAthenaDatabase, tableName: string, referred: Referred) {
    if (Token.isUnresolved(database.databaseName) || Token.isUnresolved(tableName)) {
      throw new QuiltAthenaValidationError(
        'the name of a table that SQL refers to must be known at synth, found a token; write it out, or use AthenaView, which does not look into its SQL',
        database.node.path,
      );
    }
    this.databaseName = database.databaseName;
    this.tableName = tableName;
    this.quotedName = quoteTable(this.databaseName, tableName);
    this._key = relationKey(this.databaseName, tableName);
    this._referred = referred;
  }
}
