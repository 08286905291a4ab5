import { classicNames } from '../model/names';
import { quoteTable } from '../model/quoting';

/** A query worth having at hand; it runs as it stands and reads nothing but the two views of its buckets. */
export interface SavedQuery {
  /** Construct id, hence part of the logical id: never changes. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** How many buckets it reads. */
  readonly buckets: number;
  readonly sql: (database: string, buckets: readonly string[]) => string;
}

const packages = (database: string, bucket: string) => quoteTable(database, classicNames.packagesView(bucket));
const objects = (database: string, bucket: string) => quoteTable(database, classicNames.objectsView(bucket));

/** A revision is listed under the time it was pushed, in Unix seconds, and the newest once more as `latest`. */
const PUSHED = 'from_unixtime(TRY_CAST("timestamp" AS bigint))';

export const SAVED_QUERIES: readonly SavedQuery[] = [
  {
    id: 'ListPackages',
    name: 'List packages',
    description: 'Every package with the message and metadata of its latest revision',
    buckets: 1,
    sql: (database, [bucket]) => `SELECT pkg_name, top_hash, message, user_meta
FROM ${packages(database, bucket)}
WHERE "timestamp" = 'latest'
ORDER BY pkg_name`,
  },
  {
    id: 'LatestRevisions',
    name: 'Latest revisions',
    description: 'The 100 revisions pushed last, newest first',
    buckets: 1,
    sql: (database, [bucket]) => `SELECT pkg_name, ${PUSHED} AS pushed, message, top_hash
FROM ${packages(database, bucket)}
WHERE "timestamp" <> 'latest'
ORDER BY pushed DESC
LIMIT 100`,
  },
  {
    id: 'SearchMetadata',
    name: 'Search packages by metadata',
    description:
      'Top-level metadata fields of the latest revisions; put words between the % to search, as in %assay%rna%',
    buckets: 1,
    // TRY: metadata may be any JSON; only an object has fields, and everything else has none.
    sql: (database, [bucket]) => `SELECT pkg_name, field, json_format(content) AS content, message
FROM ${packages(database, bucket)}
CROSS JOIN UNNEST(TRY(CAST(json_parse(user_meta) AS map(varchar, json)))) AS metadata (field, content)
WHERE "timestamp" = 'latest'
  AND lower(field || ' ' || json_format(content)) LIKE '%%'
ORDER BY pkg_name, field`,
  },
  {
    id: 'ObjectsByExtension',
    name: 'Objects by file extension',
    description: 'How many objects of each file extension the latest revisions hold, and how large they are',
    buckets: 1,
    sql: (database, [bucket]) => `SELECT lower(regexp_extract(logical_key, '[^/]\\.([^./]+)$', 1)) AS extension,
  count(*) AS objects, sum(size) AS bytes
FROM ${objects(database, bucket)}
WHERE "timestamp" = 'latest'
GROUP BY 1
ORDER BY bytes DESC`,
  },
  {
    id: 'SizePerPackage',
    name: 'Size per package',
    description: 'Objects and bytes of the latest revision of each package, largest first',
    buckets: 1,
    sql: (database, [bucket]) => `SELECT pkg_name, count(*) AS objects, sum(size) AS bytes
FROM ${objects(database, bucket)}
WHERE "timestamp" = 'latest'
GROUP BY pkg_name
ORDER BY bytes DESC, pkg_name`,
  },
  {
    id: 'PackagesOverTime',
    name: 'Packages over time',
    description: 'Revisions pushed in each month, and how many packages they belong to',
    buckets: 1,
    sql: (database, [bucket]) => `SELECT date_trunc('month', ${PUSHED}) AS month,
  count(*) AS revisions, count(DISTINCT pkg_name) AS packages
FROM ${packages(database, bucket)}
WHERE "timestamp" <> 'latest'
GROUP BY 1
ORDER BY month DESC`,
  },
  {
    id: 'SharedObjects',
    name: 'Objects shared by packages',
    description: 'The largest objects whose content is in the latest revisions of two packages',
    buckets: 1,
    sql: (database, [bucket]) => `WITH latest AS (
  SELECT pkg_name, logical_key, size, hash.value AS content
  FROM ${objects(database, bucket)}
  WHERE "timestamp" = 'latest'
)
SELECT one.pkg_name, one.logical_key, two.pkg_name AS other_pkg_name, two.logical_key AS other_logical_key, one.size
FROM latest AS one
INNER JOIN latest AS two ON one.content = two.content AND one.pkg_name < two.pkg_name
ORDER BY one.size DESC
LIMIT 100`,
  },
  {
    id: 'PackagesInTwoBuckets',
    name: 'Packages in two buckets',
    description: 'Packages of the same name in two buckets, and whether their latest revisions are the same',
    buckets: 2,
    sql: (database, [first, second]) => `SELECT one.pkg_name, one.top_hash = two.top_hash AS same,
  one.top_hash, two.top_hash AS other_top_hash, one.message, two.message AS other_message
FROM ${packages(database, first)} AS one
INNER JOIN ${packages(database, second)} AS two ON one.pkg_name = two.pkg_name
WHERE one."timestamp" = 'latest' AND two."timestamp" = 'latest'
ORDER BY one.pkg_name`,
  },
];
