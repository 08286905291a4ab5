import { ATHENA_GUIDE, type CatalogueEntry, LAKE_FORMATION_GUIDE } from './entry';

/** Denials of Lake Formation, most specific first. */
export const LAKE_FORMATION: readonly CatalogueEntry[] = [
  {
    id: 'E09',
    pattern:
      /Iceberg cannot access the requested resource:.*?Forbidden.*?Insufficient Lake Formation(?:.{0,40}?Required (?<privilege>Describe|Select|Alter|Insert|Delete|Drop|Create Table) on (?<object>\S[^\s(;,]*))?/is,
    layer: 'lf',
    permission: true,
    evidence: 'production',
    cause:
      'an Iceberg table is governed by Lake Formation, and the role lacks the grant; DDL on it goes to S3 directly',
    fix: 'grant the role what the message names (INSERT writes); for DDL, give direct rights on the table’s S3 location',
    remedy: 'lakeFormation',
    document: `${ATHENA_GUIDE}querying-iceberg.html`,
  },
  {
    id: 'E08',
    pattern: /Insufficient Lake Formation permission(?:\(s\)|s)?:?.{0,60}?\bon (?<url>s3:\/\/[^\s"')\]};,]+)/is,
    layer: 'lf',
    permission: true,
    evidence: 'production',
    cause: 'the location is registered with Lake Formation, and whoever creates the table may not use it',
    fix: 'grant DATA_LOCATION_ACCESS on the registered location to the role that creates tables there',
    remedy: 'dataLocation',
    document: `${LAKE_FORMATION_GUIDE}access-control-underlying-data.html`,
  },
  {
    id: 'E07',
    pattern:
      /Insufficient Lake Formation permission(?:\(s\)|s)?:?\s*Required ["']?(?<privilege>Describe|Select|Alter|Insert|Delete|Drop|Create Table|Create Database|Super|All)["']? on ["']?(?<object>[^\s(;,"']+)/i,
    layer: 'lf',
    permission: true,
    evidence: 'production',
    cause: 'Lake Formation governs the object, and the role lacks the named permission; IAM rights do not replace it',
    fix: 'grant exactly that; if Lake Formation is not meant to govern it, the account’s defaults for new databases and tables were emptied: restore IAM_ALLOWED_PRINCIPALS on the object',
    remedy: 'lakeFormation',
    document: `${LAKE_FORMATION_GUIDE}lf-permissions-reference.html`,
  },
  {
    id: 'E07',
    pattern: /Insufficient Lake Formation permission/i,
    layer: 'lf',
    permission: true,
    evidence: 'inferred',
    cause: 'Lake Formation governs the object, and the role lacks a permission that this text does not name',
    fix: 'read the whole message, then grant what it requires; for a SELECT that is SELECT on the table and DESCRIBE on its database',
    document: `${LAKE_FORMATION_GUIDE}lf-permissions-reference.html`,
  },
  {
    id: 'E39',
    pattern: /Relation not found or not allowed/i,
    layer: 'lf',
    permission: true,
    evidence: 'production',
    cause: 'the role holds no SELECT on a Data Catalog view that Lake Formation governs',
    fix: 'grant the role SELECT on the view; its tables need no grant',
    document: `${ATHENA_GUIDE}views-glue.html`,
  },
  {
    id: 'E42',
    action: /^lakeformation:/i,
    layer: 'lf',
    permission: true,
    evidence: 'documented',
    cause:
      'the role may not ask Lake Formation for access to data: every query of a governed table needs that in IAM, beside the grants',
    fix: 'allow the action on *, without a condition: Lake Formation knows no resources, and whether it is called via Athena is not documented',
    remedy: 'dataAccess',
    document: `${LAKE_FORMATION_GUIDE}access-control-underlying-data.html`,
  },
];
