import { allCallers, folderOf, parseCallers } from '../../lib/tabulator/definition/callers';

const CALLERS = parseCallers('{"account":"123456789012","roles":{"AnalystRole":"analyst"}}');

test('a role has a folder of its own, by the name of its account and its own', () => {
  expect(folderOf(CALLERS, { account: '123456789012', name: 'AnalystRole' })).toBe('analyst');
});

test.each([
  ['another account', { account: '999999999999', name: 'AnalystRole' }],
  ['another role', { account: '123456789012', name: 'Analyst' }],
  ['what every object has', { account: '123456789012', name: 'constructor' }],
])('%s has none', (_, caller) => {
  expect(folderOf(CALLERS, caller)).toBeUndefined();
});

test('those known before are of the same account', () => {
  const all = allCallers(CALLERS, { Existing: 'existing' });
  expect(folderOf(all, { account: '123456789012', name: 'Existing' })).toBe('existing');
  expect(folderOf(all, { account: '999999999999', name: 'Existing' })).toBeUndefined();
  expect(folderOf(all, { account: '123456789012', name: 'AnalystRole' })).toBe('analyst');
});

test('without an account in the environment nobody is one of them', () => {
  const all = allCallers(parseCallers(undefined), { Existing: 'existing' });
  expect(folderOf(all, { account: '123456789012', name: 'Existing' })).toBeUndefined();
});

test('without the variable nobody is known; with a wrong one nothing runs', () => {
  expect(folderOf(parseCallers(undefined), { account: '', name: '' })).toBeUndefined();
  expect(() => parseCallers('{')).toThrow(/^environment variable TABULATOR_CALLERS must be JSON, found that /);
  expect(() => parseCallers('["AnalystRole"]')).toThrow('TABULATOR_CALLERS must be');
});
