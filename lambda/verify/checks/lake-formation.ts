import { commandOf } from '../../../lib/access/administrator-step';
import type { GrantPreflight } from '../../../lib/authorization/grant-plan';
import { denied } from '../../../lib/verification/answer';
import { findingOf } from '../../../lib/verification/finding';
import type { AccountState } from '../../grants/account-state';
import { missingSteps } from '../../grants/preflight';
import type { CheckResult } from './check';

/** Whether Lake Formation still governs what it must, serves the locations, and has the roles opted in. */
export function checkLakeFormation(preflight: GrantPreflight, state: AccountState, verifierArn: string): CheckResult {
  const steps = missingSteps([], preflight, state, verifierArn);
  const { governed, locations, optIns } = preflight;
  return {
    asked: governed.length + locations.length + optIns.length,
    findings: steps.flatMap((step) => {
      const question = { kind: 'lake-formation', subject: step.why, expected: 'allowed' } as const;
      return findingOf(question, denied('it is not so'), commandOf(step)) ?? [];
    }),
  };
}
