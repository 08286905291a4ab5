import type { AccountReader, CatalogTable, HeldPrivileges } from '../../lib/diagnosis/settle/account-reader';

/** An account that exists in a test only. Names that it does not have are absent. */
export interface AnAccount {
  readonly databases?: readonly string[];
  readonly tables?: Readonly<Record<string, CatalogTable>>;
  readonly governed?: boolean;
  readonly held?: Readonly<Record<string, HeldPrivileges>>;
  readonly administrator?: boolean;
  /** Every question is denied. */
  readonly silent?: boolean;
}

export function accountReader({
  databases = [],
  tables = {},
  governed = false,
  held = {},
  administrator = false,
  silent,
}: AnAccount): AccountReader {
  const answer = async <T>(value: T | undefined) =>
    silent
      ? ({ state: 'unknown', why: 'AccessDeniedException: no' } as const)
      : value === undefined
        ? ({ state: 'absent' } as const)
        : ({ state: 'found', value } as const);
  return {
    database: (name) => answer(databases.includes(name) ? {} : undefined),
    table: (database, name) => answer(tables[`${database}.${name}`]),
    governed: () => answer(governed),
    privileges: (_principal, database, table) =>
      answer(held[[database, table].filter(Boolean).join('.')] ?? { privileges: [] }),
    administrates: () => answer(administrator),
  };
}
