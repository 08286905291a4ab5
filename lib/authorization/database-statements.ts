import { type AwsEnvironment, arnsIn } from './aws-environment';
import type { Grant, Privilege } from './grant';
import { normalisedGrants } from './normalise';
import { actionsFor } from './object-actions';
import { allow, type PolicyStatement } from './policy-statement';
import { VIA_ATHENA } from './role-statements';
import { TABLE_PRIVILEGE_ACTIONS } from './rules/privilege-actions';

/** ALL on a database, in IAM: every Glue call on its tables (their data is another matter). */
const ALL_ON_TABLES = Object.values(TABLE_PRIVILEGE_ACTIONS).flatMap(({ glue }) => glue);

/** The IAM half of a principal's grants on databases, one statement a database; DESCRIBE alone is in its query policy. */
export function databaseStatements(
  grants: readonly Grant[],
  principal: string,
  aws: AwsEnvironment,
): PolicyStatement[] {
  const arns = arnsIn(aws);
  const own = normalisedGrants(grants).filter((g) => g.principal === principal && g.table === undefined);
  return own
    .filter(({ privileges }) => privileges.some((p) => p !== 'DESCRIBE'))
    .map(({ database, privileges }, i) =>
      allow(
        `ChangeDatabase${i || ''}`,
        privileges.flatMap((privilege) => actionsOf(privilege, database)),
        [
          arns.catalog,
          arns.database(database),
          arns.table(database, '*'),
          // Deleting a database takes rights on everything in it (AWS Glue Developer Guide: glue-specifying-resource-arns).
          ...(privileges.some((p) => p === 'ALL' || p === 'DROP') ? [functionsOf(database, arns.catalog)] : []),
        ],
        VIA_ATHENA,
      ),
    );
}

function actionsOf(privilege: Privilege, database: string): string[] {
  const actions = actionsFor(privilege, { database, hasData: false }, false);
  return privilege === 'ALL' ? [...actions, ...ALL_ON_TABLES] : actions;
}

function functionsOf(database: string, catalogArn: string): string {
  return `${catalogArn.slice(0, -'catalog'.length)}userDefinedFunction/${database}/*`;
}
