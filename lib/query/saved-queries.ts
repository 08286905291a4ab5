import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { SAVED_QUERIES } from './saved-query-library';

/** Properties of `SavedQueries`. */
export interface SavedQueriesProps {
  /** Workgroup that gets the queries; everybody who may use it sees them. */
  readonly workgroupName: string;

  /** Database with the buckets' views. */
  readonly databaseName: string;

  /** Buckets that the workgroup's role reads: the queries use the first one, or the first two. */
  readonly buckets: string[];
}

/**
 * A small library of queries in a workgroup, for Athena's and Quilt's query editors.
 *
 * @example
 * new SavedQueries(this, 'SavedQueries', {
 *   workgroupName: 'QuiltUserAthena-sales-analyst',
 *   databaseName: 'sales_lake',
 *   buckets: ['sales-raw', 'sales-curated'],
 * });
 */
export class SavedQueries extends Construct {
  /** Names of the queries. */
  public readonly names: string[] = [];

  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    const buckets = [...new Set(props.buckets)];
    if (buckets.length === 0) {
      const message = 'saved queries need at least one bucket, found none: give one that the role reads';
      throw new QuiltAthenaValidationError(message, this.node.path);
    }
    for (const query of SAVED_QUERIES.filter((query) => query.buckets <= buckets.length)) {
      new CfnNamedQuery(this, query.id, {
        workGroup: props.workgroupName,
        database: props.databaseName,
        name: query.name,
        description: query.description,
        queryString: query.sql(props.databaseName, buckets),
      });
      this.names.push(query.name);
    }
  }
}
