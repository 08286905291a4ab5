import { findingOf } from '../../../lib/verification/finding';
import { judgeWorkgroup } from '../../../lib/verification/judge-workgroup';
import type { RoleExpectations } from '../../../lib/verification/verification-plan';
import type { WorkgroupsPort } from '../ports';
import type { CheckResult } from './check';

const SET_BACK = 'set it back, see what differs with aws cloudformation detect-stack-drift';

/** Whether the role's workgroup is as declared. */
export async function checkWorkgroup(
  { role, workgroup, results }: RoleExpectations,
  workgroups: WorkgroupsPort,
): Promise<CheckResult> {
  const question = { kind: 'workgroup', role, subject: `the workgroup ${workgroup}`, expected: 'allowed' } as const;
  const finding = findingOf(question, judgeWorkgroup(results, await workgroups.find(workgroup)), SET_BACK);
  return { asked: 1, findings: finding ? [finding] : [] };
}
