import type { GlueClient } from '@aws-sdk/client-glue';
import type { LakeFormationClient, PrincipalResourcePermissions, Resource } from '@aws-sdk/client-lakeformation';
import type { AccountReader, CatalogTable, HeldPrivileges, Lookup } from '../../lib/diagnosis/settle/account-reader';

/** How long one question may take; a doctor that hangs helps nobody. */
const TIMEOUT = 8_000;

type GlueSdk = typeof import('@aws-sdk/client-glue');
type LakeFormationSdk = typeof import('@aws-sdk/client-lakeformation');

/** Reads Glue and Lake Formation with the credentials of the environment. No call in here changes anything. */
export async function liveAccount(region: string): Promise<AccountReader & { readonly close: () => void }> {
  // Loaded here because the SDK takes a while, which a message that needs no check should not wait for.
  const [glueSdk, lakeSdk, stsSdk] = await Promise.all([
    import('@aws-sdk/client-glue'),
    import('@aws-sdk/client-lakeformation'),
    import('@aws-sdk/client-sts'),
  ]);
  const config = { region, maxAttempts: 2 };
  const glue = new glueSdk.GlueClient(config);
  const lake = new lakeSdk.LakeFormationClient(config);
  const sts = new stsSdk.STSClient(config);
  return {
    database: (name) =>
      lookup(async () => (await glue.send(new glueSdk.GetDatabaseCommand({ Name: name }), soon())).Database),
    table: (database, name) => lookup(() => tableOf(glue, glueSdk, database, name)),
    governed: (database, table) => lookup(async () => !(await isOpen(lake, lakeSdk, database, table))),
    privileges: (principal, database, table) => lookup(() => privilegesOf(lake, lakeSdk, principal, database, table)),
    administrates: (principal) =>
      lookup(async () => {
        const who = principal ?? (await sts.send(new stsSdk.GetCallerIdentityCommand({}), soon())).Arn ?? '';
        const settings = await lake.send(new lakeSdk.GetDataLakeSettingsCommand({}), soon());
        const admins = settings.DataLakeSettings?.DataLakeAdmins ?? [];
        return admins.some((each) => sameRole(each.DataLakePrincipalIdentifier ?? '', who));
      }),
    close: () => {
      for (const client of [glue, lake, sts]) client.destroy();
    },
  };
}

/** A question does not wait for ever. */
const soon = () => ({ abortSignal: AbortSignal.timeout(TIMEOUT) });

async function lookup<T>(question: () => Promise<T | undefined>): Promise<Lookup<T>> {
  try {
    const value = await question();
    return value === undefined ? { state: 'absent' } : { state: 'found', value };
  } catch (error) {
    const { name, message } = error as Error;
    return name === 'EntityNotFoundException' ? { state: 'absent' } : { state: 'unknown', why: `${name}: ${message}` };
  }
}

async function tableOf(
  glue: GlueClient,
  sdk: GlueSdk,
  database: string,
  name: string,
): Promise<CatalogTable | undefined> {
  const { Table: table } = await glue.send(new sdk.GetTableCommand({ DatabaseName: database, Name: name }), soon());
  if (!table) return undefined;
  const columns = [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])];
  return {
    columns: columns.map((column) => (column.Name ?? '').toLowerCase()),
    updated: table.UpdateTime,
    sql: storedSelect(table.ViewOriginalText),
  };
}

/** Athena stores a view's query in Base64 JSON, in a comment. */
function storedSelect(text: string | undefined): string | undefined {
  const blob = /\/\* Presto View: (\S+) \*\//.exec(text ?? '')?.[1];
  if (!blob) return undefined;
  try {
    return (JSON.parse(Buffer.from(blob, 'base64').toString('utf8')) as { originalSql?: string }).originalSql;
  } catch {
    return undefined;
  }
}

async function isOpen(
  lake: LakeFormationClient,
  sdk: LakeFormationSdk,
  database: string,
  table?: string,
): Promise<boolean> {
  const found = await permissions(lake, sdk, 'IAM_ALLOWED_PRINCIPALS', database, table);
  return found.some((each) => each.Permissions?.includes('ALL'));
}

async function privilegesOf(
  lake: LakeFormationClient,
  sdk: LakeFormationSdk,
  principal: string,
  database: string,
  table?: string,
): Promise<HeldPrivileges> {
  const found = await permissions(lake, sdk, principal, database, table);
  const columns = found.flatMap((each) => each.Resource?.TableWithColumns?.ColumnNames ?? []);
  return {
    privileges: [...new Set(found.flatMap((each) => each.Permissions ?? []))].sort(),
    ...(columns.length > 0 ? { columns: [...new Set(columns)].sort() } : {}),
  };
}

async function permissions(
  lake: LakeFormationClient,
  sdk: LakeFormationSdk,
  principal: string,
  database: string,
  table?: string,
) {
  const resource: Resource = table
    ? { Table: { DatabaseName: database, Name: table } }
    : { Database: { Name: database } };
  const found: PrincipalResourcePermissions[] = [];
  let token: string | undefined;
  // An empty page with a token is legal, so the token decides.
  do {
    const page = await lake.send(
      new sdk.ListPermissionsCommand({
        Principal: { DataLakePrincipalIdentifier: principal },
        Resource: resource,
        NextToken: token,
      }),
      soon(),
    );
    found.push(...(page.PrincipalResourcePermissions ?? []));
    token = page.NextToken;
  } while (token);
  return found;
}

/** A session's ARN lacks the path that its role's has. */
function sameRole(admin: string, who: string): boolean {
  if (admin === who) return true;
  const session = /^arn:[\w-]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(who);
  const role = /^arn:[\w-]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(admin);
  return session !== null && role !== null && session[1] === role[1] && session[2] === role[2];
}
