import type { AwsEnvironment } from '../../lib/authorization/aws-environment';
import { CLIENT_PRESETS } from '../../lib/authorization/client-presets';
import { MANAGED_POLICY_LIMIT } from '../../lib/authorization/policy-packing';
import { policyLength } from '../../lib/authorization/policy-statement';
import type { RoleAccess } from '../../lib/authorization/role-access';
import { rolePolicies } from '../../lib/authorization/role-policies';
import { bucketStatements, queryStatements, VIA_ATHENA } from '../../lib/authorization/role-statements';

const aws: AwsEnvironment = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  urlSuffix: 'amazonaws.com',
};
const glue = 'arn:aws:glue:us-east-1:123456789012';

function access(part: Partial<RoleAccess> = {}): RoleAccess {
  return {
    databaseName: 'sales_prod',
    workgroupName: 'QuiltUserAthena-sales-prod-analyst',
    results: { bucketArn: 'arn:aws:s3:::results', prefix: 'athena-results/analyst/' },
    buckets: [{ name: 'quilt-sandbox-bucket', write: false }],
    queriesOnly: false,
    clients: ['catalog', 'mcp', 'pyathena', 'jdbc'],
    ...part,
  };
}

const buckets = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ name: `quilt-customer-data-${String(i).padStart(6, '0')}`, write: false }));

test('metadata of the lake database, of default and of nothing else, and only through Athena', () => {
  const statement = queryStatements(access(), aws).find((s) => s.Sid === 'ReadDatabases');
  expect(statement).toEqual({
    Sid: 'ReadDatabases',
    Effect: 'Allow',
    Action: ['glue:GetDatabase', 'glue:GetDatabases'],
    Resource: [`${glue}:catalog`, `${glue}:database/sales_prod`, `${glue}:database/default`],
    Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] } },
  });
});

test('tables by bucket, with every ancestor Glue checks', () => {
  expect(bucketStatements(access(), access().buckets, aws)[0].Resource).toEqual([
    `${glue}:catalog`,
    `${glue}:database/sales_prod`,
    `${glue}:table/sales_prod/quilt-sandbox-bucket_*`,
  ]);
});

test('the call that locates the results bucket carries no prefix, so no condition asks for one', () => {
  const statement = queryStatements(access(), aws).find((s) => s.Action.includes('s3:GetBucketLocation'));
  expect(Object.keys(statement?.Condition ?? {})).toEqual(['ForAnyValue:StringEquals', 'StringEquals']);
});

test.each(CLIENT_PRESETS.map((p) => p.name))(
  'client %s: no Athena action is conditional, and `*` is all or nothing',
  (client) => {
    for (const statement of queryStatements(access({ clients: [client] }), aws)) {
      if (statement.Action.some((a) => a.startsWith('athena:'))) expect(statement.Condition).toBeUndefined();
      if (statement.Resource.includes('*')) {
        // The two actions for which IAM knows no resource (Service Authorization Reference, list_amazonathena).
        expect(['athena:ListDataCatalogs', 'athena:ListWorkGroups']).toEqual(
          expect.arrayContaining([...statement.Action]),
        );
      }
    }
  },
);

test('directGlue lifts the condition on metadata, directResults that on reading results, and nothing else', () => {
  const conditional = (clients: string[]) =>
    [...queryStatements(access({ clients }), aws), ...bucketStatements(access({ clients }), access().buckets, aws)]
      .filter((s) => s.Condition?.['ForAnyValue:StringEquals'])
      .map((s) => s.Sid);
  expect(conditional(['pyathena'])).toEqual([
    'ReadDatabases',
    'LocateResults',
    'ListOwnResults',
    'ListUploads',
    'ReadOwnResults',
    'WriteOwnResults',
    'ReadTables',
  ]);
  expect(conditional(['pyathena', 'directGlue'])).toEqual([
    'LocateResults',
    'ListOwnResults',
    'ListUploads',
    'ReadOwnResults',
    'WriteOwnResults',
  ]);
  expect(conditional(['pyathena', 'directResults'])).toEqual([
    'ReadDatabases',
    'ListUploads',
    'WriteOwnResults',
    'ReadTables',
  ]);
});

test('a role that only queries reaches only what the tables are stored in, and only through Athena', () => {
  const statements = bucketStatements(access({ queriesOnly: true }), access().buckets, aws).filter((s) =>
    s.Action.some((a) => a.startsWith('s3:')),
  );
  expect(statements.find((s) => s.Action.includes('s3:GetObject'))?.Resource).toEqual([
    'arn:aws:s3:::quilt-sandbox-bucket/.quilt/named_packages/*',
    'arn:aws:s3:::quilt-sandbox-bucket/.quilt/packages/*',
  ]);
  expect(statements.filter((s) => s.Action.length > 0).every((s) => s.Condition?.['ForAnyValue:StringEquals'])).toBe(
    true,
  );
});

test('keys are used through S3 only; data keys only to write', () => {
  const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
  const statements = bucketStatements(access(), [{ name: 'a', write: false, kmsKey: key }], aws);
  expect(statements.filter((s) => s.Action.some((a) => a.startsWith('kms:')))).toEqual([
    {
      Sid: 'DecryptObjects',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [key],
      Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    },
  ]);
});

test('beside Quilt 1.62.1 a reader gets exactly what the template lacks', () => {
  const { query, data } = rolePolicies(access({ clients: ['pyathena'] }), aws, { besideQuilt: true });
  const rights = (sid: string) => {
    const s = [...query.statements, ...data.flatMap((d) => d.statements)].find((statement) => statement.Sid === sid);
    return s && [s.Action, s.Resource];
  };
  expect(rights('ListAthena')).toBeUndefined();
  expect(rights('ReadDatabases')).toEqual([['glue:GetDatabase', 'glue:GetDatabases'], [`${glue}:database/default`]]);
  expect(rights('ReadTables')?.[0]).toEqual(['glue:BatchGetPartition', 'glue:GetPartition', 'glue:GetPartitions']);
  expect(rights('BrowseCatalog')?.[0]).toEqual(['athena:GetTableMetadata', 'athena:ListTableMetadata']);
  expect(rights('ReadObjects')).toBeUndefined();
  expect(rights('UseOwnWorkgroup')?.[1]).toEqual([
    'arn:aws:athena:us-east-1:123456789012:workgroup/QuiltUserAthena-sales-prod-analyst',
  ]);
  expect(VIA_ATHENA).toEqual(query.statements.find((s) => s.Sid === 'ReadDatabases')?.Condition);
});

test.each([1, 29, 60, 400])('%d buckets: every policy is below the limit in the longest environment', (n) => {
  const longest = {
    partition: 'aws-us-gov',
    region: 'us-gov-west-1',
    account: '123456789012',
    urlSuffix: 'amazonaws.com',
  };
  const { query, data } = rolePolicies(access({ buckets: buckets(n) }), longest, { besideQuilt: false });
  for (const policy of [query, ...data])
    expect(policyLength(policy.statements)).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
  expect(data.length + 1).toBeLessThanOrEqual(20);
});

test('policies are divided alike in every environment, so that a Region cannot change logical ids', () => {
  const elsewhere = { ...aws, partition: 'aws-cn', region: 'cn-northwest-1', urlSuffix: 'amazonaws.com.cn' };
  const ids = (where: AwsEnvironment) =>
    rolePolicies(access({ buckets: buckets(100) }), where, { besideQuilt: false }).data.map((d) => d.id);
  expect(ids(aws)).toEqual(ids(elsewhere));
});
