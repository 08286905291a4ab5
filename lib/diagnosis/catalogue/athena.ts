import { ATHENA_GUIDE, type CatalogueEntry } from './entry';

/** Denials and refusals of Athena itself, most specific first. */
export const ATHENA: readonly CatalogueEntry[] = [
  {
    id: 'E23',
    action: /^athena:GetDataCatalog$/i,
    layer: 'athena',
    permission: true,
    evidence: 'production',
    cause: 'the role may not use this data catalog; a catalog that does not exist under that name is worded alike',
    fix: 'check the catalog’s name, then allow athena:GetDataCatalog on it',
    remedy: 'athena',
    document: `${ATHENA_GUIDE}datacatalogs-example-policies.html`,
  },
  {
    id: 'E23',
    pattern:
      /CATALOG_NOT_FOUND(?:.{0,60}?Catalog '?(?<object>[^'\s]+)'? does not exist)?|line \d+:\d+: Catalog '?(?<object2>[^'\s]+)'? does not exist|Data ?Catalog '?(?<object3>[^'\s]+)'? (?:was|is) not found/is,
    layer: 'athena',
    permission: false,
    evidence: 'production',
    cause: 'there is no data catalog of this name in the account and region',
    fix: 'check the name: aws athena list-data-catalogs shows them; a name with a hyphen needs double quotes',
    document: `${ATHENA_GUIDE}datacatalogs-example-policies.html`,
  },
  {
    id: 'E22',
    action: /^athena:/i,
    layer: 'athena',
    permission: true,
    evidence: 'production',
    cause:
      'no policy of the role allows this Athena action on the workgroup or data catalog; for GetWorkGroup while workgroups are listed, that is expected for other roles’ workgroups',
    fix: 'use the role’s own workgroup; else allow the action, without a condition on aws:CalledVia: the caller itself makes it',
    remedy: 'athena',
    document: 'docs/troubleshooting.md',
  },
  {
    id: 'E26',
    pattern: /\bWork ?[Gg]roup(?: '?(?<object>[^\s']+)'?)? is (?:not found|disabled)/,
    layer: 'athena',
    permission: false,
    evidence: 'documented',
    cause: 'the workgroup does not exist in this account and region, or is disabled',
    fix: 'name the role’s own workgroup: quilt-athena plan lists them; look at the region',
    document: `${ATHENA_GUIDE}workgroups-troubleshooting.html`,
  },
  {
    id: 'E27',
    pattern: /No output location provided/i,
    layer: 'athena',
    permission: false,
    evidence: 'documented',
    cause: 'the workgroup has no place for results, and the client gave none',
    fix: 'use the role’s own workgroup, which has one, or give the workgroup an output location',
    document: `${ATHENA_GUIDE}workgroups-troubleshooting.html`,
  },
  {
    id: 'E28',
    pattern: /submitted with an '?external_location'? property to an Athena Workgroup that enforces/i,
    layer: 'athena',
    permission: false,
    evidence: 'documented',
    cause: 'the workgroup decides where results go, so that CREATE TABLE AS may not name a place',
    fix: 'leave out external_location, or run the statement in a workgroup that does not enforce its settings',
    document: `${ATHENA_GUIDE}workgroups-settings-override.html`,
  },
];
