import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AthenaDatabase } from '../../lib/catalog/athena-database';
import { BucketTables, type BucketTablesProps } from '../../lib/catalog/bucket-tables';
import { columns, type Layout } from '../../lib/catalog/layouts/layout';
import { TableLayout } from '../../lib/catalog/table-layout';
import { bucketNameProblem } from '../../lib/model/bucket-name';
import { decodeView } from './decode-view';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Lake');
});

function tables(props: Partial<BucketTablesProps> = {}) {
  const database = props.database ?? new AthenaDatabase(stack, 'Database', { databaseName: 'lake' });
  return new BucketTables(stack, 'Bucket', { database, bucketName: 'sales-raw', ...props });
}

/** Resources by the id of their construct: logical ids end in a hash of eight characters. */
function resources(of = stack) {
  const all = Object.entries(Template.fromStack(of).findResources('AWS::Glue::Table'));
  return Object.fromEntries(all.map(([id, resource]) => [id.slice(0, -8), resource]));
}

const manifestColumns = [
  { Name: 'logical_key', Type: 'string' },
  { Name: 'physical_keys', Type: 'array<string>' },
  { Name: 'size', Type: 'bigint' },
  { Name: 'hash', Type: 'struct<type:string,value:string>' },
  { Name: 'meta', Type: 'string' },
  { Name: 'user_meta', Type: 'string' },
  { Name: 'message', Type: 'string' },
  { Name: 'version', Type: 'string' },
];

// quiltdata/examples:athena_cfn/athena-bucket-cfn.yml
test('manifests are the table that Quilt has', () => {
  tables();
  expect(resources().BucketManifestsTable.Properties).toEqual({
    CatalogId: { Ref: 'AWS::AccountId' },
    DatabaseName: 'lake',
    TableInput: {
      Name: 'sales-raw_manifests',
      Description: 'Table of all the manifests in s3://sales-raw (all package-level and object-level metadata)',
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: [],
      Parameters: { has_encrypted_data: 'false' },
      StorageDescriptor: {
        Columns: manifestColumns,
        Location: 's3://sales-raw/.quilt/packages/',
        InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        OutputFormat: 'org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat',
        SerdeInfo: {
          SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
          Parameters: { 'ignore.malformed.json': 'true' },
        },
      },
    },
  });
});

test('packages are the table that Quilt has', () => {
  tables();
  expect(resources().BucketPackagesTable.Properties).toEqual({
    CatalogId: { Ref: 'AWS::AccountId' },
    DatabaseName: 'lake',
    TableInput: {
      Name: 'sales-raw_packages',
      Description: 'Table of top hashes in s3://sales-raw',
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: [],
      StorageDescriptor: {
        Columns: [{ Name: 'top_hash', Type: 'string' }],
        Location: 's3://sales-raw/.quilt/named_packages/',
        InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        OutputFormat: 'org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat',
        SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' },
      },
    },
  });
});

const text = (names: string[]) => names.map((name) => ({ name, type: 'varchar' }));

test.each([
  ['PackagesView', 'packages-view', text(['pkg_name', 'top_hash', 'timestamp', 'message', 'user_meta'])],
  [
    'ObjectsView',
    'objects-view',
    [
      ...text(['pkg_name', 'top_hash', 'timestamp', 'logical_key', 'physical_key']),
      { name: 'size', type: 'bigint' },
      { name: 'hash', type: 'row(type varchar, value varchar)' },
      { name: 'meta', type: 'varchar' },
    ],
  ],
])('%s has the columns that clients expect, in order', (id, suffix, expected) => {
  tables();
  const { ViewOriginalText, StorageDescriptor, Name } = resources()[`Bucket${id}`].Properties.TableInput;
  const view = decodeView(ViewOriginalText);

  expect(Name).toBe(`sales-raw_${suffix}`);
  expect(view).toMatchObject({ catalog: 'awsdatacatalog', schema: 'lake', columns: expected });
  const hive = new Map([
    ['size', 'bigint'],
    ['hash', 'struct<type:string,value:string>'],
  ]);
  expect(StorageDescriptor).toEqual({
    Columns: expected.map(({ name }) => ({ Name: name, Type: hive.get(name) ?? 'string' })),
    Location: '',
    InputFormat: '',
    OutputFormat: '',
    SerdeInfo: {},
  });
});

test('names are attributes', () => {
  const { tables: base, views } = tables();
  expect(base).toEqual(['sales-raw_packages', 'sales-raw_manifests']);
  expect(views).toEqual(['sales-raw_packages-view', 'sales-raw_objects-view']);
});

test('logical ids are public contract', () => {
  tables();
  expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toEqual([
    'DatabaseB269D8BB',
    'BucketPackagesTable93560B8D',
    'BucketManifestsTable848EAACD',
    'BucketPackagesViewE454EE7A',
    'BucketObjectsViewBB2DC7EF',
  ]);
});

test('tables wait for the database, views for the tables', () => {
  tables();
  const { BucketPackagesTable, BucketManifestsTable, BucketPackagesView, BucketObjectsView } = resources();
  const both = ['BucketManifestsTable848EAACD', 'BucketPackagesTable93560B8D'];

  expect(BucketPackagesTable.DependsOn).toEqual(['DatabaseB269D8BB']);
  expect(BucketManifestsTable.DependsOn).toEqual(['DatabaseB269D8BB']);
  expect(BucketPackagesView.DependsOn).toEqual(both);
  expect(BucketObjectsView.DependsOn).toEqual(both);
});

test('a database of another stack is spelled out, not depended on', () => {
  const database = new AthenaDatabase(new Stack(stack.node.root, 'Other'), 'Database', { databaseName: 'shared' });
  tables({ database });

  expect(resources().BucketPackagesTable.DependsOn).toBeUndefined();
  expect(resources().BucketPackagesTable.Properties.DatabaseName).toBe('shared');
  expect(stack.dependencies).toEqual([]);
});

test('the name of an imported database may be a parameter', () => {
  const name = new CfnParameter(stack, 'Name').valueAsString;
  tables({ database: AthenaDatabase.fromDatabaseName(stack, 'Database', name) });
  const { DatabaseName, TableInput } = resources().BucketPackagesView.Properties;

  expect(DatabaseName).toEqual({ Ref: 'Name' });
  expect(TableInput.ViewOriginalText['Fn::Join'][1][1]['Fn::Base64']['Fn::Join'][1]).toContainEqual({ Ref: 'Name' });
});

describe('dots in a bucket name', () => {
  const found = (of: Stack) => Annotations.fromStack(of).findWarning('*', Match.anyValue());

  test('are warned of', () => {
    tables({ bucketName: 'my.data-1' });
    expect(found(stack).map(({ id, entry }) => [id, entry.data])).toEqual([
      [
        '/Lake/Bucket',
        'bucket "my.data-1" has dots in its name, and so have its tables. SELECT works on "double-quoted" names, but ' +
          'Athena splits names at dots in SHOW CREATE TABLE, DROP TABLE and partition statements, and so do some SQL ' +
          'clients. Acknowledge this warning if nobody needs those [ack: cdk-quilt-athena:dottedBucketName]',
      ],
    ]);
    expect(resources().BucketPackagesView.Properties.TableInput.Name).toBe('my.data-1_packages-view');
  });

  test('and hyphens are not', () => {
    tables({ bucketName: 'my-data-1' });
    expect(found(stack)).toEqual([]);
  });
});

describe('a new layout is data', () => {
  const layout: Layout = {
    name: 'tags',
    tables: (bucket) => [
      {
        id: 'TagTable',
        name: `${bucket}_tag`,
        description: 'tags',
        columns: columns({ tag_name: 'string' }),
        storage: { location: `s3://${bucket}/tags/`, inputFormat: 'i', outputFormat: 'o', serde: 's' },
      },
    ],
    views: (database, bucket) => [
      {
        id: 'TagView',
        name: `${bucket}_tag-view`,
        columns: columns({ tag_name: 'string' }),
        sql: `SELECT tag_name FROM "${database}"."${bucket}_tag"`,
        reads: ['TagTable'],
      },
    ],
  };

  test('that stands beside the classic one', () => {
    const { tables: base, views } = tables({ layouts: [TableLayout.CLASSIC, TableLayout._from(layout)] });
    expect(base).toEqual(['sales-raw_packages', 'sales-raw_manifests', 'sales-raw_tag']);
    expect(views).toEqual(['sales-raw_packages-view', 'sales-raw_objects-view', 'sales-raw_tag-view']);
    expect(Object.keys(resources())).toContain('BucketTagView');
  });

  test('or alone', () => {
    tables({ layouts: [TableLayout._from(layout)] });
    expect(Object.keys(resources())).toEqual(['BucketTagTable', 'BucketTagView']);
  });

  test('and fails when a view reads no table of it', () => {
    const broken = { ...layout, tables: () => [] };
    expect(() => tables({ layouts: [TableLayout._from(broken)] })).toThrow(
      'layout tags: view TagView reads TagTable, which is no table of it',
    );
  });
});

describe('fails when', () => {
  test('the bucket name is a token', () => {
    expect(() => tables({ bucketName: new CfnParameter(stack, 'Name').valueAsString })).toThrow(
      'Lake/Bucket: a bucket name must be known at synth, found a token: write it out, because table names are made of it',
    );
  });

  test.each(['ab', 'a'.repeat(64), 'Sales', 'my_bucket', '-a-', 'a"b', ''])('the bucket is %j', (bucketName) => {
    const problem = bucketNameProblem(bucketName);
    expect(problem).toBeDefined();
    expect(() => tables({ bucketName })).toThrow(`Lake/Bucket: ${problem}`);
  });

  test.each([
    [[], '[]'],
    [[TableLayout.CLASSIC, TableLayout.of('classic')], '[classic, classic]'],
  ])('layouts are none or twice the same', (layouts, found) => {
    expect(() => tables({ layouts })).toThrow(
      `Lake/Bucket: layouts must be at least one and different, found ${found}: name each layout once`,
    );
  });
});

test.each(['a23', 'a'.repeat(63), '123', 'a.b-c'])('accepts the bucket %s', (bucketName) => {
  expect(tables({ bucketName }).tables).toHaveLength(2);
});

test.each<[string, Partial<BucketTablesProps>]>([
  ['bucketName', { bucketName: 'other' }],
  ['layouts', { layouts: [TableLayout._from({ name: 'empty', tables: () => [], views: () => [] })] }],
])('%s changes the template', (_, props) => {
  tables();
  const before = JSON.stringify(Template.fromStack(stack).toJSON());
  stack = new Stack(new App(), 'Lake');
  tables(props);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toBe(before);
});

test('two synths give equal bytes', () => {
  const synth = () => {
    stack = new Stack(new App(), 'Lake');
    tables();
    return JSON.stringify(Template.fromStack(stack).toJSON());
  };
  expect(synth()).toBe(synth());
});

test('no partition is spelled out', () => {
  stack = new Stack(new App(), 'Lake', { env: { account: '123456789012', region: 'cn-north-1' } });
  tables();
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/arn:aws|123456789012/);
});
