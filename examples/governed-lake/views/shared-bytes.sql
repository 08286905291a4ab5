SELECT
  reads_package,
  count(DISTINCT reads_file) AS files,
  sum(size) AS bytes
FROM shared_files
GROUP BY reads_package
