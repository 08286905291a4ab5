import { Annotations, CfnOutput, Duration, Size, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { environmentOf } from '../access/environment-of';
import type { QueryRole } from '../access/query-role';
import { arnsIn, WORST_CASE } from '../authorization/aws-environment';
import { type TabulatorAccess, tabulatorStatements, worstCaseTabulator } from '../authorization/tabulator-statements';
import type { Lake, LakeRole } from '../model/lake';
import type { LakeTabulator } from '../model/lake-tabulator';
import { OPEN_QUERY, pathSafe, spillPrefix } from '../model/names';
import type { ResultsBucket } from '../query/results-bucket';
import { tableConfigOf } from './definition/definition-from';
import { OpenQuery } from './open-query';
import { TabulatorConnector } from './tabulator-connector';

/** What Tabulator is added to. */
export interface LakeTabulatorTarget {
  readonly lake: Lake;
  readonly queryRole: (name: string) => QueryRole;
  readonly results: ResultsBucket;
}

/** What a lake with Tabulator of its own has. */
export interface LakeTabulatorParts {
  readonly connector: TabulatorConnector;
  readonly openQuery?: OpenQuery;
}

/** Adds the connector, or refers to that of a Quilt stack, and lets roles use it. */
export function addLakeTabulator(scope: Construct, target: LakeTabulatorTarget): LakeTabulatorParts | undefined {
  const { tabulator } = target.lake;
  if (!tabulator) return undefined;
  const users = target.lake.roles.filter((role) => role.tabulator);
  new CfnOutput(Stack.of(scope), 'TabulatorDataCatalogName', {
    value: tabulator.catalogName,
    description: 'Data catalog of the tables over files in packages',
  });
  if (tabulator.existing) {
    useExisting(scope, tabulator, tabulator.existing, users, target);
    return undefined;
  }
  const connector = newConnector(scope, tabulator, users, target);
  const output = (id: string, value: string, description: string) =>
    new CfnOutput(Stack.of(scope), id, { value, description });
  const { role, handler, spill } = connector;
  output(
    'TabulatorRoleArn',
    role.roleArn,
    'Role that reads files of Tabulator tables, for bucket policies of other accounts',
  );
  output('TabulatorFunctionArn', handler.functionArn, 'Function of Tabulator tables');
  output('TabulatorSpillBucketName', spill.bucket.bucketName, 'Rows that do not fit into the answers of that function');
  const access = (prefix: string): TabulatorAccess => ({
    catalogName: tabulator.catalogName,
    functionArn: connector.handler.functionArn,
    spillBucketArn: connector.spill.bucket.bucketArn,
    spillPrefix: prefix,
  });
  for (const role of users) letUse(scope, role, access(role.spillPrefix), target);
  return {
    connector,
    openQuery: tabulator.openQuery ? newOpenQuery(scope, access(spillPrefix(OPEN_QUERY)), target) : undefined,
  };
}

function newConnector(
  scope: Construct,
  { catalogName, buckets, callerCheck, memorySize, timeoutSeconds }: LakeTabulator,
  users: readonly LakeRole[],
  { lake, queryRole }: LakeTabulatorTarget,
): TabulatorConnector {
  const keys = lake.buckets.flatMap(({ name, kmsKey }) => (kmsKey ? [[name, kmsKey]] : []));
  const tables = Object.entries(buckets).map(([bucket, each]) => [
    bucket,
    Object.fromEntries(Object.entries(each).map(([name, definition]) => [name, tableConfigOf(definition)])),
  ]);
  return new TabulatorConnector(scope, 'Tabulator', {
    catalogName,
    tables: Object.fromEntries(tables),
    bucketKeys: Object.fromEntries(keys),
    callers: Object.fromEntries(
      users
        .filter((role) => role.spillPrefix === spillPrefix(role.name))
        .map((role) => [pathSafe(role.name), queryRole(role.name).role?.roleName ?? roleNameIn(role.arn ?? '')]),
    ),
    callerCheck,
    memorySize: Size.mebibytes(memorySize),
    timeout: Duration.seconds(timeoutSeconds),
    kmsKeyArn: lake.results.kmsKey,
  });
}

/** Of a role that Quilt attaches policies to, only the ARN is known. */
function roleNameIn(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}

function newOpenQuery(scope: Construct, access: TabulatorAccess, { lake, results }: LakeTabulatorTarget): OpenQuery {
  const openQuery = new OpenQuery(scope, 'TabulatorOpenQuery', {
    stackName: lake.stackName,
    databaseName: lake.database.name,
    results,
    access,
  });
  const output = (id: string, value: string, description: string) =>
    new CfnOutput(Stack.of(scope), id, { value, description });
  // Quilt's names (quiltdata/knowledge-base:iam-policy-qa/template.cft).
  output('TabulatorOpenQueryWorkGroup', openQuery.workgroup.workgroupName, 'Workgroup of the open query');
  output('TabulatorOpenQueryPolicyArn', openQuery.policy.ref, 'Policy for principals that may use the open query');
  return openQuery;
}

function useExisting(
  scope: Construct,
  { catalogName }: LakeTabulator,
  existing: NonNullable<LakeTabulator['existing']>,
  users: readonly LakeRole[],
  target: LakeTabulatorTarget,
): void {
  Annotations.of(scope).addInfoV2(
    'cdk-quilt-athena:existingTabulator',
    `what roles read through ${catalogName} is decided by the Quilt stack it belongs to, not by read of the roles; its open query must be on for roles without a Quilt session`,
  );
  const access = {
    catalogName,
    functionArn: existing.functionArn,
    spillBucketArn: arnsIn(environmentOf(scope)).bucket(existing.spillBucket),
    spillPrefix: existing.spillPrefix,
  };
  for (const role of users) letUse(scope, role, access, target);
}

function letUse(scope: Construct, role: LakeRole, access: TabulatorAccess, { queryRole }: LakeTabulatorTarget): void {
  const worstCase = worstCaseTabulator(access.catalogName, access.spillPrefix, WORST_CASE);
  queryRole(role.name)._allow(
    'Tabulator',
    tabulatorStatements(access, role.clients, environmentOf(scope)),
    tabulatorStatements(worstCase, role.clients, WORST_CASE),
  );
}
