/** Quilt's buckets of these tests: with hyphens, with dots, and the older kind that allows neither to be left unquoted. */
export const BUCKETS = ['quilt-sandbox-bucket', 'raw.data.example-lab', 'archive'] as const;

/** Quilt's Iceberg tables of a bucket, as its docs name them (docs/advanced-features/iceberg-tables.md of quiltdata/quilt). */
export function icebergTables(bucket: string): Record<string, string> {
  return {
    [`${bucket}_package_revision`]: 'pkg_name string, timestamp timestamp, top_hash string',
    [`${bucket}_package_tag`]: 'pkg_name string, tag_name string, top_hash string',
    [`${bucket}_package_manifest`]: 'top_hash string, message string, metadata string',
    [`${bucket}_package_entry`]: `
      top_hash string, logical_key string, physical_key string, hash_type string, hash_value string, size bigint,
      metadata string
    `,
  };
}

/** The tables of the docs before 2023, written by hand (docs/advanced-features/athena.md of quiltdata/quilt at 1e2267905). */
export const HAND_MADE: Readonly<Record<string, string>> = {
  quilt_manifests_archive: `
    logical_key string, physical_keys array<string>, size string, hash struct<type:string,value:string>, meta string,
    user_meta string, message string, version string
  `,
  quilt_named_packages_archive: 'hash string',
};

/** What a lake may hold beside packages: an instrument's results, a registry of samples. */
export const SCIENCE: Readonly<Record<string, string>> = {
  gene_expression: `
    gene_id string, sample_id string, tpm double, raw_count bigint, measured timestamp, top_hash string, batch int
  `,
  samples: `
    sample_id string, subject string, tissue varchar(32), collected date, attributes map<string,string>,
    assays array<struct<name:string,run:int,passed:boolean>>, dose decimal(9,3)
  `,
};
