import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AthenaDatabase } from '../../lib/catalog/athena-database';
import { BucketTables } from '../../lib/catalog/bucket-tables';
import { DeclaredViews } from '../../lib/catalog/declared-views';
import { lakeFrom } from '../../lib/model/lake';
import { type LakeConfig, type ViewConfig, ViewSecurity } from '../../lib/model/lake-config';
import { decodeView } from './decode-view';

const DEFINER = 'arn:aws:iam::123456789012:role/curator';
let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Lake');
});

function declare(...views: ViewConfig[]): void {
  const config: LakeConfig = { buckets: [{ name: 'data-one' }], roles: [{ name: 'curator' }], views };
  const lake = lakeFrom('sales-prod', config);
  const database = new AthenaDatabase(stack, 'Database', { databaseName: lake.database.name });
  const tables = new BucketTables(stack, 'data-one', { database, bucketName: 'data-one' });
  const definerArn = () => DEFINER;
  new DeclaredViews(stack, 'Views', { lake, database, definerArn, tablesOf: () => tables });
}

/** Views by their names, with the names that what they wait for begins with. */
function views() {
  const all = Object.entries(Template.fromStack(stack).findResources('AWS::Glue::Table'));
  const own = all.filter(([id]) => id.startsWith('Views'));
  return Object.fromEntries(
    own.map(([, { Properties, DependsOn = [] }]) => [
      Properties.TableInput.Name,
      { ...Properties, waitsFor: DependsOn.map((id: string) => id.slice(0, -8)).sort() },
    ]),
  );
}

const TABLES = [
  'Database',
  'dataoneManifestsTable',
  'dataoneObjectsView',
  'dataonePackagesTable',
  'dataonePackagesView',
];

test('each view waits for those it reads, and for the tables behind them', () => {
  declare(
    { name: 'top', sql: 'SELECT size FROM other.middle', comment: 'sizes' },
    { name: 'middle', database: 'other', sql: 'SELECT * FROM sales_prod.bottom' },
    { name: 'bottom', sql: 'SELECT size FROM "data-one_manifests"' },
  );
  expect(views().bottom.waitsFor).toEqual(TABLES);
  expect(views().middle).toMatchObject({ DatabaseName: 'other', waitsFor: [...TABLES.slice(1), 'Viewsbottom'].sort() });
  expect(views().top.waitsFor).toEqual([...TABLES, 'Viewsbottom', 'Viewsothermiddle'].sort());
  expect(decodeView(views().middle.TableInput.ViewOriginalText)).toEqual({
    originalSql: expect.stringMatching(/^SELECT .*size.* FROM sales_prod\.bottom$/),
    catalog: 'awsdatacatalog',
    schema: 'other',
    columns: [{ name: 'size', type: 'bigint' }],
  });
  expect(decodeView(views().top.TableInput.ViewOriginalText)).toMatchObject({ comment: 'sizes' });
});

test('a definer view has its definer, and an analytical one no resource', () => {
  declare(
    {
      name: 'shielded',
      sql: 'SELECT size FROM "data-one_manifests"',
      security: ViewSecurity.DEFINER,
      definer: 'curator',
    },
    {
      name: 'summary',
      sql: 'SELECT sum(size) AS bytes FROM shielded',
      security: ViewSecurity.ANALYTICAL,
      location: 's3://data-one/summary/',
    },
    { name: 'over', sql: 'SELECT bytes FROM summary' },
  );
  expect(Object.keys(views()).sort()).toEqual(['over', 'shielded']);
  expect(views().shielded.TableInput.ViewDefinition.Definer).toBe(DEFINER);
  expect(views().over.waitsFor).toEqual(['Database', 'Viewsshielded']);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('definer view "shielded" is experimental'));
});

test('names that surprise are warned of', () => {
  declare(
    { name: 'a.b', sql: 'SELECT 1 AS one' },
    { name: 'data-one_recent', sql: 'SELECT 1 AS one' },
    { name: 'data-one_elsewhere', database: 'other', sql: 'SELECT 1 AS one' },
  );
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  expect(warnings.map(({ entry }) => String(entry.data).split('. ')[0].split(':')[0])).toEqual([
    'view "a.b" has dots in its name',
    'view "data-one_recent" is named like a table of bucket data-one',
  ]);
});

test('an order that only reads tell makes the same template', () => {
  const a: ViewConfig = { name: 'a', sql: 'SELECT size FROM b' };
  const b: ViewConfig = { name: 'b', sql: 'SELECT size FROM "data-one_manifests"' };
  declare(a, b);
  const before = JSON.stringify(views());
  stack = new Stack(new App(), 'Lake');
  declare(b, a);
  expect(JSON.stringify(views())).toBe(before);
});
