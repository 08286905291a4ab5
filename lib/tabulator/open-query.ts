import { Size } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { environmentOf } from '../access/environment-of';
import { policyDocument } from '../authorization/policy-statement';
import { queryStatements } from '../authorization/role-statements';
import { type TabulatorAccess, tabulatorStatements } from '../authorization/tabulator-statements';
import { DEFAULT_CLIENTS, DEFAULT_CUTOFF } from '../model/lake';
import { OPEN_QUERY, openQueryWorkgroupName, resultsPrefix } from '../model/names';
import type { ResultsBucket } from '../query/results-bucket';
import { Workgroup } from '../query/workgroup';

/** What an open query is made of. */
export interface OpenQueryProps {
  readonly stackName: string;
  readonly databaseName: string;
  readonly results: ResultsBucket;
  /** Bytes one query may scan; 0: no limit. */
  readonly bytesScannedCutoff?: number;
  readonly access: TabulatorAccess;
}

/**
 * Tabulator for principals that are no role of the lake: a workgroup, and a policy that nobody has until somebody attaches
 * it. Whoever has it reads every table of the connector.
 */
export class OpenQuery extends Construct {
  public readonly workgroup: Workgroup;
  public readonly policy: CfnManagedPolicy;

  constructor(scope: Construct, id: string, props: OpenQueryProps) {
    super(scope, id);
    const prefix = resultsPrefix(OPEN_QUERY);
    this.workgroup = new Workgroup(this, 'Workgroup', {
      workgroupName: openQueryWorkgroupName(props.stackName),
      results: props.results,
      resultsPrefix: prefix,
      bytesScannedCutoff: Size.bytes(props.bytesScannedCutoff ?? DEFAULT_CUTOFF),
      description: `Queries of Tabulator tables of ${props.stackName} by principals that are no role of it`,
    });
    const aws = environmentOf(this);
    this.policy = new CfnManagedPolicy(this, 'Policy', {
      description: `Queries of all Tabulator tables of ${props.stackName}`,
      policyDocument: policyDocument([
        ...queryStatements(
          {
            databaseName: props.databaseName,
            workgroupName: this.workgroup.workgroupName,
            results: {
              bucketArn: this.workgroup.resultsBucketArn,
              prefix,
              kmsKey: this.workgroup.resultsKeyArn,
            },
            buckets: [],
            queriesOnly: true,
            clients: DEFAULT_CLIENTS,
          },
          aws,
        ),
        ...tabulatorStatements(props.access, DEFAULT_CLIENTS, aws),
      ]),
    });
  }
}
