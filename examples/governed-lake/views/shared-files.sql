-- One row for each file of a package in governed-reads and each file of equal content in a package of governed-reports.
SELECT
  reads.pkg_name AS reads_package,
  reads.logical_key AS reads_file,
  reports.pkg_name AS reports_package,
  reports.logical_key AS reports_file,
  reads.size
FROM "governed-reads_objects-view" AS reads
INNER JOIN "governed-reports_objects-view" AS reports
  ON reads.hash.value = reports.hash.value
WHERE reads."timestamp" = 'latest' AND reports."timestamp" = 'latest'
