import { Aws, Fn, type Stack, Token } from 'aws-cdk-lib';
import type { CfnTableProps } from 'aws-cdk-lib/aws-glue';
import type { Column, TableDefinition, ViewDefinition } from './layouts/layout';

/** `AWS::Glue::Table` properties of a table over files. */
export function tableProperties(databaseName: string, table: TableDefinition): CfnTableProps {
  const { storage } = table;
  return {
    catalogId: Aws.ACCOUNT_ID,
    databaseName,
    tableInput: {
      name: table.name,
      description: table.description,
      tableType: 'EXTERNAL_TABLE',
      // Athena requires the empty list of a table that it did not create (docs: AWS::Glue::Table TableInput).
      partitionKeys: [],
      parameters: table.parameters,
      storageDescriptor: {
        columns: glueColumns(table.columns),
        location: storage.location,
        inputFormat: storage.inputFormat,
        outputFormat: storage.outputFormat,
        serdeInfo: { serializationLibrary: storage.serde, parameters: storage.serdeParameters },
      },
    },
  };
}

/** What makes a stored view: its name, columns and query. */
export interface StoredView extends Pick<ViewDefinition, 'name' | 'columns' | 'sql'> {
  /** What the view is for. The table's description stays empty: Trino would take it for the comment that makes a view. */
  readonly comment?: string;
}

/**
 * `AWS::Glue::Table` properties of a view, in the form that Athena itself writes.
 *
 * What makes it a view is the type, `presto_view`, the comment (Trino; hence no description, which would replace it)
 * and the text; a SerDe must be present (trinodb/trino: ViewReaderUtil.java, GlueConverter.java).
 */
export function viewProperties(databaseName: string, view: StoredView, text: string): CfnTableProps {
  return {
    catalogId: Aws.ACCOUNT_ID,
    databaseName,
    tableInput: {
      name: view.name,
      tableType: 'VIRTUAL_VIEW',
      partitionKeys: [],
      parameters: { presto_view: 'true', comment: 'Presto View' },
      viewOriginalText: text,
      viewExpandedText: '/* Presto View */',
      storageDescriptor: {
        columns: glueColumns(view.columns),
        location: '',
        inputFormat: '',
        outputFormat: '',
        serdeInfo: {},
      },
    },
  };
}

/**
 * The definition that the engine reads back on every use of the view.
 *
 * It says neither `owner` nor `runAsInvoker`, as Athena's own views do not: Athena takes the caller's rights then. An
 * owner would mean the owner's rights to Trino, and whether Athena honours `runAsInvoker` is not documented.
 */
export function viewText(stack: Stack, databaseName: string, view: StoredView): string {
  const definition = {
    originalSql: view.sql,
    // In lower case, as the engine compares it (trinodb/trino: ConnectorViewDefinition.java).
    catalog: 'awsdatacatalog',
    schema: databaseName,
    columns: view.columns.map((column) => ({ name: column.name, type: column.trinoType })),
    ...(view.comment !== undefined && { comment: view.comment }),
  };
  const json = JSON.stringify(definition);
  const encoded = Token.isUnresolved(json)
    ? Fn.base64(stack.toJsonString(definition))
    : Buffer.from(json, 'utf8').toString('base64');
  return `/* Presto View: ${encoded} */`;
}

function glueColumns(columns: readonly Column[]) {
  return columns.map(({ name, type, comment }) => ({ name, type, comment }));
}
