-- Lines of manifests that are files: neither a manifest's header nor a directory's metadata has a size.
SELECT logical_key, size
FROM "governed-reads_manifests"
WHERE size IS NOT NULL
