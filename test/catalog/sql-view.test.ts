// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder of SQL is no template string

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AthenaDatabase, type IAthenaDatabase } from '../../lib/catalog/athena-database';
import { BucketTables } from '../../lib/catalog/bucket-tables';
import { SqlView, type SqlViewProps } from '../../lib/catalog/sql-view';
import { TableReference } from '../../lib/catalog/table-reference';
import { ViewQuery } from '../../lib/catalog/view-query';
import { ViewSecurity } from '../../lib/model/lake-config';
import { decodeView } from './decode-view';

let stack: Stack;
let database: IAthenaDatabase;
let tables: BucketTables;

beforeEach(() => {
  stack = new Stack(new App(), 'Lake');
  database = new AthenaDatabase(stack, 'Database', { databaseName: 'lake' });
  tables = new BucketTables(stack, 'sales-raw', { database, bucketName: 'sales-raw' });
});

function view(sql: string, props: Partial<SqlViewProps> = {}) {
  return new SqlView(stack, 'View', {
    database,
    viewName: 'v',
    query: ViewQuery.fromText(sql),
    references: { manifests: tables.reference('manifests'), packages: tables.reference('sales-raw_packages-view') },
    ...props,
  });
}

function resource(id = 'View') {
  const all = Object.entries(Template.fromStack(stack).findResources('AWS::Glue::Table'));
  return all.find(([logicalId]) => logicalId.slice(0, -8) === id)?.[1];
}

const role = () => new Role(stack, 'Definer', { assumedBy: new ServicePrincipal('glue.amazonaws.com') });

test('is the view that Athena reads, with columns worked out and every table spelt', () => {
  const created = view('SELECT * FROM (SELECT logical_key, size FROM ${manifests})', { comment: 'sizes' });

  const { TableInput } = resource()?.Properties ?? {};
  expect(TableInput.TableType).toBe('VIRTUAL_VIEW');
  expect(TableInput.StorageDescriptor.Columns).toEqual([
    { Name: 'logical_key', Type: 'string' },
    { Name: 'size', Type: 'bigint' },
  ]);
  const stored = decodeView(TableInput.ViewOriginalText);
  expect(stored).toMatchObject({ schema: 'lake', comment: 'sizes' });
  expect(stored.originalSql).toContain('FROM "lake"."sales-raw_manifests"');
  expect(stored.originalSql).not.toContain('*');
  expect(created.sql).toBe(stored.originalSql);
  expect(created.columns).toEqual([
    { name: 'logical_key', type: 'string' },
    { name: 'size', type: 'bigint' },
  ]);
  expect(created.baseTables).toEqual(['lake.sales-raw_manifests']);
});

test('waits for the tables and views it refers to', () => {
  view('SELECT p.pkg_name FROM ${packages} p CROSS JOIN ${manifests}');
  expect(
    resource()
      ?.DependsOn.map((id: string) => id.slice(0, -8))
      .sort(),
  ).toEqual(['Database', 'salesrawManifestsTable', 'salesrawPackagesView']);
});

test('may spell the names of its references', () => {
  expect(view('SELECT size FROM "sales-raw_manifests"').baseTables).toEqual(['lake.sales-raw_manifests']);
});

test('may read other views, in other databases, and tables of others', () => {
  const inner = view('SELECT pkg_name FROM ${packages}');
  const genes = TableReference.of({
    database: AthenaDatabase.fromDatabaseName(stack, 'Reference', 'reference_db'),
    tableName: 'genes',
    columns: [{ name: 'symbol', type: 'string' }],
  });
  const outer = new SqlView(stack, 'Outer', {
    database: AthenaDatabase.fromDatabaseName(stack, 'Other', 'other'),
    viewName: 'outer_view',
    query: ViewQuery.fromText('SELECT i.pkg_name, g.symbol FROM ${inner_view} i CROSS JOIN ${genes} g'),
    references: { inner_view: inner.reference, genes },
  });
  expect(outer.baseTables).toEqual(['lake.sales-raw_manifests', 'lake.sales-raw_packages', 'reference_db.genes']);
  expect(resource('Outer')?.DependsOn).toEqual([expect.stringMatching(/^View/)]);
  expect(resource('Outer')?.Properties.DatabaseName).toBe('other');
});

test('may have its query in a file', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'sql-view-')), 'v.sql');
  writeFileSync(file, 'SELECT size\nFROM ${manifests};\n');
  const created = view('', { query: ViewQuery.fromFile(file) });
  expect(created.sql).toBe('SELECT size\nFROM "lake"."sales-raw_manifests"');

  writeFileSync(file, 'SELECT size\nFROM ${manifests} WHERE sice > 1;\n');
  const wrong = () => new SqlView(stack, 'Wrong', { ...props(file) });
  expect(wrong).toThrow(`Lake/Wrong: ${file}:2:25: `);
});

const props = (file: string): SqlViewProps => ({
  database,
  viewName: 'wrong',
  query: ViewQuery.fromFile(file),
  references: { manifests: tables.reference('manifests') },
});

describe('a definer view', () => {
  test('is a protected view of the catalog, with the tables it reads', () => {
    view('SELECT size FROM ${manifests}', { security: ViewSecurity.DEFINER, definer: role(), comment: 'sizes' });
    expect(resource()?.Properties.TableInput).toEqual({
      Name: 'v',
      Description: 'sizes',
      TableType: 'VIRTUAL_VIEW',
      PartitionKeys: [],
      ViewDefinition: {
        IsProtected: true,
        Definer: { 'Fn::GetAtt': [expect.stringMatching(/^Definer/), 'Arn'] },
        SubObjects: [
          {
            'Fn::Join': [
              '',
              [
                'arn:',
                { Ref: 'AWS::Partition' },
                ':glue:',
                { Ref: 'AWS::Region' },
                ':',
                { Ref: 'AWS::AccountId' },
                ':table/lake/sales-raw_manifests',
              ],
            ],
          },
        ],
        Representations: [
          {
            Dialect: 'ATHENA',
            DialectVersion: '3',
            ViewOriginalText: 'SELECT size FROM "lake"."sales-raw_manifests"',
          },
        ],
      },
      StorageDescriptor: {
        Columns: [{ Name: 'size', Type: 'bigint' }],
        Location: '',
        InputFormat: '',
        OutputFormat: '',
        SerdeInfo: {},
      },
    });
  });

  test('says that it is experimental', () => {
    view('SELECT size FROM ${manifests}', { security: ViewSecurity.DEFINER, definer: role() });
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('definer view "v" is experimental'));
  });

  test('is a table to those that read it', () => {
    const inner = view('SELECT size FROM ${manifests}', { security: ViewSecurity.DEFINER, definer: role() });
    const outer = new SqlView(stack, 'Outer', {
      database,
      viewName: 'o',
      query: ViewQuery.fromText('SELECT size FROM ${shielded}'),
      references: { shielded: inner.reference },
    });
    expect(outer.baseTables).toEqual(['lake.v']);
  });

  test('reads no view', () => {
    const definer = role();
    const security = ViewSecurity.DEFINER;
    expect(() => view('SELECT pkg_name FROM ${packages}', { security, definer })).toThrow(
      'Lake/View: a definer view can read tables only, found the view lake.sales-raw_packages-view; write its query over the tables, or make it an invoker view',
    );
    const inner = new SqlView(stack, 'Inner', {
      ...{ database, viewName: 'i', security, definer, query: ViewQuery.fromText('SELECT size FROM ${manifests}') },
      references: { manifests: tables.reference('manifests') },
    });
    const outer = () =>
      new SqlView(stack, 'Outer', {
        ...{ database, viewName: 'o', security, definer, query: ViewQuery.fromText('SELECT size FROM ${i}') },
        references: { i: inner.reference },
      });
    expect(outer).toThrow('Lake/Outer: a definer view can read tables only, found the view lake.i;');
  });
});

describe('fails when', () => {
  test.each<[string, string, Partial<SqlViewProps>, string]>([
    ['a column does not exist', 'SELECT sice\nFROM ${manifests}', {}, 'Lake/View: line 1, column 8: '],
    [
      'a placeholder means nothing',
      'SELECT size FROM ${manifest}',
      {},
      'Lake/View: unknown placeholder "manifest"; in references: manifests, packages; did you mean "manifests"?',
    ],
    [
      'declared columns are not those of the query',
      'SELECT size FROM ${manifests}',
      { columns: [{ name: 'size', type: 'int' }] },
      'Lake/View: a declared type must hold what the query returns, found "size" declared int where the query returns bigint; declare bigint, or a wider type: decimal(19,0), float, double',
    ],
    [
      'a definer view has no definer',
      'SELECT 1 AS a',
      { security: ViewSecurity.DEFINER },
      'Lake/View: a definer view must name the role whose rights it uses, found no definer; set definer',
    ],
    [
      'it is analytical',
      'SELECT 1 AS a',
      { security: ViewSecurity.ANALYTICAL },
      'Lake/View: an analytical view is declared in the lake, found one as a construct; use views of QuiltAthena',
    ],
    ['its name is in upper case', 'SELECT 1 AS a', { viewName: 'V' }, 'Lake/View: a view name must be lower case'],
  ])('%s', (_, sql, changes, message) => {
    expect(() => view(sql, changes)).toThrow(message);
  });

  test('another view has a definer', () => {
    expect(() => view('SELECT 1 AS a', { definer: role() })).toThrow(
      'Lake/View: a definer is for views with ViewSecurity.DEFINER, found one beside INVOKER; set security, or leave it out',
    );
  });

  test('its file does not exist', () => {
    expect(() => ViewQuery.fromFile('no/such.sql')).toThrow(
      `a view's file must exist, found no "no/such.sql"; check the path, looked for ${path.resolve('no/such.sql')}`,
    );
  });

  test('the name of a database is not known', () => {
    const name = new CfnParameter(stack, 'Name').valueAsString;
    const unknown = AthenaDatabase.fromDatabaseName(stack, 'Unknown', name);
    expect(() => view('SELECT 1 AS a', { database: unknown })).toThrow(
      'Lake/View: the database of a view must have a name that is known at synth, found a token; write it out, or use AthenaView, which does not look into its SQL',
    );
    expect(() => TableReference.of({ database: unknown, tableName: 't', columns: [] })).toThrow(
      'Lake/Unknown: the name of a table that SQL refers to must be known at synth, found a token; write it out, or use AthenaView, which does not look into its SQL',
    );
  });

  test('a bucket has no such table', () => {
    expect(() => tables.reference('manifest')).toThrow(
      'Lake/sales-raw: unknown table "manifest"; of the bucket: packages, manifests, packages-view, objects-view; did you mean "manifests"?',
    );
  });
});
