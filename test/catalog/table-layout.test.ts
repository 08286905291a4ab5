import { LAYOUTS } from '../../lib/catalog/layouts';
import { TableLayout } from '../../lib/catalog/table-layout';
import { DEFAULT_LAYOUTS } from '../../lib/model/lake';

test('layouts are found by name', () => {
  expect(TableLayout.of('classic').name).toBe('classic');
  expect(TableLayout.of('classic')._layout).toBe(TableLayout.CLASSIC._layout);
});

test('the default of the configuration exists', () => {
  expect(DEFAULT_LAYOUTS.map((name) => TableLayout.of(name).name)).toEqual(DEFAULT_LAYOUTS);
});

test.each(['Classic', 'toString', ''])('fails when there is none called %j', (name) => {
  expect(() => TableLayout.of(name)).toThrow(`no table layout is called ${JSON.stringify(name)}: use one of "classic"`);
});

describe.each([...LAYOUTS.values()])('every layout keeps the rules: $name', (layout) => {
  const tables = layout.tables('my.bucket-1');
  const views = layout.views('my-lake', 'my.bucket-1');

  test('ids and names are unique, names begin with the bucket', () => {
    const all = [...tables, ...views];
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
    expect(new Set(all.map((one) => one.name)).size).toBe(all.length);
    expect(all.filter((one) => !one.name.startsWith('my.bucket-1_'))).toEqual([]);
  });

  test('locations are folders of the bucket', () => {
    expect(tables.filter((table) => !/^s3:\/\/my\.bucket-1\/.+\/$/.test(table.storage.location))).toEqual([]);
  });

  test('views read tables of the layout, quoted with their database', () => {
    const ids = new Set(tables.map((table) => table.id));
    for (const view of views) {
      expect(view.reads.filter((id) => !ids.has(id))).toEqual([]);
      for (const table of tables.filter(({ id }) => view.reads.includes(id))) {
        expect(view.sql).toContain(`"my-lake"."${table.name}"`);
      }
    }
  });

  test('column types are computed once, not for each bucket', () => {
    const [again] = layout.views('other', 'other');
    expect(again.columns).toBe(views[0].columns);
  });
});
