import { CLIENT_PRESETS } from '../../lib/authorization/client-presets';
import { type LakeConfig, ObjectAccess } from '../../lib/model/lake-config';

const key = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;

/** Every kind of role: default clients, queries only, writing, each client alone, all clients. */
export const EVERY_ROLE: LakeConfig = {
  buckets: [{ name: 'sales-raw' }, { name: 'sales-vault', kmsKey: key('data') }, { name: 'sales-other' }],
  roles: [
    { name: 'analyst', read: ['sales-raw'] },
    { name: 'agent', read: ['*'], objects: ObjectAccess.QUERY, clients: ['mcp'] },
    { name: 'curator', read: ['sales-raw'], write: ['sales-vault'] },
    { name: 'idle' },
    ...CLIENT_PRESETS.map(({ name }) => ({ name: `only-${name}`, read: ['sales-raw'], clients: [name] })),
    { name: 'all', write: ['*'], clients: CLIENT_PRESETS.map((preset) => preset.name) },
  ],
  results: { kmsKey: key('results') },
};

/** Lakes that differ in what decides policies. */
export const LAKES: readonly (readonly [name: string, config: LakeConfig, context: Record<string, unknown>])[] = [
  ['every kind of role', EVERY_ROLE, {}],
  ['nested stacks', { ...EVERY_ROLE, tables: { shards: 2 } }, {}],
  [
    'a lake that is deleted with its stack',
    { ...EVERY_ROLE, results: { destroy: true, excludeArnsFromDeny: ['arn:aws:iam::123456789012:role/scanner-*'] } },
    { 'cdk-quilt-athena/removeDataOnDestroy': true },
  ],
  [
    "a lake beside Quilt's",
    {
      ...EVERY_ROLE,
      database: { name: 'userathenadatabase-mbq1ihawbzb7', existing: true },
      roles: [
        { arn: 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales-prod', write: ['sales-raw'] },
        { name: 'managed', quiltManaged: true, read: ['*'] },
        { name: 'notebooks', existing: true, read: ['sales-raw'] },
      ],
    },
    {},
  ],
  [
    'a bounded role that others may assume',
    {
      buckets: [{ name: 'sales-raw', account: '210987654321' }],
      roles: [
        {
          name: 'reporter',
          read: ['*'],
          permissionsBoundary: 'arn:aws:iam::123456789012:policy/Boundary',
          trustedPrincipals: ['arn:aws:iam::210987654321:root'],
        },
      ],
    },
    {},
  ],
];
