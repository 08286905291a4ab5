import { classicNames } from '../../model/names';
import { quoteTable } from '../../model/quoting';
import { columns, type Layout, type TableDefinition, type TextStorage, type ViewDefinition } from './layout';

/**
 * Quilt's classic layout: package pointers and manifests as they lie in the bucket, and two views that join them.
 *
 * Names, columns and formats are those of quiltdata/examples:athena_cfn/athena-bucket-cfn.yml and of the tables that a
 * Quilt stack's registry creates, so that Quilt's clients find what they expect.
 */
export const classic: Layout = {
  name: 'classic',
  tables: (bucket) => [packagesTable(bucket), manifestsTable(bucket)],
  views: (database, bucket) => [packagesView(database, bucket), objectsView(database, bucket)],
};

const TEXT: Pick<TextStorage, 'inputFormat' | 'outputFormat'> = {
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat',
};

const PACKAGES = columns({ top_hash: 'string' });

const MANIFESTS = columns({
  logical_key: 'string',
  physical_keys: 'array<string>',
  size: 'bigint',
  hash: 'struct<type:string,value:string>',
  meta: 'string',
  user_meta: 'string',
  message: 'string',
  version: 'string',
});

const PACKAGES_VIEW = columns({
  pkg_name: 'string',
  top_hash: 'string',
  timestamp: 'string',
  message: 'string',
  user_meta: 'string',
});

const OBJECTS_VIEW = columns({
  pkg_name: 'string',
  top_hash: 'string',
  timestamp: 'string',
  logical_key: 'string',
  physical_key: 'string',
  size: 'bigint',
  hash: 'struct<type:string,value:string>',
  meta: 'string',
});

const READS = ['PackagesTable', 'ManifestsTable'];

/** One row a pointer file, `.quilt/named_packages/{user}/{name}/{unix seconds or "latest"}`. */
function packagesTable(bucket: string): TableDefinition {
  return {
    id: 'PackagesTable',
    name: classicNames.packages(bucket),
    description: `Table of top hashes in s3://${bucket}`,
    columns: PACKAGES,
    storage: {
      ...TEXT,
      location: `s3://${bucket}/.quilt/named_packages/`,
      serde: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
    },
  };
}

/** One row a line of a manifest, `.quilt/packages/{top hash}`: its header, directories' metadata, objects. */
function manifestsTable(bucket: string): TableDefinition {
  return {
    id: 'ManifestsTable',
    name: classicNames.manifests(bucket),
    description: `Table of all the manifests in s3://${bucket} (all package-level and object-level metadata)`,
    columns: MANIFESTS,
    storage: {
      ...TEXT,
      location: `s3://${bucket}/.quilt/packages/`,
      serde: 'org.openx.data.jsonserde.JsonSerDe',
      serdeParameters: { 'ignore.malformed.json': 'true' },
    },
    parameters: { has_encrypted_data: 'false' },
  };
}

/** Revisions with their message and metadata; the one `latest` points to appears a second time under that name. */
function packagesView(database: string, bucket: string): ViewDefinition {
  return {
    id: 'PackagesView',
    name: classicNames.packagesView(bucket),
    columns: PACKAGES_VIEW,
    reads: READS,
    // Only a header has a version: a malformed line is all NULL and would return its package once more.
    sql: `WITH npv AS (
${pointers(database, bucket)}
),
mv AS (
  SELECT regexp_extract("$path", '[^/]+$') AS top_hash, user_meta, message
  FROM ${quoteTable(database, classicNames.manifests(bucket))}
  WHERE logical_key IS NULL AND version IS NOT NULL AND ${IS_MANIFEST}
)
SELECT npv.pkg_name, npv.top_hash, npv."timestamp", mv.message, mv.user_meta
FROM npv
INNER JOIN mv ON npv.top_hash = mv.top_hash
WHERE npv.pkg_name IS NOT NULL`,
  };
}

/** Objects of revisions. Lines that carry a directory's metadata have no physical keys and are no objects. */
function objectsView(database: string, bucket: string): ViewDefinition {
  return {
    id: 'ObjectsView',
    name: classicNames.objectsView(bucket),
    columns: OBJECTS_VIEW,
    reads: READS,
    // element_at: one entry with an empty list would fail the whole query if it were physical_keys[1].
    sql: `WITH npv AS (
${pointers(database, bucket)}
),
mv AS (
  SELECT regexp_extract("$path", '[^/]+$') AS top_hash, logical_key, physical_keys, size, hash, meta
  FROM ${quoteTable(database, classicNames.manifests(bucket))}
  WHERE logical_key IS NOT NULL AND physical_keys IS NOT NULL AND ${IS_MANIFEST}
)
SELECT npv.pkg_name, npv.top_hash, npv."timestamp", mv.logical_key,
  element_at(mv.physical_keys, 1) AS physical_key, mv.size, mv.hash, mv.meta
FROM mv
INNER JOIN npv ON mv.top_hash = npv.top_hash
WHERE npv.pkg_name IS NOT NULL`,
  };
}

/** Other files do occur beside manifests (Parquet left by other tools, for one); manifests are named by their hash and nothing else. */
const IS_MANIFEST = `regexp_like("$path", '/[a-z0-9]{64}$')`;

/** The pattern is anchored at both ends: a file elsewhere below the prefix is no pointer, and gets no package name. */
function pointers(database: string, bucket: string): string {
  return `  SELECT
    regexp_extract("$path", '^s3://[^/]+/[^/]+/[^/]+/([^/]+/[^/]+)/[^/]+$', 1) AS pkg_name,
    regexp_extract("$path", '[^/]+$') AS "timestamp",
    top_hash
  FROM ${quoteTable(database, classicNames.packages(bucket))}`;
}
