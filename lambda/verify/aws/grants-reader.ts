import {
  GetDataLakeSettingsCommand,
  type LakeFormationClient,
  ListPermissionsCommand,
} from '@aws-sdk/client-lakeformation';
import { resourceOf } from '../../../lib/access/administrator-step';
import { lakeFormationPort } from '../../grants/aws/lake-formation';
import type { PermissionEntry } from '../../grants/lake-formation-form';
import type { GrantsReader } from '../ports';

/** `caller` is the ARN of whoever asks, of a role or of its session. */
export function grantsReader(client: LakeFormationClient, catalogId: string, caller: string): GrantsReader {
  const { permissionsOf, settings, locations, optIns } = lakeFormationPort(client, catalogId);
  return {
    permissionsOf,
    settings,
    locations,
    optIns,
    async effective(principal, object) {
      const found: PermissionEntry[] = [];
      let token: string | undefined;
      // An empty page with a token is followed by others.
      do {
        const page = await client.send(
          new ListPermissionsCommand({
            CatalogId: catalogId,
            Principal: { DataLakePrincipalIdentifier: principal },
            Resource: resourceOf(object),
            NextToken: token,
          }),
        );
        found.push(...((page.PrincipalResourcePermissions ?? []) as PermissionEntry[]));
        token = page.NextToken;
      } while (token);
      return found;
    },
    async seesEverything() {
      const { DataLakeSettings } = await client.send(new GetDataLakeSettingsCommand({ CatalogId: catalogId }));
      const { DataLakeAdmins = [], ReadOnlyAdmins = [] } = DataLakeSettings ?? {};
      const own = nameOf(caller);
      return [...DataLakeAdmins, ...ReadOnlyAdmins].some(
        ({ DataLakePrincipalIdentifier: arn = '' }) => arn === caller || nameOf(arn) === own,
      );
    },
  };
}

/** A session's ARN lacks the path that its role's has (IAM User Guide: reference_identifiers). */
function nameOf(arn: string): string {
  const [, , , , account, resource = ''] = arn.split(':');
  const [kind, ...path] = resource.split('/');
  const name = kind === 'assumed-role' ? path[0] : path.at(-1);
  return `${account}/${kind === 'assumed-role' ? 'role' : kind}/${name}`;
}
