import { Pattern } from '../../lib/tabulator/definition/pattern';

test('an expression is searched for, not matched against the whole', () => {
  expect(new Pattern('b+').search('abbc')).toEqual({});
  expect(new Pattern('^b+$').search('abbc')).toBeUndefined();
});

test('named groups are in order of their brackets; one that took no part is null', () => {
  const pattern = new Pattern('(?<year>\\d{4})-(\\d\\d)(?P<rest>x)?');
  expect(pattern.groups).toEqual(['year', 'rest']);
  expect(pattern.search('on 2024-05')).toEqual({ year: '2024', rest: null });
});

test('an expression that is exponential elsewhere takes linear time', () => {
  expect(new Pattern('^(a+)+$').search(`${'a'.repeat(50_000)}b`)).toBeUndefined();
});
