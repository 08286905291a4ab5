import { ATHENA_GUIDE, type CatalogueEntry } from './entry';

/** Names that a query did not find: absent, or hidden from the caller. */
export const NAMES: readonly CatalogueEntry[] = [
  {
    id: 'E12',
    pattern: /Column '(?<column>[^']+)' cannot be resolved or requester/i,
    layer: 'lf',
    permission: null,
    evidence: 'production',
    cause: 'the column does not exist, or Lake Formation hides it from the role; Athena words both alike',
    fix: 'compare with the table’s columns as an administrator sees them: correct the name, or grant SELECT on the column',
    document: `${ATHENA_GUIDE}lf-athena-limitations.html`,
  },
  {
    id: 'E13',
    pattern:
      /View '(?<view>[^']+)' is stale or in invalid state|View '?(?<view2>[^'\s]*)'? ?is stale; it must be re-created|VIEW_IS_STALE(?:.{0,80}?View '(?<view3>[^']+)')?/is,
    layer: 'data',
    permission: false,
    evidence: 'production',
    cause:
      'a table changed under the view, so that its stored columns no longer fit its query; nothing was denied, unless column grants hide columns of the table from the role',
    fix: 'create the view again (for a view of this library: deploy again); if the table did not change, compare the role’s column grants with the columns the view reads',
    document: `${ATHENA_GUIDE}views.html`,
  },
  {
    id: 'E10',
    pattern:
      /TABLE_NOT_FOUND.{0,60}?Table '?(?<object>[^'\s]+)'? does not exist|line \d+:\d+: Table '?(?<object2>[^'\s]+)'? does not exist/is,
    errorTypes: [1110, 1301],
    layer: 'glue',
    permission: null,
    evidence: 'production',
    cause:
      'the table does not exist under this catalog and database, or the role may not see it: Athena words both alike',
    fix: 'check the name (hyphens and capitals need double quotes, the database may be another); if an administrator sees the table, let the role see it too',
    document: 'docs/queries.md',
  },
  {
    id: 'E11',
    pattern:
      /SCHEMA_NOT_FOUND.{0,60}?Schema '?(?<object>[^'\s]+)'? does not exist|line \d+:\d+: Schema '?(?<object2>[^'\s]+)'? does not exist|\bSchema schema_name does not exist/is,
    layer: 'glue',
    permission: null,
    evidence: 'production',
    cause:
      'the database does not exist, or the role may not see it; for a shared database, its resource link has another name than the one the view was made with',
    fix: 'check the name; let the role DESCRIBE the database; give a resource link the name of the database it links to',
    document: `${ATHENA_GUIDE}lf-athena-limitations-cross-account.html`,
  },
  {
    id: 'E14',
    pattern: /\bINVALID_VIEW\b(?:.{0,80}?stored view '(?<view>[^']+)')?/s,
    errorTypes: [1107],
    layer: 'data',
    permission: false,
    evidence: 'documented',
    cause: 'the view’s stored query cannot be read, or a table behind it is gone',
    fix: 'create the view again (for a view of this library: deploy again)',
    document: `${ATHENA_GUIDE}error-reference.html`,
  },
  {
    id: 'E15',
    pattern: /NullPointerException:? Name is null/i,
    layer: 'data',
    permission: false,
    evidence: 'documented',
    cause: 'a table was made through the Glue API without a TableType',
    fix: 'set its TableType: EXTERNAL_TABLE, or VIRTUAL_VIEW for a view',
    document: `${ATHENA_GUIDE}troubleshooting-athena.html`,
  },
];
