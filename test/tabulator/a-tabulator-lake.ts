import type { TabulatorTableConfig } from '../../lib/model/lake-config';

/** A table without a problem. */
export const GENES = {
  schema: [
    { name: 'gene_id', type: 'STRING' },
    { name: 'tpm', type: 'DOUBLE' },
  ],
  source: { packageName: '^rnaseq/(?<study>[^/]+)$', logicalKey: 'quant/(?<sample>[^/]+)\\.csv$' },
  parser: { format: 'csv', header: true },
} satisfies TabulatorTableConfig;
