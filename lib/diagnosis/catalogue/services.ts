import { ATHENA_GUIDE, type CatalogueEntry, IAM_GUIDE } from './entry';

/** Denials of other services that a query needs. */
export const SERVICES: readonly CatalogueEntry[] = [
  {
    id: 'E24',
    action: /^lambda:InvokeFunction$/i,
    layer: 'lambda',
    permission: true,
    evidence: 'inferred',
    cause: 'a federated catalog is served by a Lambda function that the role may not invoke',
    fix: 'allow lambda:InvokeFunction on it; in the same account the function’s own policy needs nothing',
    remedy: 'lambda',
    document: `${ATHENA_GUIDE}federated-query-iam-access.html`,
  },
  {
    id: 'E43',
    action: /^sts:(?:AssumeRole\w*|TagSession|SetSourceIdentity)$/i,
    layer: 'iam',
    permission: true,
    evidence: 'documented',
    cause:
      'the caller may not assume the role: the role’s trust policy, or the caller’s own policies, do not allow it; a role that does not exist is worded alike',
    fix: 'both sides are needed: the caller’s policies allow sts:AssumeRole on the role, and the role’s trust policy names the caller',
    remedy: 'assumeRole',
    document: `${IAM_GUIDE}troubleshoot_roles.html`,
  },
];
