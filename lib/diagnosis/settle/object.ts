import type { Diagnosis } from '../diagnosis';
import { lastingArn } from '../fix/aws-arn';
import type { LakeFormationGrant } from '../fix/lake-formation-grant';
import type { AccountReader, FailedQuery, Lookup } from './account-reader';
import type { Settlement } from './settled';
import { type TableName, tableName } from './table-names';

/** A database, or a table in one. */
interface CatalogObject {
  readonly database: string;
  readonly table?: string;
}

/** E10: is the table absent, or hidden from the role? */
export async function tableSettled(
  diagnosis: Diagnosis,
  account: AccountReader,
  query: FailedQuery,
): Promise<Settlement> {
  const name = diagnosis.resource ? tableName(diagnosis.resource, query.database) : undefined;
  if (!name) return unsettled(`${diagnosis.resource} is not in the Glue Data Catalog, so nothing was asked`);
  return objectSettled(diagnosis, account, name, await account.table(name.database, name.table));
}

/** E11: is the database absent, or hidden from the role? */
export async function databaseSettled(diagnosis: Diagnosis, account: AccountReader): Promise<Settlement> {
  const name = (diagnosis.resource ?? '').split('.').at(-1) ?? '';
  if (!name || name === 'schema_name') return unsettled('the message does not name the database');
  return objectSettled(diagnosis, account, { database: name }, await account.database(name));
}

async function objectSettled(
  diagnosis: Diagnosis,
  account: AccountReader,
  object: CatalogObject,
  found: Lookup<unknown>,
): Promise<Settlement> {
  const called = nameOf(object);
  if (found.state === 'unknown') return unsettled(`${called}: ${found.why}`);
  const governed = await account.governed(object.database, found.state === 'found' ? object.table : undefined);
  if (found.state === 'absent') return absent(diagnosis, account, object, governed);
  if (governed.state !== 'found')
    return unsettled(`${called} exists; whether Lake Formation governs it could not be read`);
  if (governed.value) return governedSettled(diagnosis, account, object);
  return {
    checks: [`${called} exists`, 'Lake Formation does not govern it: IAM alone decides'],
    changes: {
      permission: true,
      layer: 'glue',
      confidence: 'medium',
      cause: `${called} exists, so the role may not see it in Glue, or the query looked for it elsewhere (another region or account)`,
      fix: { ...diagnosis.fix, text: 'give the role read on the bucket of the table; check the region of the query' },
    },
  };
}

async function absent(
  diagnosis: Diagnosis,
  account: AccountReader,
  object: CatalogObject,
  governed: Lookup<boolean>,
): Promise<Settlement> {
  const called = nameOf(object);
  const administrator = await account.administrates();
  const seesAll =
    (administrator.state === 'found' && administrator.value) || (governed.state === 'found' && !governed.value);
  // Glue says "not found" also to those who may not know (Lake Formation guide: lf-permissions-overview).
  if (!seesAll)
    return unsettled(
      `${called} is not visible with these credentials, which may not see everything either; ask as a data lake administrator`,
    );
  return {
    checks: [`${called} does not exist`],
    changes: {
      permission: false,
      layer: 'data',
      confidence: 'high',
      cause: `${called} does not exist in this account and region`,
      fix: { ...diagnosis.fix, text: 'correct the name, or declare the bucket whose table it is, and deploy' },
    },
  };
}

async function governedSettled(
  diagnosis: Diagnosis,
  account: AccountReader,
  object: CatalogObject,
): Promise<Settlement> {
  const called = nameOf(object);
  const principal = lastingArn(diagnosis.principal);
  const held = principal ? await account.privileges(principal, object.database, object.table) : undefined;
  const checks = [`${called} exists`, 'Lake Formation governs it'];
  if (held?.state === 'found' && held.value.privileges.length > 0) {
    return {
      checks: [...checks, `the role holds ${held.value.privileges.join(', ')} on it`],
      changes: {
        permission: false,
        layer: 'client',
        confidence: 'medium',
        cause: `${called} exists and the role may see it: the query asked for it under another name, database, catalog or region`,
        fix: {
          ...diagnosis.fix,
          text: 'name it as "database"."table", in double quotes, and check catalog and region',
        },
      },
    };
  }
  const privileges = object.table ? ['DESCRIBE', 'SELECT'] : ['DESCRIBE'];
  const lakeFormation: LakeFormationGrant[] = [{ principal, ...object, privileges }];
  const sure = held?.state === 'found';
  return {
    checks: [...checks, sure ? 'the role holds nothing on it' : 'what the role holds on it could not be read'],
    changes: {
      permission: true,
      layer: 'lf',
      confidence: sure ? 'high' : 'medium',
      cause: `${called} exists, and Lake Formation hides it from the role`,
      fix: { ...diagnosis.fix, text: `grant the role ${privileges.join(' and ')} on it`, lakeFormation },
    },
  };
}

/** What was looked at, without a change to the diagnosis. */
export function unsettled(...checks: string[]): Settlement {
  return { changes: {}, checks };
}

const nameOf = ({ database, table }: CatalogObject | TableName) =>
  table ? `${database}.${table}` : `database ${database}`;
