import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { writeGrantPlan } from '../../lib/access/grant-plan-text';
import { LakeFormationGrants, type LakeFormationGrantsProps } from '../../lib/access/lake-formation-grants';
import { RecordsBucket } from '../../lib/access/records-bucket';
import { GrantsBootstrap } from '../../lib/model/lake-config';
import { aGrantPlan, DATABASE, TABLE } from './a-grant-plan';

function stackWith(props: Partial<LakeFormationGrantsProps> = {}) {
  const stack = new Stack(new App(), 'lake', { env: { account: '123456789012', region: 'eu-central-1' } });
  const grants = new LakeFormationGrants(stack, 'Grants', {
    plan: writeGrantPlan(aGrantPlan()),
    principals: { analyst: 'arn:aws:iam::123456789012:role/analyst' },
    tablesDigest: 'abc',
    records: new RecordsBucket(stack, 'Records'),
    ...props,
  });
  return { stack, grants, template: () => Template.fromStack(stack) };
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const statementsOf = (policy: { Properties?: unknown }) =>
  (policy.Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement;

function policyOfGrantsRole(stack: Stack): Statement[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.filter(([id]) => id.includes('GrantsPolicy')).flatMap(([, policy]) => statementsOf(policy));
}

const RESOURCE = 'Custom::QuiltLakeFormationGrants';

describe('the custom resource', () => {
  test('is given where the plan is, and not the plan', () => {
    const { template } = stackWith();
    const [resource] = Object.values(template().findResources(RESOURCE));
    expect(Object.keys(resource.Properties).sort()).toEqual([
      'CatalogId',
      'PlanBucket',
      'PlanDigest',
      'PlanKey',
      'Principals',
      'RecordsBucket',
      'ServiceTimeout',
      'ServiceToken',
      'TablesDigest',
    ]);
    expect(resource.Properties.PlanKey).toMatch(/^[0-9a-f]{64}\.grants$/);
  });

  test('waits for the policy of its role, or its first calls would be denied', () => {
    const [resource] = Object.values(stackWith().template().findResources(RESOURCE));
    expect(resource.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^GrantsGrantsPolicy/)]));
  });

  test('has the same plan key whenever the plan is the same', () => {
    const key = () => Object.values(stackWith().template().findResources(RESOURCE))[0].Properties.PlanKey;
    expect(key()).toBe(key());
  });

  test('refers to the role of the stack, so that it is there first', () => {
    const { stack, template } = stackWith();
    const role = new Role(stack, 'Reader', { assumedBy: new AccountRootPrincipal() });
    new LakeFormationGrants(stack, 'Others', {
      plan: writeGrantPlan(aGrantPlan([{ ...TABLE, principal: 'reader' }])),
      principals: { reader: role.roleArn },
      tablesDigest: 'abc',
      records: new RecordsBucket(stack, 'OtherRecords'),
    });
    template().hasResourceProperties(RESOURCE, {
      Principals: { reader: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Reader'), 'Arn'] } },
    });
  });
});

describe('the grants role', () => {
  test('is assumed by Lambda alone', () => {
    const roles = Object.entries(stackWith().template().findResources('AWS::IAM::Role'));
    const [, role] = roles.find(([id]) => id.includes('GrantsRole')) ?? [];
    expect(role?.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
    expect(role?.Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('is denied to become an administrator and to get at data', () => {
    const denied = policyOfGrantsRole(stackWith().stack).filter(({ Effect }) => Effect === 'Deny');
    expect(denied.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['lakeformation:PutDataLakeSettings', 'lakeformation:GetDataAccess']),
    );
  });

  test('may use nothing of Athena, and of Glue look up the databases of the plan and default', () => {
    const allowed = policyOfGrantsRole(stackWith().stack).filter(({ Effect }) => Effect === 'Allow');
    const actions = allowed.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /^athena:|\*/.test(action))).toEqual([]);
    expect(actions.filter((action) => action.startsWith('glue:'))).toEqual(['glue:GetDatabase', 'glue:GetTable']);
    const glue = allowed.find(({ Sid }) => Sid === 'LookIntoCatalog');
    expect(JSON.stringify(glue?.Resource)).not.toContain('database/*');
    expect(JSON.stringify(glue?.Resource)).toContain('table/sales/*');
  });

  test('reads plans and its own journal, and nothing else in S3', () => {
    const s3 = policyOfGrantsRole(stackWith().stack).filter(({ Action }) =>
      [Action].flat().some((a) => a.startsWith('s3:')),
    );
    const resources = s3.flatMap(({ Resource }) => Resource).map((each) => JSON.stringify(each));
    expect(resources).toHaveLength(3);
    expect(resources[0]).toMatch(/\/\*\.grants/);
    expect(resources.filter((each) => /\/\*"/.test(each))).toEqual([]);
  });
});

describe('authority', () => {
  test('is made by nobody but an administrator, unless the stack is told to', () => {
    stackWith().template().resourceCountIs('AWS::LakeFormation::PrincipalPermissions', 0);
  });

  test('is made by the stack for each database and its tables, one after the other, before anything is granted', () => {
    const { template } = stackWith({
      bootstrap: GrantsBootstrap.STACK,
      plan: writeGrantPlan(aGrantPlan([DATABASE, TABLE, { ...DATABASE, database: 'iceberg' }])),
    });
    const made = template().findResources('AWS::LakeFormation::PrincipalPermissions');
    expect(Object.values(made).map(({ Properties }) => Properties.Resource)).toEqual([
      { Database: { CatalogId: '123456789012', Name: 'iceberg' } },
      { Table: { CatalogId: '123456789012', DatabaseName: 'iceberg', TableWildcard: {} } },
      { Database: { CatalogId: '123456789012', Name: 'sales' } },
      { Table: { CatalogId: '123456789012', DatabaseName: 'sales', TableWildcard: {} } },
    ]);
    const ids = Object.keys(made);
    expect(Object.values(made).map(({ DependsOn }) => DependsOn)).toEqual([
      undefined,
      ...ids.slice(0, -1).map((id) => [id]),
    ]);
    const [resource] = Object.values(template().findResources(RESOURCE));
    expect(resource.DependsOn).toEqual(expect.arrayContaining(ids));
  });

  test('on the database default is made only where it is known to be there', () => {
    const plan = writeGrantPlan(aGrantPlan([DATABASE, { ...DATABASE, database: 'default' }]));
    const count = (props: Partial<LakeFormationGrantsProps>) =>
      Object.values(
        stackWith({ plan, bootstrap: GrantsBootstrap.STACK, ...props })
          .template()
          .findResources('AWS::LakeFormation::PrincipalPermissions', { Properties: { Permissions: ['DESCRIBE'] } }),
      ).length;
    expect([count({}), count({ defaultDatabase: true })]).toEqual([0, 1]);
  });
});

test('a principal without an ARN is refused, with those that have one', () => {
  expect(() => stackWith({ principals: { scientist: 'arn:aws:iam::123456789012:role/s' } })).toThrow(
    'lake/Grants: every principal of the plan needs an ARN, found none for "analyst" among scientist; add it to principals',
  );
});

test('a plan of a newer version is refused', () => {
  expect(() => stackWith({ plan: JSON.stringify({ ...aGrantPlan(), version: 2 }) })).toThrow(
    'this handler reads grant plans up to version 1, found version 2',
  );
});
