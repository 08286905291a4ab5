import { type DerivedAccess, isGovernedRole } from '../authorization/derived-access';
import type { PolicyStatement } from '../authorization/policy-statement';
import { bucketStatements, queryStatements } from '../authorization/role-statements';
import { type TabulatorAccess, tabulatorStatements } from '../authorization/tabulator-statements';
import type { Lake, LakeRole } from '../model/lake';
import { ObjectAccess } from '../model/lake-config';
import { PLAN_ENVIRONMENT, RESULTS_BUCKET_ARN, SPILL_BUCKET_ARN, TABULATOR_FUNCTION_ARN } from './deployed-names';

/** Tabulator as the role meets it, or would if it might use it. */
export function tabulatorOf(role: LakeRole, { tabulator }: Lake): TabulatorAccess | undefined {
  return (
    tabulator && {
      catalogName: tabulator.catalogName,
      functionArn: TABULATOR_FUNCTION_ARN,
      spillBucketArn: SPILL_BUCKET_ARN,
      spillPrefix: tabulator.existing?.spillPrefix ?? role.spillPrefix,
    }
  );
}

/** Everything that a role's policies must allow, a Quilt stack's part included: that is what has to work. */
export function statementsOf(role: LakeRole, lake: Lake, access: DerivedAccess): PolicyStatement[] {
  const keys = new Map(lake.buckets.map(({ name, kmsKey }) => [name, kmsKey]));
  const buckets = role.read.map((name) => ({ name, write: role.write.includes(name), kmsKey: keys.get(name) }));
  const rights = {
    databaseName: lake.database.name,
    workgroupName: role.workgroup.name,
    results: { bucketArn: RESULTS_BUCKET_ARN, prefix: role.resultsPrefix, kmsKey: lake.results.kmsKey },
    buckets,
    queriesOnly: role.objects === ObjectAccess.QUERY,
    governed: isGovernedRole(lake, role),
    clients: role.clients,
  };
  const tabulator = role.tabulator ? tabulatorOf(role, lake) : undefined;
  return [
    ...queryStatements(rights, PLAN_ENVIRONMENT),
    ...(buckets.length > 0 ? bucketStatements(rights, buckets, PLAN_ENVIRONMENT) : []),
    ...access.statementsFor(role, PLAN_ENVIRONMENT),
    ...(tabulator ? tabulatorStatements(tabulator, role.clients, PLAN_ENVIRONMENT) : []),
  ].filter(({ Action, Resource }) => Action.length > 0 && Resource.length > 0);
}
