import { listOf, type PrincipalElement } from './policy-document';
import { PolicyNotUnderstoodError } from './policy-not-understood';

/** How a statement names a role: itself (or everyone), its account, or not at all. */
export type PrincipalMatch = 'role' | 'account' | undefined;

/** Who a statement of a resource policy is about. */
export type PrincipalTest = (role: string, account: string) => PrincipalMatch;

const KINDS = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);
const ACCOUNT = /^(?:arn:[a-z0-9-]+:iam::)?(\d{12})(?::root)?$/;
const ENTITY = /^arn:[a-z0-9-]+:iam::\d{12}:(?:role|user)\/[^*?]+$/;

/** What `Principal` means (IAM User Guide: reference_policies_elements_principal). No role is a service or federated. */
export function principalTest(place: string, element: PrincipalElement): PrincipalTest {
  const kinds = element === '*' ? { AWS: '*' } : element;
  const unknown = Object.keys(kinds).find((kind) => !KINDS.has(kind));
  if (unknown !== undefined) {
    throw new PolicyNotUnderstoodError(place, `principals are ${[...KINDS].join(', ')}, found ${unknown}`);
  }
  const named = listOf(kinds.AWS);
  const accounts = new Set<string>();
  const entities = new Set<string>();
  for (const value of named) {
    const account = ACCOUNT.exec(value)?.[1];
    if (account) accounts.add(account);
    else if (value === '*' || ENTITY.test(value)) entities.add(value);
    else throw new PolicyNotUnderstoodError(place, `a principal is *, an account, a role or a user, found ${value}`);
  }
  return (role, account) => {
    if (entities.has('*') || entities.has(role)) return 'role';
    return accounts.has(account) ? 'account' : undefined;
  };
}
