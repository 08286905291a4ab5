import { inconclusive } from '../../../lib/verification/answer';
import { type Finding, findingOf } from '../../../lib/verification/finding';
import { judgeCall } from '../../../lib/verification/judge-call';
import type { CallExpectation, RoleExpectations } from '../../../lib/verification/verification-plan';
import type { CheckPorts } from '../ports';
import type { Check, CheckResult } from './check';

/** Answers per request: the simulator gives at most 1,000 at a time, and is throttled at a few requests a second. */
const ANSWERS = 500;

/** A deployment changes only what its template changes: what somebody did to a policy by hand stays until it is undone. */
const FIXES: Readonly<Record<CallExpectation['expected'], string>> = {
  allowed:
    "put the role's policies back as the stack made them: aws cloudformation detect-stack-drift shows which were changed",
  denied: 'declare it in quilt-athena.yaml, or take that policy, or that statement of it, off the role',
};

/** Asks IAM's simulator everything that the plan says about a role. */
export function callChecks(role: RoleExpectations, roleArn: string, { roles }: Pick<CheckPorts, 'roles'>): Check[] {
  return role.calls.flatMap(inParts).map((call, i) => ({
    id: `calls/${role.role}/${i}`,
    subject: `${call.purpose}: ${call.actions.length} actions on ${call.resources.length} resources`,
    role: role.role,
    make: () => ask(role, roleArn, call, roles),
  }));
}

function inParts(call: CallExpectation): CallExpectation[] {
  const size = Math.max(1, Math.floor(ANSWERS / Math.max(1, call.actions.length)));
  const count = Math.ceil(call.resources.length / size);
  return Array.from({ length: count }, (_, i) => ({
    ...call,
    resources: call.resources.slice(i * size, (i + 1) * size),
  }));
}

async function ask(
  { role, imported }: RoleExpectations,
  roleArn: string,
  call: CallExpectation,
  roles: CheckPorts['roles'],
): Promise<CheckResult> {
  const answers = await roles.simulate(roleArn, call);
  const keyOf = (action: string, resource: string) => `${action.toLowerCase()} ${resource}`;
  const known = new Map(answers.map((answer) => [keyOf(answer.action, answer.resource), answer]));
  const findings: Finding[] = [];
  let asked = 0;
  for (const action of call.actions) {
    for (const resource of call.resources) {
      asked++;
      const found = known.get(keyOf(action, resource));
      const question = {
        kind: 'call',
        role,
        subject: `${action} on ${resource}${wayOf(call)}`,
        expected: call.expected,
        ...(imported && call.expected === 'denied' ? { note: true } : {}),
      } as const;
      const answer = found ? judgeCall(found) : inconclusive('the simulator gave no answer');
      const finding = findingOf(question, answer, FIXES[call.expected]);
      if (finding) findings.push(finding);
    }
  }
  return { asked, findings };
}

/** The situation belongs to the question: the same call is asked about in several. */
function wayOf({ context }: CallExpectation): string {
  const through = context['aws:ViaAWSService'] === 'true' ? 'through Athena' : 'directly';
  const prefix = context['s3:prefix'];
  return `, ${through}${typeof prefix === 'string' && prefix.includes('/') ? `, below ${prefix}` : ''}`;
}
