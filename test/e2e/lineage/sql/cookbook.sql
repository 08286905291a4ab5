-- name: packages by metadata
SELECT pkg_name, json_extract_scalar(user_meta, '$.project') AS project
FROM "quilt-sandbox-bucket_packages-view"
WHERE "timestamp" = 'latest'
-- name: what a package can be made of
SELECT logical_key, size, physical_key
FROM "sales_prod"."quilt-sandbox-bucket_objects-view"
WHERE "timestamp" = 'latest' AND logical_key LIKE '%.csv'
-- name: the first ten packages
SELECT * FROM "sales_prod"."quilt-sandbox-bucket_packages-view" LIMIT 10
-- name: package-level metadata, as Quilt's Query page
SELECT * FROM "quilt-sandbox-bucket_packages-view"
-- extract and query package-level metadata
WHERE json_extract_scalar(user_meta, '$.user_meta.algorithm_version') LIKE '1.3%'
  AND json_array_contains(json_extract(user_meta, '$.user_meta.cellindex'), '5')
-- name: object-level metadata, as Quilt's Athena page
SELECT * FROM "raw.data.example-lab_objects-view"
WHERE substr(logical_key, -5) = '.tiff'
  AND json_extract_scalar(meta, '$.user_meta.algorithm_version') LIKE '1.3%'
  AND json_array_contains(json_extract(meta, '$.user_meta.cellindex'), '5')
-- name: packages of an experiment, as a notebook integration asks
SELECT pkg_name, "timestamp", message, user_meta
FROM "AwsDataCatalog"."sales_prod"."quilt-sandbox-bucket_packages-view"
WHERE "timestamp" = 'latest' AND json_extract_scalar(user_meta, '$.experiment_id') = 'EXP-123'
ORDER BY pkg_name
-- name: packages view of the docs before 2023
WITH
  npv AS (
    SELECT
      regexp_extract("$path", '^s3:\/\/([^\\/]+)\/([^\/]+)\/([^\/]+)\/([^\/]+)', 4) as user,
      regexp_extract("$path", '^s3:\/\/([^\\/]+)\/([^\/]+)\/([^\/]+)\/([^\/]+)\/([^\/]+)', 5) as name,
      regexp_extract("$path", '[^/]+$') as timestamp,
      "quilt_named_packages_archive"."hash"
      FROM "quilt_named_packages_archive"
  ),
  mv AS (
    SELECT
      regexp_extract("$path", '[^/]+$') as tophash,
        manifest."meta",
        manifest."message"
      FROM "quilt_manifests_archive" as manifest
      WHERE manifest."logical_key" IS NULL
  )
SELECT npv."user", npv."name", npv."hash", npv."timestamp", mv."message", mv."meta"
FROM npv
JOIN mv ON npv."hash" = mv."tophash"
-- name: objects of hand-made tables
WITH mv AS (
  SELECT regexp_extract("$path", '[^/]+$') AS tophash, manifest."logical_key", manifest."physical_keys", manifest."size",
    manifest."hash", manifest."meta", manifest."user_meta"
  FROM "quilt_manifests_archive" AS manifest
  WHERE manifest."logical_key" IS NOT NULL
)
SELECT npv."hash" AS package_hash, mv."tophash", mv."logical_key", mv."physical_keys", mv."hash", mv."meta", mv."size"
FROM mv
JOIN "quilt_named_packages_archive" AS npv ON npv."hash" = mv."tophash"
-- name: largest objects
SELECT pkg_name, logical_key, size / 1e9 AS gigabytes
FROM "quilt-sandbox-bucket_objects-view"
WHERE size > 1000000000 AND "timestamp" <> 'latest'
ORDER BY size DESC
LIMIT 50
-- name: history of a package
SELECT from_unixtime(TRY_CAST("timestamp" AS bigint)) AS pushed, top_hash, message,
  lag(top_hash) OVER (ORDER BY TRY_CAST("timestamp" AS bigint)) AS before
FROM "quilt-sandbox-bucket_packages-view"
WHERE pkg_name = 'lab/alpha' AND "timestamp" <> 'latest'
-- name: what changed between two revisions
WITH old AS (
  SELECT logical_key, hash.value AS content FROM "quilt-sandbox-bucket_objects-view" WHERE top_hash LIKE 'a1%'
), new AS (
  SELECT logical_key, hash.value AS content FROM "quilt-sandbox-bucket_objects-view" WHERE top_hash LIKE 'b2%'
)
SELECT coalesce(old.logical_key, new.logical_key) AS logical_key,
  CASE WHEN old.content IS NULL THEN 'added' WHEN new.content IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM old
FULL OUTER JOIN new ON old.logical_key = new.logical_key
WHERE old.content IS DISTINCT FROM new.content
-- name: packages of all buckets
SELECT 'quilt-sandbox-bucket' AS bucket, * FROM "quilt-sandbox-bucket_packages-view"
UNION ALL
SELECT 'raw.data.example-lab', * FROM "raw.data.example-lab_packages-view"
UNION ALL
SELECT 'archive', * FROM "archive_packages-view"
-- name: manifests that no package points to
SELECT DISTINCT regexp_extract(m."$path", '[^/]+$') AS top_hash
FROM "quilt-sandbox-bucket_manifests" m
WHERE m.logical_key IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM "quilt-sandbox-bucket_packages" p WHERE p.top_hash = regexp_extract(m."$path", '[^/]+$')
  )
-- name: hash types in use
SELECT hash.type, count(*) AS objects, sum(size) AS bytes
FROM "quilt-sandbox-bucket_manifests"
WHERE logical_key IS NOT NULL
GROUP BY hash.type
HAVING count(*) > 1
-- name: every physical key
SELECT logical_key, key
FROM "raw.data.example-lab_manifests"
CROSS JOIN UNNEST(physical_keys) AS keys (key)
-- name: workflow of each package
SELECT p.pkg_name, json_extract_scalar(p.user_meta, '$.workflow.id') AS workflow, count(o.logical_key) AS objects
FROM "archive_packages-view" p
LEFT JOIN "archive_objects-view" o ON p.top_hash = o.top_hash AND p."timestamp" = o."timestamp"
GROUP BY 1, 2
-- name: entries of the latest revision, Iceberg
SELECT e.logical_key, e.physical_key, e.size, e.metadata
FROM "sales-prod-iceberg"."quilt-sandbox-bucket_package_tag" t
JOIN "sales-prod-iceberg"."quilt-sandbox-bucket_package_entry" e ON t.top_hash = e.top_hash
WHERE t.pkg_name = 'analytics/results' AND t.tag_name = 'latest'
-- name: latest packages by metadata, Iceberg
-- in: sales-prod-iceberg
SELECT t.pkg_name, t.tag_name, m.metadata
FROM "archive_package_tag" t
JOIN "archive_package_manifest" m ON t.top_hash = m.top_hash
WHERE t.tag_name = 'latest'
  AND json_extract_scalar(m.metadata, '$.experiment_id') = 'EXP-123'
  AND json_extract_scalar(m.metadata, '$.status') = 'complete'
-- name: tags of several buckets, Iceberg
-- in: sales-prod-iceberg
SELECT 'archive' AS bucket, pkg_name, tag_name, top_hash
FROM "archive_package_tag"
WHERE tag_name = 'latest'
UNION ALL
SELECT 'raw.data.example-lab' AS bucket, pkg_name, tag_name, top_hash
FROM "raw.data.example-lab_package_tag"
WHERE tag_name = 'latest'
-- name: manifests by metadata, Iceberg
-- in: sales-prod-iceberg
SELECT * FROM "quilt-sandbox-bucket_package_manifest"
WHERE json_extract_scalar(metadata, '$.user_meta.algorithm_version') LIKE '1.3%'
  AND json_array_contains(json_extract(metadata, '$.user_meta.cellindex'), '5')
-- name: entries by metadata, Iceberg
-- in: sales-prod-iceberg
SELECT * FROM "quilt-sandbox-bucket_package_entry"
WHERE substr(logical_key, -5) = '.tiff'
  AND json_extract_scalar(metadata, '$.user_meta.algorithm_version') LIKE '1.3%'
-- name: revisions of this month, Iceberg
SELECT pkg_name, count(*) AS revisions, max("timestamp") AS newest
FROM "sales-prod-iceberg"."raw.data.example-lab_package_revision"
WHERE "timestamp" > date_trunc('month', TIMESTAMP '2024-06-15 00:00:00')
GROUP BY pkg_name
-- name: measurements with the metadata of their package
SELECT gene_expression.*, m.metadata
FROM gene_expression
JOIN "sales-prod-iceberg"."quilt-sandbox-bucket_package_manifest" m ON gene_expression.top_hash = m.top_hash
-- name: mean expression by tissue
SELECT s.tissue, g.gene_id, avg(g.tpm) AS mean_tpm, approx_percentile(g.tpm, 0.9) AS p90, count(DISTINCT s.subject) AS n
FROM gene_expression AS g
INNER JOIN samples AS s USING (sample_id)
WHERE s.attributes['status'] = 'released'
GROUP BY s.tissue, g.gene_id
-- name: samples whose assays all passed
SELECT sample_id, cardinality(assays) AS runs, transform(assays, a -> a.name) AS names
FROM samples
WHERE all_match(assays, a -> a.passed)
-- name: assays one by one
SELECT s.sample_id, a.name, a.run, s.dose * 1.5 AS adjusted
FROM samples s
CROSS JOIN UNNEST(s.assays) AS a (name, run, passed)
WHERE a.passed
-- name: newest measurement of each sample
SELECT sample_id, gene_id, tpm
FROM (
  SELECT *, row_number() OVER (PARTITION BY sample_id, gene_id ORDER BY measured DESC) AS nth
  FROM gene_expression
)
WHERE nth = 1
-- name: multihash of entries, as an Iceberg export computes it
SELECT s.top_hash, s.logical_key, s.physical_key,
  concat(CASE s.hash.type WHEN 'SHA256' THEN '1220' WHEN 'sha2-256-chunked' THEN 'b150' ELSE '0000' END, s.hash.value)
    AS multihash,
  s.size, s.meta AS metadata
FROM "AwsDataCatalog"."sales_prod"."quilt-sandbox-bucket_objects-view" s
-- name: source of a merge of revisions
SELECT regexp_extract("$path", '^s3://[^/]+/[^/]+/[^/]+/([^/]+/[^/]+)', 1) AS pkg_name,
  CAST(from_unixtime(CAST(regexp_extract("$path", '[^/]+$') AS bigint)) AT TIME ZONE 'UTC' AS timestamp(6)) AS "timestamp",
  top_hash
FROM "quilt-sandbox-bucket_packages"
WHERE TRY_CAST(regexp_extract("$path", '[^/]+$') AS bigint) IS NOT NULL
-- name: source of a merge of entries
SELECT regexp_extract("$path", '[^/]+$') AS top_hash, logical_key, physical_keys[1] AS physical_key,
  hash.type AS hash_type, hash.value AS hash_value, size, meta AS metadata
FROM "quilt-sandbox-bucket_manifests"
WHERE logical_key IS NOT NULL AND regexp_like("$path", '/[a-z0-9]{64}$')
-- name: one name of many objects
SELECT regexp_extract(logical_key, '[^/]+$') AS file, count(*) AS copies, array_agg(DISTINCT pkg_name) AS packages
FROM "quilt-sandbox-bucket_objects-view"
WHERE "timestamp" = 'latest'
GROUP BY 1
HAVING count(*) > 1
-- name: bytes by user name
SELECT owner, pkg_name, sum(size) AS bytes
FROM (SELECT split_part(pkg_name, '/', 1) AS owner, pkg_name, size FROM "quilt-sandbox-bucket_objects-view")
GROUP BY ROLLUP (owner, pkg_name)
