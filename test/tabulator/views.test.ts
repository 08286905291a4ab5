import { DerivedAccess } from '../../lib/authorization/derived-access';
import { lakeFrom } from '../../lib/model/lake';
import { type LakeConfig, type ViewConfig, ViewSecurity } from '../../lib/model/lake-config';
import { problemsOf } from '../../lib/model/lake-rules';
import { formatProblem } from '../../lib/model/problem';
import { analysedViews } from '../../lib/views/analysed-views';
import { lakeStack } from '../support/lake-stack';
import { GENES } from './a-tabulator-lake';

const TABLE = '"quilt-sales-prod-tabulator"."data-one"."genes"';

function lakeOf(...views: ViewConfig[]): LakeConfig {
  return {
    buckets: [{ name: 'data-one', tabulator: { genes: GENES } }],
    roles: [
      { name: 'analyst', read: ['*'], tabulator: true },
      { name: 'visitor', read: ['*'] },
    ],
    views,
  };
}
const lake = (...views: ViewConfig[]) => lakeFrom('sales-prod', lakeOf(...views));
const told = (...views: ViewConfig[]) => problemsOf('sales-prod', lakeOf(...views)).map(formatProblem);

test('columns of a Tabulator table are declared, named groups and added ones', () => {
  const [view] = analysedViews(lake({ name: 'v', sql: `SELECT * FROM ${TABLE}` }));
  expect(view.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'gene_id string',
    'tpm double',
    'study string',
    'sample string',
    '$pkg_name string',
    '$logical_key string',
    '$physical_key string',
    '$top_hash string',
    '$issue string',
  ]);
  expect(view.federated).toEqual([TABLE]);
  expect(view.bases).toEqual([]);
});

test('a join with a table of the lake has both', () => {
  const sql = `SELECT g.gene_id, p.message FROM ${TABLE} g JOIN "data-one_packages-view" p ON g."$top_hash" = p.top_hash`;
  const [view] = analysedViews(lake({ name: 'v', sql }));
  expect(view.federated).toEqual([TABLE]);
  expect(view.bases.map(({ key }) => key)).toEqual(['sales_prod.data-one_manifests', 'sales_prod.data-one_packages']);
});

test('what a view over a view reads is told, too', () => {
  const views = analysedViews(
    lake({ name: 'first', sql: `SELECT gene_id FROM ${TABLE}` }, { name: 'second', sql: 'SELECT gene_id FROM first' }),
  );
  expect(views.map(({ federated }) => federated)).toEqual([[TABLE], [TABLE]]);
});

test.each([
  ['a column that there is not', `SELECT nothing FROM ${TABLE}`, /nothing/],
  ['a hidden column of files on S3', `SELECT "$path" AS p FROM ${TABLE}`, /\$path/],
  [
    'a table that there is not',
    'SELECT 1 AS x FROM "quilt-sales-prod-tabulator"."data-one"."proteins"',
    /proteins|catalog/,
  ],
  ['another catalog', 'SELECT 1 AS x FROM "other"."data-one"."genes"', /must be of catalog/],
])('%s is refused', (_, sql, message) => {
  expect(told({ name: 'v', sql })).toEqual([expect.stringMatching(message)]);
});

test('a definer view cannot read them', () => {
  const view = { name: 'v', sql: `SELECT gene_id FROM ${TABLE}`, security: ViewSecurity.DEFINER, definer: 'analyst' };
  expect(told(view)).toEqual([expect.stringMatching(/a definer view can read tables of the Glue catalog only/)]);
});

test('a role that may not use Tabulator cannot be given such a view', () => {
  const view = { name: 'v', sql: `SELECT gene_id FROM ${TABLE}`, select: ['analyst', 'visitor'] };
  const { problems } = new DerivedAccess(lake(view)).findings();
  expect(problems).toEqual([
    expect.objectContaining({
      view: 'sales_prod.v',
      principal: 'visitor',
      message: expect.stringMatching(/must be let use Tabulator.*write tabulator: true for the role/),
    }),
  ]);
  expect(() => lakeStack(lakeOf(view))).toThrow(/view sales_prod\.v, role visitor: a role that reads a view over/);
});

const COPY: ViewConfig = {
  name: 'copy',
  sql: `SELECT gene_id FROM ${TABLE}`,
  security: ViewSecurity.ANALYTICAL,
  location: 's3://data-views/v/',
  refresh: ['analyst'],
};

test.each([
  ['select', ['select']],
  ['refresh', ['refresh']],
  ['own', ['own']],
  ['select and own', ['select', 'own']],
])('a copy of their rows is no way round: a role in its %s must be let use Tabulator', (lists, names) => {
  const view = { ...COPY, ...Object.fromEntries(names.map((list) => [list, ['analyst', 'visitor']])) };
  const { problems } = new DerivedAccess(lake(view)).findings();
  expect(problems).toEqual([
    {
      view: 'sales_prod.copy',
      principal: 'visitor',
      message: `a role that reads a copy of Tabulator's tables must be let use Tabulator, found ${TABLE} behind it; write tabulator: true for the role, or take it out of ${lists}`,
    },
  ]);
  expect(() => lakeStack(lakeOf(view))).toThrow(
    /view sales_prod\.copy, role visitor: .*write tabulator: true for the role/,
  );
});

test('nor is a copy of the copy', () => {
  const second = { ...COPY, name: 'second', sql: 'SELECT gene_id FROM copy', select: ['visitor'], refresh: [] };
  const { problems } = new DerivedAccess(lake({ ...COPY, select: ['analyst'] }, second)).findings();
  expect(problems).toContainEqual(
    expect.objectContaining({
      view: 'sales_prod.second',
      message: expect.stringContaining(`found ${TABLE} behind it`),
    }),
  );
});

test('who may use Tabulator reads the copy, and no more is derived for that than SELECT on it', () => {
  const access = new DerivedAccess(lake({ ...COPY, select: ['analyst'] }));
  expect(access.findings().problems).toEqual([]);
  expect(access.derivation.grants).toContainEqual(
    expect.objectContaining({ principal: 'analyst', table: 'copy', privileges: expect.arrayContaining(['SELECT']) }),
  );
});

test('a role that may gets the view, and everything behind it is proven', () => {
  const view = { name: 'v', sql: `SELECT gene_id, "study" FROM ${TABLE}`, select: ['analyst'] };
  const { quilt, stack } = lakeStack(lakeOf(view));
  expect(stack.node.validate()).toEqual([]);
  expect(quilt.node.validate()).toEqual([]);
});
