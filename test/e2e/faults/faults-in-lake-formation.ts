import { CreateTableCommand } from '@aws-sdk/client-glue';
import {
  DeregisterResourceCommand,
  GrantPermissionsCommand,
  type Permission,
  RegisterResourceCommand,
  type Resource,
  RevokePermissionsCommand,
} from '@aws-sdk/client-lakeformation';
import { dropped, tableInput } from './faults-in-iam';
import type { SeededFault } from './seeded-fault';
import type { VerifiedLake } from './verified-lake';

export const GOVERNED_BUCKET = 'proven-shared';
export const GOVERNED_DATABASE = 'proven_governed';
const PACKAGES = { Table: { DatabaseName: GOVERNED_DATABASE, Name: `${GOVERNED_BUCKET}_packages` } };
const VIEW = { Table: { DatabaseName: GOVERNED_DATABASE, Name: 'names' } };
const MANIFESTS = `${GOVERNED_BUCKET}_manifests`;

const permission = (principal: string, resource: Resource, ...permissions: Permission[]) => ({
  Principal: { DataLakePrincipalIdentifier: principal },
  Resource: resource,
  Permissions: permissions,
});

type Asked = ReturnType<typeof permission>;
export const grant = (lake: VerifiedLake, asked: Asked) => lake.lakeFormation.send(new GrantPermissionsCommand(asked));
const revoke = (lake: VerifiedLake, asked: Asked) => lake.lakeFormation.send(new RevokePermissionsCommand(asked));

/** The grant that lets the analyst use the view. */
export const onView = (lake: VerifiedLake) => permission(lake.roleArn('analyst'), VIEW, 'SELECT');
/** A grant that nobody declared. */
const undeclared = (lake: VerifiedLake) => permission(lake.roleArn('scientist'), PACKAGES, 'DROP');

export async function revoked(lake: VerifiedLake) {
  await revoke(lake, onView(lake));
  return () => grant(lake, onView(lake));
}

export async function added(lake: VerifiedLake) {
  await grant(lake, undeclared(lake));
  return () => revoke(lake, undeclared(lake));
}

/** What is done to a lake that Lake Formation governs. */
export const FAULTS_IN_LAKE_FORMATION: readonly SeededFault[] = [
  {
    name: 'grant revoked by hand',
    seed: revoked,
    detected: {
      kind: 'grant-lost',
      role: 'analyst',
      subject: /^SELECT on proven_governed\.names/,
      found: /no grant gives it/,
      fix: /verify --repair/,
    },
  },
  {
    name: 'grant added by hand',
    seed: added,
    detected: {
      kind: 'grant-added',
      role: 'scientist',
      subject: /^DROP on proven_governed\.proven-shared_packages/,
      found: /it is allowed/,
      fix: /declare it under grants .* or have an administrator revoke it/,
    },
  },
  {
    name: 'IAM_ALLOWED_PRINCIPALS appears on a table',
    seed: async (lake) => {
      const everybody = permission('IAM_ALLOWED_PRINCIPALS', PACKAGES, 'ALL');
      await grant(lake, everybody);
      return () => revoke(lake, everybody);
    },
    detected: {
      kind: 'lake-formation',
      subject: /governs proven_governed\.proven-shared_packages/,
      found: /it is not so/,
      fix: /^aws lakeformation revoke-permissions .*IAM_ALLOWED_PRINCIPALS/,
    },
  },
  {
    name: 'location of the data no longer registered',
    seed: async (lake) => {
      const ResourceArn = `arn:aws:s3:::${GOVERNED_BUCKET}`;
      await lake.lakeFormation.send(new DeregisterResourceCommand({ ResourceArn }));
      return () => lake.lakeFormation.send(new RegisterResourceCommand({ ResourceArn, UseServiceLinkedRole: true }));
    },
    detected: { kind: 'lake-formation', found: /it is not so/, fix: /^aws lakeformation register-resource / },
  },
  {
    // The last: what it costs is granted again by `verify --repair`, which is shown after it.
    name: 'table dropped and made again: its grants are gone',
    seed: async (lake) => {
      const input = await tableInput(lake.glue, GOVERNED_DATABASE, MANIFESTS);
      await dropped(lake.glue, GOVERNED_DATABASE, MANIFESTS);
      await lake.glue.send(new CreateTableCommand({ DatabaseName: GOVERNED_DATABASE, TableInput: input }));
      return async () => {};
    },
    detected: {
      kind: 'grant-lost',
      role: 'analyst',
      subject: /proven_governed\.proven-shared_manifests/,
      found: /no grant gives it/,
      fix: /verify --repair/,
    },
  },
];
