import { type AccessRequest, accountOf } from './request';
import { type CompiledStatement, conditionsHold } from './statement';
import type { StatementIndex } from './statement-index';

/** Every policy that has a say in a request. */
export interface PolicySet {
  /** What is attached to the role. */
  readonly identity: StatementIndex;
  /** The role's permissions boundary. @default - none */
  readonly boundary?: StatementIndex;
  /** What the role was assumed with. @default - none */
  readonly session?: StatementIndex;
  /** The resource's own policy. @default - none */
  readonly resource?: readonly CompiledStatement[];
}

/** What IAM answers. */
export interface Verdict {
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny';
  /** The statement that allows or denies; none where no statement does. */
  readonly by?: CompiledStatement;
  /** What is attached to the role allows it, or the resource's policy, but what bounds the role does not. */
  readonly bounded?: boolean;
}

/**
 * What IAM answers to a request (IAM User Guide: reference_policies_evaluation-logic).
 *
 * A Deny anywhere is final. In the resource's own account an Allow of the role's policies or of the resource's policy
 * suffices, in another account both are needed; a key is closed unless its policy opens it, to the role or to the
 * account. A boundary and a session policy must allow too; they bound what a resource policy gives to a role as well.
 */
export function evaluate(request: AccessRequest, policies: PolicySet): Verdict {
  const action = request.action.toLowerCase();
  const account = accountOf(request);
  const bounds = [policies.boundary, policies.session].filter((bound) => bound !== undefined);
  const denial = [policies.identity, ...bounds].map((index) => index.denying(request, action)).find(Boolean);
  const own = ownPolicy(request, policies.resource ?? [], action, account);
  const deniedBy = denial ?? own.denied;
  if (deniedBy) return { decision: 'explicitDeny', by: deniedBy };

  const allowed = granting(request, policies.identity.allowing(request, action), own, action, account);
  if (!allowed) return { decision: 'implicitDeny' };
  if (!bounds.every((bound) => bound.allowing(request, action))) return { decision: 'implicitDeny', bounded: true };
  return { decision: 'allowed', by: allowed };
}

/** What the resource's policy says: to the role itself, or to its account, which then decides by its own policies. */
interface OwnPolicy {
  readonly denied?: CompiledStatement;
  readonly role?: CompiledStatement;
  readonly account?: CompiledStatement;
}

const NOTHING: OwnPolicy = {};

function ownPolicy(
  { principal, resource, context }: AccessRequest,
  statements: readonly CompiledStatement[],
  action: string,
  account: string,
): OwnPolicy {
  if (statements.length === 0) return NOTHING;
  const found: { -readonly [K in keyof OwnPolicy]: OwnPolicy[K] } = {};
  for (const statement of statements) {
    const match = statement.principal?.(principal, account);
    if (!match || !statement.matchesAction(action) || !statement.matchesResource(resource, context)) continue;
    if (!conditionsHold(statement, context)) continue;
    found[statement.allows ? match : 'denied'] ??= statement;
  }
  return found;
}

function granting(
  request: AccessRequest,
  identity: CompiledStatement | undefined,
  own: OwnPolicy,
  action: string,
  account: string,
): CompiledStatement | undefined {
  const opened = own.role ?? own.account;
  if ((request.resourceAccount ?? account) !== account) return opened && identity;
  // A key's policy is the one way in (AWS KMS Developer Guide: key-policies).
  if (action.startsWith('kms:') && request.resource !== '*') return own.role ?? (own.account && identity);
  return identity ?? own.role;
}
