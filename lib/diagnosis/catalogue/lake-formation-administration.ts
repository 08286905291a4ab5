import { ATHENA_GUIDE, type CatalogueEntry, LAKE_FORMATION_GUIDE } from './entry';

/** What Lake Formation answers to those who grant. */
export const LAKE_FORMATION_ADMINISTRATION: readonly CatalogueEntry[] = [
  {
    id: 'E29',
    pattern:
      /Multi Dialect views may only reference (?:tables without IAMAllowedPrincipals permissions|Lake Formation managed tables)/i,
    layer: 'lf',
    permission: false,
    evidence: 'documented',
    cause:
      'a table behind the Data Catalog view is not governed by Lake Formation alone: IAM_ALLOWED_PRINCIPALS is on it, or its location is not registered',
    fix: 'revoke IAM_ALLOWED_PRINCIPALS from the table, or register its location; an administrator of the data lake does that',
    document: `${ATHENA_GUIDE}views-glue.html`,
  },
  {
    id: 'E30',
    pattern: /Resource does not exist or requester is not authorized to access requested permissions/i,
    layer: 'lf',
    permission: null,
    evidence: 'production',
    cause:
      'whoever grants is neither an administrator of the data lake nor holds the right with grant option, or the object does not exist',
    fix: 'let the account’s data lake administrator make the grant, or the owner of the object; check its name first',
    document: `${LAKE_FORMATION_GUIDE}lf-permissions-overview.html`,
  },
  {
    id: 'E31',
    pattern: /Grant on table wildcard is not allowed/i,
    layer: 'lf',
    permission: false,
    evidence: 'production',
    cause: 'IAM_ALLOWED_PRINCIPALS cannot be granted on all tables at once',
    fix: 'grant it table by table',
    document: `${LAKE_FORMATION_GUIDE}change-settings.html`,
  },
  {
    id: 'E32',
    pattern: /Permissions modification is invalid/i,
    layer: 'lf',
    permission: false,
    evidence: 'production',
    cause:
      'Lake Formation cannot turn what is granted into what is asked: a narrower grant over a wider one, SELECT on a database, a table grant beside a column grant, or a principal that is an administrator anyway',
    fix: 'on revoke, there was nothing to revoke; on grant, revoke what the principal holds on the object first, then grant',
    document: `${LAKE_FORMATION_GUIDE}lf-permissions-reference.html`,
  },
  {
    id: 'E33',
    pattern: /Please revoke permission(?:\(s\)|s)? for IAM_ALLOWED_PRINCIPALS|Illegal combination/i,
    layer: 'lf',
    permission: false,
    evidence: 'production',
    cause: 'IAM_ALLOWED_PRINCIPALS is still on the object, which such a grant does not go together with',
    fix: 'revoke IAM_ALLOWED_PRINCIPALS from the object first, if Lake Formation is to govern it: everybody without a grant then loses access',
    document: `${LAKE_FORMATION_GUIDE}change-settings.html`,
  },
];
