import type { Diagnosis } from '../diagnosis';
import type { AccountReader } from './account-reader';
import { unsettled } from './object';
import type { Settlement } from './settled';

/** E30: may the grantor not grant, or does the object not exist? An administrator may grant anything that exists. */
export async function grantorSettled(diagnosis: Diagnosis, account: AccountReader): Promise<Settlement> {
  const administrator = await account.administrates(diagnosis.principal ?? undefined);
  const who = diagnosis.principal ?? 'the caller of these checks';
  if (administrator.state !== 'found') return unsettled('who administers the data lake could not be read');
  if (administrator.value) {
    return {
      checks: [`${who} administers the data lake`],
      changes: {
        permission: false,
        layer: 'data',
        confidence: 'medium',
        cause:
          'an administrator of the data lake may grant on everything that exists: the object does not exist under this name',
        fix: { ...diagnosis.fix, text: 'correct the name of the database, table or column in the grant' },
      },
    };
  }
  return {
    checks: [`${who} does not administer the data lake`],
    changes: {
      permission: true,
      confidence: 'medium',
      cause: `${who} is no administrator of the data lake, and may grant only what it holds with grant option; the object may be missing, too`,
    },
  };
}
