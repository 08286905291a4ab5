import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { TabulatorConnector } from '../../lib/tabulator/tabulator-connector';
import { lakeStack } from '../support/lake-stack';
import { ACCOUNT, REGION, resolvedTemplate } from '../support/resolved-template';
import { GENES } from './a-tabulator-lake';

function twoDomains() {
  const stack = new Stack(new App(), 'stack', { env: { account: ACCOUNT, region: REGION } });
  const domain = (name: string) => {
    const role = new Role(stack, `${name}Role`, { assumedBy: new AccountRootPrincipal() });
    const connector = new TabulatorConnector(stack, `${name}Tables`, {
      catalogName: `${name}-tables`,
      tables: { [`data-${name}`]: { genes: GENES } },
      callers: { [name]: role.roleName },
    });
    connector.grantUse(role, name);
    return connector;
  };
  return { stack, connectors: ['one', 'two'].map(domain) };
}

test.each([
  ['one', 'two'],
  ['two', 'one'],
])('of two connectors, what is of %s reaches nothing of %s: neither function nor caller', (own, other) => {
  const { Resources } = resolvedTemplate(twoDomains().stack);
  const policies = Object.entries(Resources)
    .filter(([id, { Type }]) => id.startsWith(own) && /IAM::(Managed)?Policy$/.test(Type))
    .map(([, { Properties }]) => JSON.stringify(Properties.PolicyDocument));
  expect(policies).toHaveLength(2);
  const all = policies.join();
  expect(all).toContain(`arn:aws:s3:::data-${own}/*`);
  expect(all).toContain(`datacatalog/${own}-tables`);
  expect(all).toContain(`${own}TablesFunction`);
  expect(all).toContain(`spill/${own}/*`);
  expect(all.toLowerCase()).not.toMatch(new RegExp(`data-${other}|${other}-tables|${other}tables|spill/${other}`));
});

test('who is let use a connector gets what a role of a lake gets, and by the name that the function knows', () => {
  const { connectors, stack } = twoDomains();
  const [policy] = Object.entries(resolvedTemplate(stack).Resources).filter(
    ([id, { Type }]) => id.startsWith('oneRole') && Type === 'AWS::IAM::Policy',
  );
  const { Statement } = policy[1].Properties.PolicyDocument as {
    Statement: { Action: string | string[]; Condition?: unknown }[];
  };
  const of = (action: string) => Statement.find(({ Action }) => [Action].flat().includes(action));
  expect(of('lambda:InvokeFunction')?.Condition).toEqual({
    'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] },
  });
  expect(of('athena:GetDataCatalog')?.Condition).toBeUndefined();
  const role = new Role(stack, 'Role', { assumedBy: new AccountRootPrincipal() });
  expect(() => connectors[0].grantUse(role, 'onne')).toThrow(
    'stack/oneTables: unknown folder of callers "onne"; known: one; did you mean "one"?',
  );
  expect(() => connectors[0].grantUse(role, 'one', ['excel'])).toThrow(/unknown client "excel"/);
});

test("who owns a bucket of another account has to let the function's role in, and let it use the key", () => {
  const { stack } = lakeStack({
    buckets: [
      { name: 'partner-data', account: '210987654321', tabulator: { genes: GENES } },
      {
        name: 'partner-vault',
        account: '210987654321',
        kmsKey: 'arn:aws:kms:us-east-1:210987654321:key/1',
        tabulator: { genes: GENES },
      },
    ],
    roles: [{ name: 'analyst', read: ['*'], tabulator: true }],
  });
  const found = Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('belongs to account'));
  const texts = found.map(({ entry }) => String(entry.data).replace(/ \[ack: .*$/, ''));
  const rule =
    "belongs to account 210987654321, which must allow the roles that read it, and Tabulator's (output TabulatorRoleArn), in the bucket's policy";
  expect(texts).toEqual([
    `bucket partner-data ${rule}`,
    `bucket partner-vault ${rule}, and to use its key in the key's policy`,
  ]);
  Template.fromStack(stack).hasOutput('TabulatorRoleArn', {
    Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('TabulatorRole'), 'Arn'] },
  });
});
