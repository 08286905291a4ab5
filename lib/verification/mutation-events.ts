/** Calls that can change access, by the service that CloudTrail records them for. */
export interface MutationEvents {
  /** Source in EventBridge. */
  readonly source: string;
  /** Source in CloudTrail. */
  readonly eventSource: string;
  readonly eventNames: readonly string[];
  /** Whether requests name a database, so that those of other databases can be left out. */
  readonly ofDatabases: boolean;
}

/** After each of these a lake is verified again (EventBridge User Guide: eb-service-event-cloudtrail). */
export const MUTATION_EVENTS: readonly MutationEvents[] = [
  {
    source: 'aws.lakeformation',
    eventSource: 'lakeformation.amazonaws.com',
    eventNames: [
      'AddLFTagsToResource',
      'BatchGrantPermissions',
      'BatchRevokePermissions',
      'CreateDataCellsFilter',
      'CreateLakeFormationOptIn',
      'DeleteDataCellsFilter',
      'DeleteLakeFormationOptIn',
      'DeregisterResource',
      'GrantPermissions',
      'PutDataLakeSettings',
      'RegisterResource',
      'RemoveLFTagsFromResource',
      'RevokePermissions',
      'UpdateResource',
    ],
    ofDatabases: false,
  },
  {
    source: 'aws.glue',
    eventSource: 'glue.amazonaws.com',
    eventNames: ['BatchDeleteTable', 'CreateTable', 'DeleteTable', 'UpdateTable'],
    ofDatabases: true,
  },
];
