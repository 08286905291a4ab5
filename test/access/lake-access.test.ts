import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  AccessDowngrade,
  AuthorizationRegime,
  type LakeConfig,
  ObjectAccess,
  type RoleConfig,
  ViewSecurity,
} from '../../lib/model/lake-config';
import { QuiltAthena } from '../../lib/quilt-athena';

/** What views and grants give the roles of a lake, in each regime. */

const TABLE = 'sales-raw_manifests';
const GOVERNED = { authorization: { regime: AuthorizationRegime.LAKE_FORMATION } };
const analyst: RoleConfig = { name: 'analyst', read: ['sales-raw'], objects: ObjectAccess.QUERY };
const visitor = { name: 'visitor' };
const sizes = { name: 'sizes', sql: `SELECT logical_key, size FROM "${TABLE}"`, select: ['analyst', 'visitor'] };
const onColumns = { role: 'visitor', table: TABLE, columns: ['logical_key', 'size'], privileges: ['SELECT'] };
const onTable = { role: 'visitor', table: TABLE, privileges: ['SELECT'] };

function lake(config: Partial<LakeConfig>): { stack: Stack; quilt: QuiltAthena; template: Template } {
  const stack = new Stack(new App(), 'sales', { env: { account: '123456789012', region: 'us-east-1' } });
  const whole: LakeConfig = { buckets: [{ name: 'sales-raw' }], roles: [analyst, visitor], ...config };
  const quilt = new QuiltAthena(stack, 'QuiltAthena', whole);
  return { stack, quilt, template: Template.fromStack(stack) };
}

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
}

function statementsOf(quilt: QuiltAthena, stack: Stack, role: string): Statement[] {
  return quilt.queryRole(role).policies.flatMap((policy) => stack.resolve(policy.policyDocument).Statement);
}
const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => Action);

describe('IAM decides', () => {
  const { quilt, stack, template } = lake({ grants: [onTable], views: [sizes] });

  test('whoever queries the view reads the files behind it, and nothing is granted elsewhere', () => {
    const statements = statementsOf(quilt, stack, 'visitor');
    expect(statements.map(({ Sid }) => Sid)).toEqual(
      expect.arrayContaining(['ReadViews', 'ReadViewData', 'ListViewData', 'LocateViewData']),
    );
    expect(actionsOf(statements)).not.toContain('lakeformation:GetDataAccess');
    expect(quilt.grants).toBeUndefined();
    template.resourceCountIs('Custom::QuiltLakeFormationGrants', 0);
  });

  test('a grant on columns is refused, as IAM knows none', () => {
    expect(() => lake({ grants: [onColumns], views: [sizes] })).toThrow(/IAM knows no columns/);
  });

  test('it is a warning where that is accepted', () => {
    const authorization = { downgrade: AccessDowngrade.WARN };
    // In the strict reading columns are enough for a view that uses no other.
    const warned = lake({ grants: [onColumns], views: [sizes], authorization });
    Annotations.fromStack(warned.stack).hasWarning('*', Match.stringLikeRegexp('IAM knows no columns'));
  });
});

describe('Lake Formation decides', () => {
  const { quilt, stack, template } = lake({ ...GOVERNED, grants: [onColumns], views: [sizes] });

  test('it hands out the data: no role reads a file by a policy', () => {
    for (const role of ['visitor', 'analyst']) {
      const files = statementsOf(quilt, stack, role).filter(({ Sid }) => /ViewData$|Objects$/.test(Sid));
      expect(files).toEqual([]);
      expect(actionsOf(statementsOf(quilt, stack, role))).toContain('lakeformation:GetDataAccess');
    }
  });

  test('one resource grants, to the ARNs of the roles', () => {
    template.resourceCountIs('Custom::QuiltLakeFormationGrants', 1);
    expect(Object.keys(quilt.grants?.principals ?? {})).toEqual(['analyst', 'visitor']);
  });

  test('the logical ids of everything else are those without it', () => {
    const without = lake({ grants: [onTable], views: [sizes] }).template.toJSON().Resources;
    const ids = Object.keys(template.toJSON().Resources);
    expect(Object.keys(without).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('another definition of a view makes the grants be looked at again', () => {
    const digest = (sql: string) => {
      const changed = lake({ ...GOVERNED, grants: [onColumns], views: [{ ...sizes, sql }] }).template;
      const [resource] = Object.values(changed.findResources('Custom::QuiltLakeFormationGrants'));
      return resource.Properties.TablesDigest;
    };
    expect(digest(sizes.sql)).toBe(digest(sizes.sql));
    expect(digest(`${sizes.sql} WHERE size > 0`)).not.toBe(digest(sizes.sql));
  });

  test('who reads the files directly is not bound by columns, which is said', () => {
    const columns = ['id', 'secret'].map((name) => ({ name, type: 'string' }));
    const external = { database: 'other', name: 'people', location: 's3://sales-raw/people/', columns };
    const both = lake({
      ...GOVERNED,
      roles: [analyst, { name: 'visitor', read: ['sales-raw'] }],
      externalTables: [external],
      grants: [{ role: 'visitor', database: 'other', table: 'people', columns: ['id'], privileges: ['SELECT'] }],
    });
    const said = 'does not bind who reads the files, found that visitor has columns of other.people granted';
    Annotations.fromStack(both.stack).hasWarning('*', Match.stringLikeRegexp(said));
  });

  test('a role whose policies Quilt attaches has no ARN to grant to', () => {
    const roles = [analyst, { name: 'visitor', quiltManaged: true }];
    expect(() => lake({ ...GOVERNED, roles, grants: [onColumns], views: [sizes] })).toThrow(
      /found none for visitor, whose policies Quilt attaches/,
    );
  });
});

test('hybrid: only roles that are opted in are subject to Lake Formation', () => {
  const authorization = { regime: AuthorizationRegime.HYBRID, optIn: ['visitor'] };
  const { quilt, stack } = lake({ authorization, grants: [onColumns], views: [sizes] });
  expect(Object.keys(quilt.grants?.principals ?? {})).toEqual(['visitor']);
  expect(actionsOf(statementsOf(quilt, stack, 'visitor'))).toContain('lakeformation:GetDataAccess');
  expect(actionsOf(statementsOf(quilt, stack, 'analyst'))).not.toContain('lakeformation:GetDataAccess');
});

test('a role without authority over what is behind a view: the view, the role and what is missing are named', () => {
  expect(() => lake({ views: [sizes] })).toThrow(/view sales.sizes, role visitor: .*SELECT/);
});

describe('the definer of a view', () => {
  const curator: RoleConfig = { ...analyst, name: 'curator' };
  const views = [
    { ...sizes, security: ViewSecurity.DEFINER, definer: 'curator' },
    { ...sizes, name: 'sizes2', security: ViewSecurity.DEFINER, definer: 'curator' },
  ];
  const grants = [
    { role: 'curator', table: TABLE, privileges: ['SELECT'], grantable: ['SELECT'] },
    { role: 'curator', privileges: ['ALL'] },
  ];

  test('trusts Glue and Lake Formation once, and may be handed to them', () => {
    const { template, quilt, stack } = lake({ ...GOVERNED, roles: [analyst, visitor, curator], views, grants });
    const trusting = Object.values(template.findResources('AWS::IAM::Role')).flatMap(({ Properties }) =>
      Properties.AssumeRolePolicyDocument.Statement.filter((each: object) =>
        JSON.stringify(each).includes('lakeformation.amazonaws.com'),
      ),
    );
    expect(trusting).toHaveLength(1);
    const pass = statementsOf(quilt, stack, 'curator').filter(({ Sid }) => Sid === 'BeDefiner');
    expect(pass).toEqual([expect.objectContaining({ Action: ['iam:PassRole'] })]);
  });

  test('of an imported role the owner is told', () => {
    const arn = 'arn:aws:iam::123456789012:role/curator';
    const roles = [analyst, visitor, { ...curator, arn }];
    const { stack } = lake({ ...GOVERNED, roles, views, grants });
    Annotations.fromStack(stack).hasInfo('*', Match.stringLikeRegexp('must trust glue.amazonaws.com'));
  });
});
