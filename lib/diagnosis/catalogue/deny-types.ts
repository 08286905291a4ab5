import { IAM_GUIDE } from './entry';

/** What a remark about the kind of policy adds to any denial. */
export interface DenyTypeEntry {
  readonly id: 'E40' | 'E41';
  /** `policyType` of the remark; absent: any other. */
  readonly policyType?: string;
  readonly cause: string;
  /** What to do instead of adding the statements to the role's own policies, or beside it. */
  readonly fix: string;
  /** Whether the statements help when they are put where `fix` says. */
  readonly statementsHelp: boolean;
}

/** Where to read about all of them. */
export const DENY_TYPES_DOCUMENT = `${IAM_GUIDE}troubleshoot_access-denied.html`;

export const DENY_TYPES: readonly DenyTypeEntry[] = [
  {
    id: 'E40',
    policyType: 'service control',
    cause: 'a service control policy of the organization denies it, and a deny beats every grant',
    fix: 'no grant helps: ask whoever manages the organization for an exception in that policy',
    statementsHelp: false,
  },
  {
    id: 'E40',
    policyType: 'resource control',
    cause: 'a resource control policy of the organization denies it, and a deny beats every grant',
    fix: 'no grant helps: ask whoever manages the organization for an exception in that policy',
    statementsHelp: false,
  },
  {
    id: 'E40',
    policyType: 'session',
    cause: 'the session policy that the credentials were made with denies it, and a deny beats every grant',
    fix: 'no grant helps: whoever hands out the credentials (for Quilt’s managed roles, its registry) must leave the deny out',
    statementsHelp: false,
  },
  {
    id: 'E40',
    cause: 'a policy denies it explicitly, and a deny beats every grant',
    fix: 'no grant helps: find the Deny statement (in the named policy, else the role’s policies, its boundary, the bucket’s or key’s policy, the organization’s) and narrow it',
    statementsHelp: false,
  },
  {
    id: 'E41',
    policyType: 'session',
    cause: 'the session policy that the credentials were made with does not allow it; the role’s own policies may well',
    fix: 'make the session policy again with this right in it; for Quilt’s managed roles its registry does that, from the policies attached in the admin panel',
    statementsHelp: true,
  },
  {
    id: 'E41',
    policyType: 'permissions boundary',
    cause: 'the role’s permissions boundary does not allow it; the role’s own policies may well',
    fix: 'add the statements to the boundary, which is to allow whatever the role needs: adding them to the role does not help',
    statementsHelp: true,
  },
  {
    id: 'E41',
    policyType: 'service control',
    cause: 'no service control policy of the organization allows it; the role’s own policies may well',
    fix: 'whoever manages the organization must allow the action: adding it to the role does not help',
    statementsHelp: false,
  },
  {
    id: 'E41',
    policyType: 'resource control',
    cause: 'no resource control policy of the organization allows it; the role’s own policies may well',
    fix: 'whoever manages the organization must allow the action: adding it to the role does not help',
    statementsHelp: false,
  },
  {
    id: 'E41',
    policyType: 'vpc endpoint',
    cause:
      'the policy of the VPC endpoint that the request went through does not allow it; the role’s own policies may well',
    fix: 'add the statements to the endpoint’s policy, or call from outside the VPC: adding them to the role does not help',
    statementsHelp: true,
  },
  {
    id: 'E41',
    policyType: 'resource-based',
    cause:
      'the resource’s own policy does not allow it, as one of another account must; the role’s own policies may well',
    fix: 'its owner must name the role in the resource’s policy (of the bucket, the key, the Glue catalog); the role needs the statements, too',
    statementsHelp: true,
  },
  {
    id: 'E41',
    policyType: 'role trust',
    cause: 'the role’s trust policy does not name the caller',
    fix: 'name the caller in the role’s trust policy',
    statementsHelp: true,
  },
  {
    id: 'E41',
    cause: 'a policy beside the role’s own does not allow it',
    fix: 'allow it in the named kind of policy: adding it to the role alone does not help',
    statementsHelp: true,
  },
];
