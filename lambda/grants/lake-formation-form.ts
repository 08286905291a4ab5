import type { Grant, Privilege } from '../../lib/authorization/grant';
import { PRIVILEGES } from '../../lib/authorization/grant';
import { type Right, rightsOf } from './right';

/** What the handler uses of an entry in Lake Formation's requests and listings, in the API's own names. */
export interface PermissionEntry {
  readonly Principal?: { readonly DataLakePrincipalIdentifier?: string };
  readonly Resource?: PermissionResource;
  readonly Permissions?: readonly string[];
  readonly PermissionsWithGrantOption?: readonly string[];
}

interface PermissionResource {
  readonly Database?: { readonly CatalogId?: string; readonly Name?: string };
  readonly Table?: TableForm & { readonly TableWildcard?: object };
  readonly TableWithColumns?: TableForm & {
    readonly ColumnNames?: readonly string[];
    readonly ColumnWildcard?: { readonly ExcludedColumnNames?: readonly string[] };
  };
}

interface TableForm {
  readonly CatalogId?: string;
  readonly DatabaseName?: string;
  readonly Name?: string;
}

/** Stands for the tables of a database that are or will be there; no table can have this name. */
export const EVERY_TABLE = '*';

/** The entry that grants or revokes a grant. `catalogId` is the account's number. */
export function entryOf(grant: Grant, catalogId: string): PermissionEntry {
  const { principal, database, table, columns, privileges, grantable = [] } = grant;
  const named = { CatalogId: catalogId, DatabaseName: database, Name: table };
  return {
    Principal: { DataLakePrincipalIdentifier: principal },
    Resource:
      table === undefined
        ? { Database: { CatalogId: catalogId, Name: database } }
        : columns
          ? { TableWithColumns: { ...named, ColumnNames: columns } }
          : { Table: named },
    Permissions: privileges,
    PermissionsWithGrantOption: grantable,
  };
}

/**
 * What a listed entry gives: SELECT on a whole table is listed as `TableWithColumns` with a wildcard, on all tables of a
 * database under the name `ALL_TABLES`. Entries that exclude columns, and other kinds of resources, are none of ours.
 */
export function grantOfEntry({ Principal, Resource, ...entry }: PermissionEntry): Grant | undefined {
  const principal = Principal?.DataLakePrincipalIdentifier;
  const object = principal && Resource ? objectOfResource(Resource) : undefined;
  if (!principal || !object) return undefined;
  const privileges = known(entry.Permissions);
  const grantable = known(entry.PermissionsWithGrantOption);
  return { principal, ...object, privileges, ...(grantable.length > 0 ? { grantable } : {}) };
}

/** Permissions that a listing may have and this library does not use do not matter to it. */
const known = (permissions: readonly string[] = []): Privilege[] =>
  PRIVILEGES.filter((privilege) => permissions.includes(privilege));

function objectOfResource(resource: PermissionResource): Pick<Grant, 'database' | 'table' | 'columns'> | undefined {
  const { Database, Table, TableWithColumns } = resource;
  if (Database?.Name) return { database: Database.Name };
  const excluded = TableWithColumns?.ColumnWildcard?.ExcludedColumnNames ?? [];
  const form = Table ?? TableWithColumns;
  if (!form?.DatabaseName || excluded.length > 0) return undefined;
  const everyTable = Table?.TableWildcard !== undefined || form.Name === 'ALL_TABLES';
  const table = everyTable ? EVERY_TABLE : form.Name;
  const columns = TableWithColumns?.ColumnNames;
  return table === undefined ? undefined : { database: form.DatabaseName, table, ...(columns ? { columns } : {}) };
}

/** What a listing shows. */
export interface Held {
  readonly rights: ReadonlyMap<string, Right>;
  /** Grants of columns as they are listed: Lake Formation takes them back as it has them. */
  readonly columnGrants: readonly Grant[];
}

export function heldBy(entries: readonly PermissionEntry[]): Held {
  const grants = entries.flatMap((entry) => grantOfEntry(entry) ?? []);
  return { rights: rightsOf(grants), columnGrants: grants.filter((grant) => grant.columns) };
}
