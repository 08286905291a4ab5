import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { LakeConfig } from '../../lib/model/lake-config';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { QuiltAthena, type QuiltAthenaProps } from '../../lib/quilt-athena';
import { lakeStack } from '../support/lake-stack';

const PLAIN: LakeConfig = { buckets: [{ name: 'sales-raw' }], roles: [{ name: 'analyst', read: ['sales-raw'] }] };

function newStack(): Stack {
  return new Stack(new App(), 'sales-prod', { env: { account: '123456789012', region: 'us-east-1' } });
}

test('everything wrong with a declaration is told at once, each with its place', () => {
  const config: LakeConfig = {
    buckets: [{ name: 'Sales' }],
    roles: [{ name: 'analyst', read: ['sale'], clients: ['mpc'] }],
  };
  const synth = () => lakeStack(config);
  expect(synth).toThrow(QuiltAthenaValidationError);
  expect(synth).toThrow(
    /^sales-prod\/QuiltAthena: buckets\[0\]\.name: .+\nroles\[0\]\.read\[0\]: .+\nroles\[0\]\.clients\[0\]: .+$/,
  );
});

test('an unknown role is told with those there are', () => {
  const { quilt } = lakeStack(PLAIN);
  const error = new QuiltAthenaValidationError(
    'no role is named "anlyst"; declared: analyst',
    'sales-prod/QuiltAthena',
  );
  expect(() => quilt.queryRole('anlyst')).toThrow(error);
  expect(() => quilt.workgroup('anlyst')).toThrow(error);
  expect(quilt.queryRoles).toEqual([quilt.queryRole('analyst')]);
});

test('a role of another account is refused, with what to do instead', () => {
  const arn = 'arn:aws:iam::999999999999:role/DataScience';
  expect(() => lakeStack({ ...PLAIN, roles: [{ arn, read: ['sales-raw'] }] })).toThrow(
    new QuiltAthenaValidationError(
      `an existing role must be of the stack's account 123456789012, got ${arn}; deploy the lake to 999999999999, ` +
        'or let that role assume a new one with trustedPrincipals',
      'sales-prod/QuiltAthena',
    ),
  );
  expect(() => lakeStack({ ...PLAIN, roles: [{ arn, read: ['sales-raw'] }] }, { env: {} })).not.toThrow();
});

describe('names must be known at synth: templates are made of them', () => {
  const token = () => Fn.importValue('elsewhere');

  test.each<[string, () => Partial<QuiltAthenaProps>]>([
    ['database.name', () => ({ database: { name: token() } })],
    ['buckets[0].name', () => ({ buckets: [{ name: token() }] })],
    ['roles[0].name', () => ({ roles: [{ name: token() }] })],
    ['roles[0].read[0]', () => ({ roles: [{ name: 'analyst', read: [token()] }] })],
    ['roles[0].write[1]', () => ({ roles: [{ name: 'analyst', write: ['sales-raw', token()] }] })],
    ['roles[0].clients[0]', () => ({ roles: [{ name: 'analyst', clients: [token()] }] })],
    [
      'roles[0].workgroup.engineVersion',
      () => ({ roles: [{ name: 'analyst', workgroup: { engineVersion: token() } }] }),
    ],
  ])('%s', (path, part) => {
    const synth = () => new QuiltAthena(newStack(), 'QuiltAthena', { ...PLAIN, ...part() });
    expect(synth).toThrow(
      new QuiltAthenaValidationError(
        `${path} must be known at synth, got a token: names and logical ids are made of it, so write it out`,
        'sales-prod/QuiltAthena',
      ),
    );
  });

  test('a number', () => {
    const stack = newStack();
    const shards = new CfnParameter(stack, 'Shards', { type: 'Number' }).valueAsNumber;
    expect(() => new QuiltAthena(stack, 'QuiltAthena', { ...PLAIN, tables: { shards } })).toThrow(
      /tables\.shards must be known at synth, got a token/,
    );
  });

  test('lakeName', () => {
    expect(() => new QuiltAthena(newStack(), 'QuiltAthena', { ...PLAIN, lakeName: token() })).toThrow(
      new QuiltAthenaValidationError('the lake name must be known at synth', 'sales-prod/QuiltAthena'),
    );
  });

  test('the name of a role whose ARN is not known', () => {
    const stack = newStack();
    const arn = new Role(stack, 'Made', { assumedBy: new AccountRootPrincipal() }).roleArn;
    expect(() => new QuiltAthena(stack, 'QuiltAthena', { ...PLAIN, roles: [{ arn }] })).toThrow(
      new QuiltAthenaValidationError(
        'roles[0].name must be given where arn is a token: workgroup and results prefix are named after the role',
        'sales-prod/QuiltAthena',
      ),
    );
  });
});

test('ARNs of other constructs are taken as they are', () => {
  const stack = newStack();
  const key = new Key(stack, 'Key');
  const made = (id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });
  const [one, two, registry] = [made('One'), made('Two'), made('Registry')];
  const actions = ['athena:*', 'glue:*', 's3:*', 'kms:*'];
  const statement = new PolicyStatement({ actions, resources: ['*'] });
  const boundary = new ManagedPolicy(stack, 'Boundary', { statements: [statement] });
  new QuiltAthena(stack, 'QuiltAthena', {
    buckets: [{ name: 'sales-raw', kmsKey: key.keyArn }],
    roles: [
      { name: 'one', arn: one.roleArn, read: ['sales-raw'] },
      { name: 'two', arn: two.roleArn, read: ['sales-raw'] },
      { name: 'new', trustedPrincipals: [registry.roleArn], permissionsBoundary: boundary.managedPolicyArn },
    ],
    results: { kmsKey: key.keyArn, excludeArnsFromDeny: [registry.roleArn] },
  });
  const resolved = (value: string) => stack.resolve(value);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Sid: 'DecryptObjects', Resource: [resolved(key.keyArn)] })]),
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', { PermissionsBoundary: resolved(boundary.managedPolicyArn) });
  expect(JSON.stringify(template.findResources('AWS::S3::BucketPolicy'))).toContain(
    JSON.stringify(resolved(registry.roleArn)),
  );
  const attached = JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'));
  for (const role of [one, two]) expect(attached).toContain(JSON.stringify(resolved(role.roleArn)));
});

test('who owns the bucket of another account has to allow the roles: synth says so, and only for such a bucket', () => {
  const stack = newStack();
  new QuiltAthena(stack, 'QuiltAthena', {
    ...PLAIN,
    buckets: [
      ...PLAIN.buckets,
      { name: 'partner-data', account: '210987654321' },
      { name: 'own', account: '123456789012' },
    ],
  });
  const notes = Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('must allow the roles'));
  expect(notes.map((note) => note.entry.data)).toEqual([
    expect.stringContaining('bucket partner-data belongs to account 210987654321'),
  ]);
});
