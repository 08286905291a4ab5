import type { LakeConfig } from '../../lib/model/lake-config';
import type { NamedPolicy, PrincipalElement, StatementElement } from '../../lib/prover/policy/policy-document';
import { prove } from '../../lib/prover/proof/prove';
import { GENES } from '../tabulator/a-tabulator-lake';
import { synthesizedLake } from './synthesized-lake';

const CONFIG: LakeConfig = {
  buckets: [{ name: 'sales-raw', tabulator: { genes: GENES } }, { name: 'sales-vault' }],
  roles: [
    { name: 'analyst', read: ['sales-raw'] },
    { name: 'curator', write: ['*'], tabulator: true },
  ],
};
const { lake, policies } = synthesizedLake(CONFIG);
const glue = (resource: string) => `arn:aws:glue:us-east-1:123456789012:${resource}`;

/** What is said when the analyst gets one more statement. */
function withStatement(statement: Omit<StatementElement, 'Effect'>) {
  const own = policies.roles.get('analyst');
  const extra = {
    name: 'Extra',
    document: { Version: '2012-10-17', Statement: { Sid: 'More', Effect: 'Allow', ...statement } },
  } as const;
  const roles = new Map(policies.roles).set('analyst', { identity: [...(own?.identity ?? []), extra] });
  return prove(lake, { ...policies, roles });
}

test('a violation names role, call and statement, and what is reached', () => {
  expect(withStatement({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::sales-vault/*' })).toEqual([
    {
      kind: 'excess',
      role: 'analyst',
      call: 's3:GetObject on arn:aws:s3:::sales-vault/*',
      statement: 'Extra/More',
      about: 'Extra/More',
      message:
        'role analyst may do what was declared only, but Extra/More allows s3:GetObject on arn:aws:s3:::sales-vault/*, ' +
        'which reaches bucket sales-vault; narrow that statement, declare the access, ' +
        'or accept the statement under proof.accept',
    },
  ]);
});

test.each([
  ['s3:GetObject', `arn:aws:s3:::${lake.resultsBucket}/athena-results/*`, 'results of curator'],
  ['s3:GetObject', `arn:aws:s3:::${lake.spillBucket}/spill/curator/*`, 'spill of curator'],
  ['s3:GetObject', 'arn:aws:s3:::elsewhere-*', 'an undeclared call'],
  ['s3:PutObject', 'arn:aws:s3:::elsewhere/*', 'a write action'],
  ['s3:GetObject', 'arn:aws:s3:::*', 'results of curator, spill of curator, bucket sales-vault and 1 more'],
  [
    'athena:StartQueryExecution',
    'arn:aws:athena:us-east-1:123456789012:workgroup/*',
    'workgroup of curator, another workgroup',
  ],
  ['glue:GetTable', glue('table/*'), 'tables of bucket sales-vault, tables of another database, tables of default'],
  ['glue:GetTable', glue('table/default/x'), 'tables of default'],
  ['glue:GetDatabase', glue('database/*'), 'another database'],
  ['glue:UpdateTable', glue('table/sales_prod/sales-raw_packages'), 'a write action'],
  ['iam:PassRole', '*', 'an administrative action'],
  ['lakeformation:GetDataAccess', '*', 'an administrative action'],
  ['*', '*', 'an administrative action'],
])('%s on %s reaches %s', (action, resource, reached) => {
  expect(withStatement({ Action: action, Resource: resource }).map(({ message }) => message)).toContainEqual(
    expect.stringContaining(`, which reaches ${reached};`),
  );
});

test('a call without its condition is told with the condition', () => {
  const [{ message }] = withStatement({ Action: 'glue:GetTable', Resource: glue('table/sales_prod/sales-raw_*') });
  expect(message).toContain('which it may call to look up tables only under aws:calledvia athena.amazonaws.com');
});

test('a statement that says the declared again, or less, is none', () => {
  const Condition = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } };
  expect(
    withStatement({ Action: 'glue:GetTable', Resource: glue('table/sales_prod/sales-raw_packages'), Condition }),
  ).toEqual([]);
  expect(withStatement({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::sales-raw/a/*' })).toEqual([]);
});

test('a missing call is told with what it is for', () => {
  const roles = new Map(policies.roles).set('analyst', { identity: [] });
  expect(prove(lake, { ...policies, roles }).map(({ message }) => message)).toContain(
    `role analyst must be able to look up tables: glue:GetTable on ${glue('table/sales_prod/sales-raw_*')} through Athena, ` +
      'but no statement allows it; correct the policies, or do not declare that access',
  );
});

test.each<[string, PrincipalElement]>([
  ['any role', '*'],
  ['a role of no declaration', { AWS: 'arn:aws:iam::123456789012:role/auditor' }],
  ['a service', { Service: 'logging.s3.amazonaws.com' }],
])('a results bucket that lets in %s is exposed', (_, Principal) => {
  const Resource = `arn:aws:s3:::${lake.resultsBucket}/*`;
  const statement: StatementElement = { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource };
  const open: NamedPolicy = { name: 'Open', document: { Version: '2012-10-17', Statement: statement } };
  const found = prove(lake, { ...policies, results: [...policies.results, open] });
  expect(found.map(({ kind, statement }) => [kind, statement])).toContainEqual(['exposed', 'Open/1']);
});

test('a results bucket without a policy is exposed to everybody', () => {
  const roles = prove(lake, { ...policies, results: [] })
    .filter(({ kind }) => kind === 'exposed')
    .map(({ role }) => role);
  expect([...new Set(roles)]).toEqual(['any other', 'analyst', 'curator']);
});
