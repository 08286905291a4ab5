import {
  BatchGrantPermissionsCommand,
  type BatchPermissionsRequestEntry,
  BatchRevokePermissionsCommand,
  GetDataLakeSettingsCommand,
  type LakeFormationClient,
  ListLakeFormationOptInsCommand,
  ListPermissionsCommand,
  ListResourcesCommand,
} from '@aws-sdk/client-lakeformation';
import type { PermissionEntry } from '../lake-formation-form';
import type { LakeFormationPort } from '../ports';

/** The most Lake Formation gives at a time. */
const PAGE = 1_000;

/** `catalogId` is the account's number. */
export function lakeFormationPort(client: LakeFormationClient, catalogId: string): LakeFormationPort {
  return {
    async change(kind, entries) {
      const request = {
        CatalogId: catalogId,
        Entries: entries.map((entry, i) => ({ ...entry, Id: String(i) }) as BatchPermissionsRequestEntry),
      };
      const { Failures = [] } = await (kind === 'grant'
        ? client.send(new BatchGrantPermissionsCommand(request))
        : client.send(new BatchRevokePermissionsCommand(request)));
      return Failures.map(({ RequestEntry, Error: error }) => ({
        index: Number(RequestEntry?.Id),
        code: error?.ErrorCode ?? 'Unknown',
        message: error?.ErrorMessage ?? '',
      }));
    },
    async permissionsOf(principal) {
      return paged<PermissionEntry>(async (NextToken) => {
        const page = await client.send(
          new ListPermissionsCommand({
            CatalogId: catalogId,
            Principal: { DataLakePrincipalIdentifier: principal },
            MaxResults: PAGE,
            NextToken,
          }),
        );
        return [page.PrincipalResourcePermissions, page.NextToken];
      });
    },
    async settings() {
      const { DataLakeSettings } = await client.send(new GetDataLakeSettingsCommand({ CatalogId: catalogId }));
      const { DataLakeAdmins = [], CreateTableDefaultPermissions } = DataLakeSettings ?? {};
      return {
        administrators: DataLakeAdmins.flatMap((each) => each.DataLakePrincipalIdentifier ?? []),
        newTablesLeftToIam: CreateTableDefaultPermissions?.length !== 0,
      };
    },
    async locations() {
      const infos = await paged(async (NextToken) => {
        const page = await client.send(new ListResourcesCommand({ MaxResults: PAGE, NextToken }));
        return [page.ResourceInfoList, page.NextToken];
      });
      return infos.flatMap(({ ResourceArn }) => ResourceArn ?? []);
    },
    async optIns() {
      return paged<PermissionEntry>(async (NextToken) => {
        const page = await client.send(new ListLakeFormationOptInsCommand({ MaxResults: PAGE, NextToken }));
        return [page.LakeFormationOptInsInfoList, page.NextToken];
      });
    },
  };
}

/** All pages; an empty one with a token is followed by others. */
async function paged<T>(
  page: (token: string | undefined) => Promise<[items: T[] | undefined, token: string | undefined]>,
): Promise<T[]> {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const [items, next] = await page(token);
    found.push(...(items ?? []));
    token = next;
  } while (token);
  return found;
}
