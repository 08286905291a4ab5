import type { Diagnosis } from '../diagnosis';
import { lastingArn } from '../fix/aws-arn';
import type { AccountReader, FailedQuery } from './account-reader';
import { unsettled } from './object';
import type { Settlement } from './settled';
import { tableName, tablesNamedIn } from './table-names';

/** E13: did a table change under the view, or do column grants hide columns the view reads? */
export async function staleViewSettled(
  diagnosis: Diagnosis,
  account: AccountReader,
  query: FailedQuery,
): Promise<Settlement> {
  const name = diagnosis.view ? tableName(diagnosis.view, query.database) : undefined;
  const view = name && (await account.table(name.database, name.table));
  if (!name || view?.state !== 'found' || !view.value.sql)
    return unsettled('the view could not be read with these credentials');
  const principal = lastingArn(diagnosis.principal);
  for (const base of tablesNamedIn(view.value.sql, name.database)) {
    const table = await account.table(base.database, base.table);
    if (table.state !== 'found') continue;
    const called = `${base.database}.${base.table}`;
    const changed = (table.value.updated?.getTime() ?? 0) > (view.value.updated?.getTime() ?? Number.POSITIVE_INFINITY);
    if (changed) {
      return { checks: [`${called} was changed after the view`], changes: { permission: false, confidence: 'high' } };
    }
    const held = principal ? await account.privileges(principal, base.database, base.table) : undefined;
    if (held?.state === 'found' && held.value.columns) {
      return {
        checks: [
          `${called} was not changed after the view`,
          `the role holds SELECT on some of its columns: ${held.value.columns.join(', ')}`,
        ],
        changes: {
          permission: true,
          layer: 'lf',
          confidence: 'medium',
          cause: `${called} did not change, and the role sees only some of its columns: to the role, the view no longer fits`,
          fix: {
            ...diagnosis.fix,
            text: 'grant SELECT on every column that the view reads',
            lakeFormation: [{ principal, ...base, privileges: ['SELECT'] }],
          },
        },
      };
    }
  }
  return unsettled('no table of the view was changed after it, and no column grants were found');
}
