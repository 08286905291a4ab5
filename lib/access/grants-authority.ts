import { Stack } from 'aws-cdk-lib';
import { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation';
import type { Construct } from 'constructs';
import { madeAfter } from '../catalog/resource-dependency';
import { type AdministratorStep, authoritySteps, defaultDatabaseStep } from './administrator-step';

/**
 * The one grant that lets the grants role grant, made by the stack: the deploying role is an administrator of Lake
 * Formation. One after the other, as Lake Formation refuses concurrent changes (aws/aws-cdk#36215).
 */
export function grantAuthority(
  scope: Construct,
  roleArn: string,
  databases: readonly string[],
  defaultDatabase: boolean,
): CfnPrincipalPermissions[] {
  const steps = [
    ...databases.flatMap((database) => authoritySteps(roleArn, database)),
    ...(defaultDatabase ? [defaultDatabaseStep(roleArn)] : []),
  ];
  const made = steps.map((step) => new CfnPrincipalPermissions(scope, idOf(step), permissionsOf(scope, step)));
  for (const [i, each] of made.entries()) if (i > 0) madeAfter(each, made[i - 1]);
  return made;
}

interface StepInput {
  readonly Principal: { readonly DataLakePrincipalIdentifier: string };
  readonly Resource: {
    readonly Database?: { readonly Name: string };
    readonly Table?: { readonly DatabaseName: string };
  };
  readonly Permissions: string[];
  readonly PermissionsWithGrantOption: string[];
}

const inputOf = (step: AdministratorStep) => step.input as unknown as StepInput;

function idOf(step: AdministratorStep): string {
  const { Database, Table } = inputOf(step).Resource;
  return Table ? `Authority-${Table.DatabaseName}-Tables` : `Authority-${Database?.Name}`;
}

function permissionsOf(scope: Construct, step: AdministratorStep) {
  const { Principal, Resource, Permissions, PermissionsWithGrantOption } = inputOf(step);
  const catalogId = Stack.of(scope).account;
  const { Database, Table } = Resource;
  return {
    catalog: catalogId,
    principal: { dataLakePrincipalIdentifier: Principal.DataLakePrincipalIdentifier },
    resource: {
      database: Database ? { catalogId, name: Database.Name } : undefined,
      table: Table ? { catalogId, databaseName: Table.DatabaseName, tableWildcard: {} } : undefined,
    },
    permissions: Permissions,
    permissionsWithGrantOption: PermissionsWithGrantOption,
  };
}
