// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables and Fn::Sub are written so
import { lakePolicies } from '../../lib/prover/proof/lake-policies';
import { CANONICAL } from '../../lib/prover/template/canonical-environment';
import { templateTree } from '../../lib/prover/template/template';
import { templatePolicies } from '../../lib/prover/template/template-policies';

const document = (resource: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }],
});
const read = (root: object, nested: Record<string, object> = {}) =>
  templatePolicies(
    templateTree(root, (id) => nested[id]),
    CANONICAL,
    'sales-prod',
  );
const resourcesIn = (root: object, nested?: Record<string, object>) =>
  read(root, nested).policies.map(({ document }) => [document.Statement].flat()[0].Resource);

const ROLE = { Type: 'AWS::IAM::Role', Properties: {} };
const managed = (properties: object) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: properties });

test.each([
  [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::b/*']] }, 'arn:aws:s3:::b/*'],
  [{ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}/${!name}' }, 'arn:aws:s3:::bucket/${name}'],
  [{ 'Fn::Sub': ['${Bucket.Arn}/${P}', { P: { Ref: 'AWS::StackName' } }] }, 'arn:aws:s3:::bucket/sales-prod'],
  [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:aws:s3:::bucket'],
  [{ 'Fn::GetAtt': 'Bucket.Arn' }, 'arn:aws:s3:::bucket'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['|', 'x|arn:aws:s3:::y'] }] }, 'arn:aws:s3:::y'],
  [{ 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'Name' }]] }, 'arn:aws:s3:::by-default'],
])('%j is %s', (value, expected) => {
  const template = {
    Parameters: { Name: { Type: 'String', Default: 'by-default' } },
    Resources: { Bucket: { Type: 'AWS::S3::Bucket' }, P: managed({ PolicyDocument: document(value) }) },
  };
  expect(resourcesIn(template)).toEqual([expected]);
});

test('a nested stack resolves parameters with what its parent gives, and gives outputs back', () => {
  const root = {
    Resources: {
      Workgroup: { Type: 'AWS::Athena::WorkGroup', Properties: { Name: 'analysts' } },
      Data: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { W: { Ref: 'Workgroup' } } } },
      P: managed({ PolicyDocument: document({ 'Fn::GetAtt': ['Data', 'Outputs.Out'] }) }),
    },
  };
  const data = {
    Parameters: { W: { Type: 'String' } },
    Resources: { Inner: managed({ PolicyDocument: document({ 'Fn::Sub': 'arn:aws:athena:::workgroup/${W}' }) }) },
    Outputs: { Out: { Value: { 'Fn::Join': ['-', [{ Ref: 'W' }, 'out']] } } },
  };
  expect(read(root, { Data: data }).policies.map(({ name }) => name)).toEqual(['Data.Inner', 'P']);
  expect(resourcesIn(root, { Data: data })).toEqual(['arn:aws:athena:::workgroup/analysts', 'analysts-out']);
});

test('a role has the policies that name it, those it names, and its inline ones', () => {
  const role = {
    ...ROLE,
    Properties: {
      ManagedPolicyArns: [{ Ref: 'Named' }],
      PermissionsBoundary: { Ref: 'Bound' },
      Policies: [{ PolicyName: 'inline', PolicyDocument: document('*') }],
    },
  };
  const template = {
    Resources: {
      R: role,
      Named: managed({ PolicyDocument: document('*') }),
      Bound: managed({ PolicyDocument: document('*') }),
      Naming: managed({ PolicyDocument: document('*'), Roles: [{ Ref: 'R' }] }),
      Attached: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document('*'), Roles: [{ Ref: 'R' }] } },
      Own: { Type: 'AWS::IAM::RolePolicy', Properties: { PolicyDocument: document('*'), RoleName: { Ref: 'R' } } },
      Detached: managed({ PolicyDocument: document('*') }),
      Others: managed({ PolicyDocument: document('*'), Roles: ['other'] }),
    },
  };
  const { roles } = lakePolicies(
    read(template),
    [{ name: 'analyst', roleName: 'R', policies: ['Detached'] }],
    'results',
  );
  const found = roles.get('analyst');
  expect(found?.identity.map(({ name }) => name).sort()).toEqual(
    ['Attached', 'Detached', 'Named', 'Naming', 'Own', 'R.inline'].sort(),
  );
  expect(found?.boundary?.name).toBe('Bound');
});

test.each([
  [
    'a function it does not know',
    { Resources: { P: managed({ PolicyDocument: document({ 'Fn::ImportValue': 'x' }) }) } },
    /found Fn::ImportValue/,
  ],
  [
    'a resource it cannot name',
    { Resources: { T: { Type: 'AWS::SNS::Topic' }, P: managed({ PolicyDocument: document({ Ref: 'T' }) }) } },
    /Ref of T, an AWS::SNS::Topic/,
  ],
  [
    'a parameter without a value',
    { Parameters: { X: {} }, Resources: { P: managed({ PolicyDocument: document({ Ref: 'X' }) }) } },
    /the parameter X without a default/,
  ],
  [
    'a reference to nothing',
    { Resources: { P: managed({ PolicyDocument: document({ Ref: 'Gone' }) }) } },
    /refers to Gone/,
  ],
])('%s in a policy is an error', (_, template, message) => {
  expect(() => read(template)).toThrow(message);
});

test('a policy of AWS on a role is named: its text is not known', () => {
  const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const template = read({ Resources: { R: { ...ROLE, Properties: { ManagedPolicyArns: [arn] } } } });
  const { roles } = lakePolicies(template, [{ name: 'analyst', roleName: 'R' }], 'results');
  expect(roles.get('analyst')).toMatchObject({ identity: [], foreign: [arn] });
});
