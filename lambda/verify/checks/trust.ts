import { createHash } from 'node:crypto';
import { denied } from '../../../lib/verification/answer';
import { findingOf } from '../../../lib/verification/finding';
import type { RolesPort } from '../ports';
import type { CheckResult } from './check';

/** Whether the role is there, and who may assume it, as a digest that tells a later change. */
export async function checkTrust(
  role: string,
  roleArn: string,
  roles: Pick<RolesPort, 'trustOf'>,
): Promise<CheckResult> {
  const trust = await roles.trustOf(roleArn);
  if (trust !== undefined) {
    const digest = createHash('sha256').update(trust).digest('hex').slice(0, 16);
    return { asked: 1, findings: [], facts: { trust: { [role]: digest } } };
  }
  const question = { kind: 'trust', role, subject: `the role ${roleArn}`, expected: 'allowed' } as const;
  const finding = findingOf(
    question,
    denied('there is no such role'),
    'make it again, or take it out of quilt-athena.yaml',
  );
  return { asked: 1, findings: finding ? [finding] : [] };
}
