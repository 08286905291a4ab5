import { type LakeConfig, ObjectAccess } from '../../lib/model/lake-config';
import { GENES } from '../tabulator/a-tabulator-lake';

/** Declarations whose templates are held. Changing one changes a snapshot; add another instead. */

export const SMALL: LakeConfig = {
  buckets: [{ name: 'quilt-sandbox-bucket' }],
  roles: [{ name: 'analyst', read: ['quilt-sandbox-bucket'] }],
};

export const TABULATOR: LakeConfig = {
  buckets: [{ name: 'quilt-sandbox-bucket', tabulator: { genes: GENES } }],
  roles: [
    { name: 'analyst', read: ['*'], tabulator: true },
    { name: 'visitor', read: ['*'] },
  ],
  tabulator: { openQuery: true },
};

export const BESIDE_QUILT: LakeConfig = {
  database: { name: 'userathenadatabase-mbq1ihawbzb7', existing: true },
  buckets: [{ name: 'sales-raw' }, { name: 'sales-curated' }],
  roles: [
    { arn: 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales-prod', read: ['*'], write: ['sales-curated'] },
    { name: 'DataScience', existing: true, read: ['*'] },
    { name: 'managed', quiltManaged: true, read: ['sales-raw'] },
  ],
};

export const LARGE: LakeConfig = {
  buckets: Array.from({ length: 6 }, (_, i) => ({ name: `sales-region-${i + 1}` })),
  roles: [
    { name: 'analyst', read: ['*'] },
    { name: 'agent', read: ['*'], objects: ObjectAccess.QUERY, clients: ['mcp'] },
    { name: 'curator', read: ['*'], write: ['sales-region-1', 'sales-region-2'] },
    { name: 'loader', write: ['*'], clients: ['pyathena', 'directGlue', 'directResults'] },
  ],
  results: { kmsKey: 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
  tables: { shards: 2 },
};
