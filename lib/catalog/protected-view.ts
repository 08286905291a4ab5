import { Annotations, Aws, Stack } from 'aws-cdk-lib';
import { CfnTable, type CfnTableProps } from 'aws-cdk-lib/aws-glue';
import { Construct, type IDependable } from 'constructs';
import type { IAthenaDatabase } from './athena-database';
import { databaseToWaitFor } from './database-dependency';
import type { Column } from './layouts/layout';
import { fromRelationKey } from './relation-key';
import { madeAfter } from './resource-dependency';

/** Properties of a `ProtectedView`. */
export interface ProtectedViewProps {
  readonly database: IAthenaDatabase;
  readonly viewName: string;
  /** One SELECT without `*`. */
  readonly sql: string;
  readonly columns: readonly Column[];
  /** ARN of the role whose rights the view uses. */
  readonly definerArn: string;
  /** `database.table` of the tables it reads. */
  readonly bases: readonly string[];
  readonly comment?: string;
  readonly dependencies?: readonly IDependable[];
}

/**
 * A protected view of the Glue Data Catalog: Lake Formation asks its readers for nothing but the view itself.
 *
 * Athena's dialect takes no `ViewExpandedText` (hashicorp/terraform-provider-aws#49419), and a storage descriptor only
 * where no connection validates the query (#49156).
 */
export class ProtectedView extends Construct {
  constructor(scope: Construct, id: string, props: ProtectedViewProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const resource = new CfnTable(this, 'Resource', protectedViewProperties(stack, props));
    const database = databaseToWaitFor(props.database, stack);
    if (database) madeAfter(resource, database);
    resource.node.addDependency(...(props.dependencies ?? []));
    Annotations.of(this).addWarningV2(
      'cdk-quilt-athena:definerView',
      `definer view ${JSON.stringify(props.viewName)} is experimental: CloudFormation's support of protected views is young, ` +
        'and nothing validates its query when it is created. It needs Lake Formation to govern its tables, and its ' +
        'definer to hold SELECT with grant option on all of each. Acknowledge this warning if you know both',
    );
  }
}

function protectedViewProperties(stack: Stack, props: ProtectedViewProps): CfnTableProps {
  const { columns, comment } = props;
  return {
    catalogId: Aws.ACCOUNT_ID,
    databaseName: props.database.databaseName,
    tableInput: {
      name: props.viewName,
      ...(comment !== undefined && { description: comment }),
      tableType: 'VIRTUAL_VIEW',
      partitionKeys: [],
      viewDefinition: {
        isProtected: true,
        definer: props.definerArn,
        subObjects: props.bases.map((key) => tableArn(stack, key)),
        representations: [{ dialect: 'ATHENA', dialectVersion: '3', viewOriginalText: props.sql }],
      },
      storageDescriptor: {
        columns: columns.map(({ name, type, comment: about }) => ({ name, type, comment: about })),
        location: '',
        inputFormat: '',
        outputFormat: '',
        serdeInfo: {},
      },
    },
  };
}

function tableArn(stack: Stack, key: string): string {
  const { database, name } = fromRelationKey(key);
  return stack.formatArn({ service: 'glue', resource: 'table', resourceName: `${database}/${name}` });
}
