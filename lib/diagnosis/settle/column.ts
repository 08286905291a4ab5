import { nearMiss } from '../../model/near-miss';
import type { Diagnosis } from '../diagnosis';
import { lastingArn } from '../fix/aws-arn';
import type { AccountReader, CatalogTable, FailedQuery } from './account-reader';
import { unsettled } from './object';
import type { Settlement } from './settled';
import { type TableName, tableName, tablesNamedIn } from './table-names';

/** E12: does the column not exist, or is it hidden from the role? The message does not name the table: the query does. */
export async function columnSettled(
  diagnosis: Diagnosis,
  account: AccountReader,
  query: FailedQuery,
): Promise<Settlement> {
  const column = diagnosis.resource?.split('.').at(-1)?.toLowerCase();
  const names = await tablesAsked(diagnosis, account, query);
  if (!column || names.length === 0) {
    return unsettled('the message does not name the table; give --query-execution-id, so that the query can be read');
  }
  const tables: (TableName & CatalogTable)[] = [];
  for (const name of names) {
    const found = await account.table(name.database, name.table);
    if (found.state === 'found') tables.push({ ...name, ...found.value });
  }
  if (tables.length < names.length) return unsettled('a table of the query could not be read with these credentials');
  const owner = tables.find((table) => table.columns.includes(column));
  return owner ? hidden(diagnosis, column, owner) : missing(diagnosis, column, tables);
}

async function tablesAsked({ view }: Diagnosis, account: AccountReader, query: FailedQuery): Promise<TableName[]> {
  if (!view) return query.sql ? tablesNamedIn(query.sql, query.database) : [];
  const name = tableName(view, query.database);
  const found = name && (await account.table(name.database, name.table));
  return found?.state === 'found' && found.value.sql ? tablesNamedIn(found.value.sql, name?.database) : [];
}

function hidden(diagnosis: Diagnosis, column: string, { database, table }: TableName): Settlement {
  const principal = lastingArn(diagnosis.principal);
  return {
    checks: [`${database}.${table} has a column ${column}`],
    changes: {
      permission: true,
      layer: 'lf',
      confidence: 'medium',
      cause: `${database}.${table} has the column ${column}, so Lake Formation hides it from the role`,
      fix: {
        ...diagnosis.fix,
        text: 'grant the role SELECT on the column',
        lakeFormation: [{ principal, database, table, columns: [column], privileges: ['SELECT'] }],
      },
    },
  };
}

function missing(diagnosis: Diagnosis, column: string, tables: readonly (TableName & CatalogTable)[]): Settlement {
  const names = tables.map(({ database, table }) => `${database}.${table}`).join(', ');
  const near = nearMiss(
    column,
    tables.flatMap((table) => table.columns),
  );
  return {
    checks: [`${names}: no column ${column}`],
    changes: {
      permission: false,
      layer: 'data',
      confidence: 'medium',
      cause: `none of the tables of the query (${names}) has a column ${column}`,
      fix: {
        ...diagnosis.fix,
        text: near ? `correct the name: there is ${near}` : 'correct the name: DESCRIBE shows the columns',
      },
    },
  };
}
