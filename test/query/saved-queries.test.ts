import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { storedSql } from '../../lib/catalog/view-sql';
import { SavedQueries, type SavedQueriesProps } from '../../lib/query/saved-queries';
import { SAVED_QUERIES } from '../../lib/query/saved-query-library';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Lake');
});

function saved(props: Partial<SavedQueriesProps> = {}) {
  const defaults = {
    workgroupName: 'QuiltUserAthena-sales-analyst',
    databaseName: 'lake',
    buckets: ['raw', 'curated'],
  };
  return new SavedQueries(stack, 'SavedQueries', { ...defaults, ...props });
}

function queries() {
  const all = Template.fromStack(stack).findResources('AWS::Athena::NamedQuery');
  return Object.fromEntries(Object.values(all).map(({ Properties }) => [Properties.Name, Properties]));
}

const ONE_BUCKET = [
  'List packages',
  'Latest revisions',
  'Search packages by metadata',
  'Objects by file extension',
  'Size per package',
  'Packages over time',
  'Objects shared by packages',
];

test('a workgroup gets a library of queries over its first buckets', () => {
  expect(saved({ buckets: ['raw', 'curated', 'third'] }).names).toEqual([...ONE_BUCKET, 'Packages in two buckets']);

  expect(queries()['List packages']).toEqual({
    Name: 'List packages',
    Description: 'Every package with the message and metadata of its latest revision',
    WorkGroup: 'QuiltUserAthena-sales-analyst',
    Database: 'lake',
    QueryString: `SELECT pkg_name, top_hash, message, user_meta
FROM "lake"."raw_packages-view"
WHERE "timestamp" = 'latest'
ORDER BY pkg_name`,
  });
  expect(queries()['Packages in two buckets'].QueryString).toMatch(
    /FROM "lake"\."raw_packages-view" AS one\nINNER JOIN "lake"\."curated_packages-view" AS two/,
  );
  expect(JSON.stringify(queries())).not.toContain('third');
});

test.each([[['raw']], [['raw', 'raw']]])('no query joins buckets when there is one: %j', (buckets) => {
  expect(saved({ buckets }).names).toEqual(ONE_BUCKET);
});

test('logical ids are public contract', () => {
  saved();
  expect(Object.keys(Template.fromStack(stack).toJSON().Resources).map((id) => id.slice(0, -8))).toEqual([
    'SavedQueriesListPackages',
    'SavedQueriesLatestRevisions',
    'SavedQueriesSearchMetadata',
    'SavedQueriesObjectsByExtension',
    'SavedQueriesSizePerPackage',
    'SavedQueriesPackagesOverTime',
    'SavedQueriesSharedObjects',
    'SavedQueriesPackagesInTwoBuckets',
  ]);
});

describe.each(SAVED_QUERIES)('$name', ({ name, description, buckets, sql }) => {
  const awkward = ['my.bucket-1', '0-other.bucket'].slice(0, buckets);
  const text = sql('my-lake', awkward);

  test('reads nothing but the views of its buckets, quoted', () => {
    const relations = [...text.matchAll(/\b(?:FROM|JOIN)\s+(?!UNNEST|latest\b)(\S+)/g)].map((match) => match[1]);
    expect(relations.length).toBeGreaterThan(0);
    for (const relation of relations) {
      expect(relation).toMatch(/^"my-lake"\."(my\.bucket-1|0-other\.bucket)_(packages|objects)-view"$/);
    }
    for (const bucket of awkward) {
      expect(text).toContain(`"my-lake"."${bucket}_`);
    }
  });

  test('runs as it stands: one SELECT without stars or placeholders', () => {
    expect(storedSql(text, name)).toBe(text);
    expect(text).not.toMatch(/[?{}]|<\w+>|\bundefined\b/);
  });

  test('is described within the limits of Athena', () => {
    expect(name.length).toBeLessThanOrEqual(128);
    expect(description.length).toBeGreaterThan(0);
    expect(description.length).toBeLessThanOrEqual(1024);
  });

  test('names no revision twice: it chooses the latest or leaves it out', () => {
    expect(text).toMatch(/"timestamp" (=|<>) 'latest'/);
  });
});

test('fails when there is no bucket', () => {
  expect(() => saved({ buckets: [] })).toThrow(
    'Lake/SavedQueries: saved queries need at least one bucket, found none: give one that the role reads',
  );
});

test.each<[string, Partial<SavedQueriesProps>]>([
  ['workgroupName', { workgroupName: 'other' }],
  ['databaseName', { databaseName: 'other' }],
  ['buckets', { buckets: ['other'] }],
])('%s changes the template', (_, props) => {
  saved();
  const before = queries();
  stack = new Stack(new App(), 'Lake');
  saved(props);
  expect(queries()).not.toEqual(before);
});

test('two synths give equal bytes', () => {
  const synth = () => {
    stack = new Stack(new App(), 'Lake');
    saved();
    return JSON.stringify(Template.fromStack(stack).toJSON());
  };
  expect(synth()).toBe(synth());
});
