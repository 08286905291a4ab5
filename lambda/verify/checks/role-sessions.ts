import { inconclusive } from '../../../lib/verification/answer';
import { findingOf } from '../../../lib/verification/finding';
import { trustStatement } from '../../../lib/verification/trust-statement';
import { type Answer, answerOf, meaningOf } from '../../grants/answer';
import type { QueryPort, SessionsPort } from '../ports';
import type { CheckResult } from './check';

/** The sessions of one invocation: each role is assumed once. */
export class RoleSessions {
  private readonly sessions = new Map<string, Promise<QueryPort | Answer>>();

  constructor(
    private readonly port: SessionsPort,
    private readonly verifierArn: string,
  ) {}

  /** A session, or why there is none. */
  public async of(roleArn: string): Promise<QueryPort | Answer> {
    const known = this.sessions.get(roleArn) ?? this.begin(roleArn);
    this.sessions.set(roleArn, known);
    return known;
  }

  /** Whether the role lets the verifier query in its name; where it does not, nothing is known about its queries. */
  public async check(role: string, roleArn: string): Promise<CheckResult> {
    const session = await this.of(roleArn);
    if ('run' in session) return { asked: 1, findings: [] };
    const question = { kind: 'query', role, subject: 'queries in the name of the role', expected: 'allowed' } as const;
    const fix = `add to the role's trust policy: ${JSON.stringify(trustStatement(this.verifierArn))}`;
    const denied = meaningOf('grant', session) === 'soon';
    const cause = `the verifier could not assume it: ${session.code}: ${session.message}`;
    const finding = findingOf(question, inconclusive(cause, denied ? fix : undefined));
    return { asked: 1, findings: finding ? [finding] : [] };
  }

  private async begin(roleArn: string): Promise<QueryPort | Answer> {
    try {
      return await this.port.assume(roleArn);
    } catch (error) {
      const answer = answerOf(error);
      if (!answer) throw error;
      return answer;
    }
  }
}
