SELECT
  pkg_name,
  count(*) AS files,
  sum(size) AS bytes
FROM "governed-reads_objects-view"
WHERE "timestamp" = 'latest'
GROUP BY pkg_name
