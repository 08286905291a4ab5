import { DerivedAccess } from '../../lib/authorization/derived-access';
import { type Lake, lakeFrom } from '../../lib/model/lake';
import { AuthorizationRegime, type LakeConfig, ObjectAccess } from '../../lib/model/lake-config';
import { expectationsOf } from '../../lib/verification/expectations';

export const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';

/** Two buckets, one of them encrypted, two roles, and a view that only one of them may use. */
export const CONFIG: LakeConfig = {
  buckets: [{ name: 'sales-raw', kmsKey: KEY }, { name: 'lab-data' }],
  roles: [
    { name: 'analyst', write: ['sales-raw'] },
    { name: 'chemist', read: ['lab-data'], objects: ObjectAccess.QUERY },
  ],
  views: [
    {
      name: 'package_count',
      sql: 'SELECT count(top_hash) AS packages FROM "sales-raw_packages"',
      columns: [{ name: 'packages', type: 'bigint' }],
      select: ['analyst'],
    },
  ],
};

export const GOVERNED: LakeConfig = { ...CONFIG, authorization: { regime: AuthorizationRegime.LAKE_FORMATION } };

export const aLake = (config: LakeConfig = CONFIG): Lake => lakeFrom('sales-prod', config);

export function planOf(config: LakeConfig = CONFIG) {
  const lake = aLake(config);
  return expectationsOf(lake, new DerivedAccess(lake));
}
