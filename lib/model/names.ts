/**
 * Every name the library makes, after Quilt's (its template 1.62.1 and public docs), so that its clients find them.
 */

/** Athena cuts nothing, it refuses: a workgroup name has at most 128 characters. */
export const WORKGROUP_NAME_LIMIT = 128;

/** Results prefix reserved for Tabulator's open query, which in Quilt's template shared that of other roles. */
export const OPEN_QUERY = 'open-query';

/** The classic layout's names. Bucket names are kept as they are, so hyphens and dots must be quoted in SQL. */
export const classicNames = {
  packages: (bucket: string) => `${bucket}_packages`,
  manifests: (bucket: string) => `${bucket}_manifests`,
  packagesView: (bucket: string) => `${bucket}_packages-view`,
  objectsView: (bucket: string) => `${bucket}_objects-view`,
};

/** Matches every table and view of a bucket and, as bucket names have no `_`, of no other bucket. */
export function tablePattern(bucket: string): string {
  return `${bucket}_*`;
}

/** `sales-prod` → `sales_prod`: a name that needs no quotes in SQL. */
export function databaseNameFor(stackName: string): string {
  return stackName.toLowerCase().replace(/[^a-z0-9_]/g, '_');
}

/** A role name as it appears in workgroup names and prefixes: characters that only IAM allows become `-`. */
export function pathSafe(roleName: string): string {
  return roleName.replace(/[^A-Za-z0-9._-]/g, '-');
}

/** `QuiltUserAthena-{stack}-{role}`, cut to what Athena allows. */
export function workgroupName(stackName: string, roleName: string): string {
  return `QuiltUserAthena-${stackName}-${pathSafe(roleName)}`.slice(0, WORKGROUP_NAME_LIMIT);
}

/** Where a role's results go. The closing slash keeps `analyst/` apart from `analyst-2/`. */
export function resultsPrefix(roleName: string): string {
  return `athena-results/${pathSafe(roleName)}/`;
}

/** Where a federated table's spilled rows go for a role. */
export function spillPrefix(roleName: string): string {
  return `spill/${pathSafe(roleName)}/`;
}

/** `quilt-{stack}-tabulator`: the data catalog of tables over files in packages. */
export function tabulatorCatalogName(stackName: string): string {
  return `quilt-${stackName}-tabulator`;
}

/** The workgroup for principals that are no role of the lake, cut to what Athena allows. */
export function openQueryWorkgroupName(stackName: string): string {
  return `QuiltTabulatorOpenQuery-${stackName}`.slice(0, WORKGROUP_NAME_LIMIT);
}

/** `read-only.analyst` → `ReadOnlyAnalyst`: part of construct ids and output names, which allow letters and digits. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
}
