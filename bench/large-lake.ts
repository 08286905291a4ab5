import type { LakeConfig } from '../lib/model/lake-config';

/** A lake in which every role reads every bucket; bucket names have 28 characters, as long ones do. */
export function largeLake(buckets: number, roles: number): LakeConfig {
  const names = Array.from({ length: buckets }, (_, i) => `quilt-customer-data-${String(i).padStart(8, '0')}`);
  return {
    buckets: names.map((name) => ({ name })),
    roles: Array.from({ length: roles }, (_, i) => ({ name: `role-${i}`, read: ['*'] })),
    tables: { shards: buckets > 60 ? Math.ceil(buckets / 60) : 0 },
  };
}
