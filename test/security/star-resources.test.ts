import { CLIENT_PRESETS } from '../../lib/authorization/client-presets';
import { type LakeConfig, ObjectAccess } from '../../lib/model/lake-config';
import { TABULATOR } from '../snapshots/lakes';
import { key } from '../support/arns';
import { lakeStack } from '../support/lake-stack';
import { type ResolvedTemplate, resolvedTemplate } from '../support/resolved-template';

/** Actions for which IAM knows no resource but `*` (Service Authorization Reference: list_amazonathena). */
const WITHOUT_RESOURCE = ['athena:ListDataCatalogs', 'athena:ListWorkGroups'];

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

const list = (value: string | string[]) => (Array.isArray(value) ? value : [value]);

function allowStatements(template: ResolvedTemplate): Statement[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy' || Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
    .filter((statement) => statement.Effect === 'Allow');
}

const everyKindOfRole: LakeConfig = {
  buckets: [{ name: 'sales-raw', kmsKey: key('1') }, { name: 'sales-curated' }],
  roles: [
    { name: 'analyst', read: ['*'] },
    { name: 'agent', read: ['*'], objects: ObjectAccess.QUERY },
    { name: 'curator', write: ['*'], clients: CLIENT_PRESETS.map((preset) => preset.name) },
  ],
  results: { kmsKey: key('2') },
};

const lakes: [string, LakeConfig][] = [
  ['a lake with every kind of role', everyKindOfRole],
  ['a lake with Tabulator', { ...everyKindOfRole, ...TABULATOR }],
  ['a sharded lake', { ...everyKindOfRole, tables: { shards: 2 } }],
  [
    "a lake beside Quilt's",
    {
      ...everyKindOfRole,
      database: { name: 'userathenadatabase-mbq1ihawbzb7', existing: true },
      roles: [
        { arn: 'arn:aws:iam::123456789012:role/ReadWriteQuiltV2-sales-prod', write: ['*'] },
        { name: 'managed', quiltManaged: true, read: ['*'] },
      ],
    },
  ],
];

describe.each(lakes)('%s', (_, config) => {
  const statements = allowStatements(resolvedTemplate(lakeStack(config).stack));

  test('`*` is the resource of those actions only that take no other', () => {
    const actions = statements.filter((s) => list(s.Resource).includes('*')).flatMap((s) => list(s.Action));
    expect(WITHOUT_RESOURCE).toEqual(expect.arrayContaining(actions));
  });

  test('no action is a pattern', () => {
    expect(statements.flatMap((s) => list(s.Action)).filter((action) => action.includes('*'))).toEqual([]);
  });

  test.each([
    ['every workgroup', /:workgroup\/[^:]*\*/],
    ['every data catalog', /:datacatalog\/[^:]*\*/],
    ['every database', /:database\/[^:]*\*/],
    ['tables of several buckets', /:table\/[^/]*\*|:table\/[^/]+\/\*|:table\/[^/]+\/[^_]*\*/],
    ['several buckets', /^arn:aws:s3:::[^/]*\*/],
    ['results of several roles', /\/athena-results\/\*|\/athena-results\/[^/]+\*/],
    ['every key', /:key\/\*/],
  ])('no statement is about %s', (_, pattern) => {
    const found = statements.flatMap((s) => list(s.Resource)).filter((resource) => pattern.test(resource));
    expect(found).toEqual([]);
  });
});

test('the lake with every kind of role uses every action of the list', () => {
  const statements = allowStatements(resolvedTemplate(lakeStack(everyKindOfRole).stack));
  const actions = statements.filter((s) => list(s.Resource).includes('*')).flatMap((s) => list(s.Action));
  expect([...new Set(actions)].sort()).toEqual(WITHOUT_RESOURCE);
});
