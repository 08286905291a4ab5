import { ATHENA_GUIDE, type CatalogueEntry, GLUE_GUIDE } from './entry';

/** Denials of the Glue Data Catalog, most specific first. */
export const GLUE: readonly CatalogueEntry[] = [
  {
    id: 'E05',
    action: /^glue:/i,
    direct: true,
    layer: 'client',
    permission: true,
    evidence: 'production',
    cause:
      'the client called Glue itself, not through Athena, so a right that holds only "called via Athena" does not count',
    fix: 'let the client ask Athena for metadata (ListTableMetadata, GetTableMetadata), or allow the read without that condition',
    remedy: 'glueDirect',
    document: 'docs/troubleshooting.md',
  },
  {
    id: 'E01',
    action: /^glue:GetDatabase$/i,
    resource: /:database\/default$/i,
    layer: 'glue',
    permission: true,
    evidence: 'production',
    cause: 'no database was named, so Athena asked Glue for the database "default", which the role may not read',
    fix: 'allow glue:GetDatabase on database/default (its tables stay closed), or name a database in the client; where Lake Formation governs it, grant DESCRIBE on default',
    remedy: 'glue',
    document: `${ATHENA_GUIDE}fine-grained-access-to-glue-resources.html`,
  },
  {
    id: 'E04',
    action: /^glue:/i,
    layer: 'glue',
    permission: true,
    evidence: 'production',
    cause:
      'no policy of the role allows this Glue action on the printed resource, or on the database or catalog above it',
    fix: 'allow the action on the printed resource and on everything above it',
    remedy: 'glue',
    document: `${GLUE_GUIDE}glue-specifying-resource-arns.html`,
  },
];
