import { ALLOWED, type Answer, denied, inconclusive } from './answer';

/** One answer of IAM's policy simulator (IAM API Reference: EvaluationResult). */
export interface SimulatedCall {
  readonly action: string;
  readonly resource: string;
  /** `allowed`, `explicitDeny` or `implicitDeny`. */
  readonly decision: string;
  /** Keys that policies ask for and the question did not give. */
  readonly missingContext: readonly string[];
  /** Policies that decided. */
  readonly statements: readonly string[];
  readonly allowedByOrganization?: boolean;
  readonly allowedByBoundary?: boolean;
}

/** What the simulator's answer says about access. */
export function judgeCall({ decision, missingContext, ...call }: SimulatedCall): Answer {
  if (missingContext.length > 0) {
    return inconclusive(
      `policies look at ${missingContext.join(', ')}, which the question does not give`,
      'see which policy of the role, its boundary or the organization has that condition',
    );
  }
  if (decision === 'allowed') {
    return call.statements.length > 0 ? { ...ALLOWED, cause: `${call.statements.join(', ')} allows it` } : ALLOWED;
  }
  if (call.allowedByOrganization === false) return denied('a policy of the organization does not allow it');
  if (call.allowedByBoundary === false) return denied('the permissions boundary does not allow it');
  if (decision === 'explicitDeny') return denied(`${call.statements.join(', ') || 'a policy'} denies it`);
  if (decision === 'implicitDeny') return denied('no policy allows it');
  return inconclusive(`the simulator answered ${decision || 'nothing'}`);
}
