// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder of SQL is no template string

import { fillPlaceholders } from '../../lib/catalog/placeholders';

const fill = (text: string) => fillPlaceholders(text, (name) => `"lake"."${name}"`);

test('placeholders are filled in, and tokens are none', () => {
  expect(fill('SELECT ${Token[TOKEN.1]} FROM ${a} JOIN ${b_2}').text).toBe(
    'SELECT ${Token[TOKEN.1]} FROM "lake"."a" JOIN "lake"."b_2"',
  );
});

test.each([
  ['before any', { line: 1, column: 8 }, { line: 1, column: 8 }],
  ['at the beginning of one', { line: 2, column: 6 }, { line: 2, column: 6 }],
  ['inside one', { line: 2, column: 14 }, { line: 2, column: 6 }],
  ['after one', { line: 2, column: 17 }, { line: 2, column: 11 }],
  ['after two', { line: 2, column: 36 }, { line: 2, column: 24 }],
  ['on a line below', { line: 3, column: 7 }, { line: 3, column: 7 }],
])('a place %s is found again', (_, filled, written) => {
  const { writtenAt } = fill('SELECT x\nFROM ${a} m JOIN ${b} ON y\nWHERE z');
  expect(writtenAt(filled)).toEqual(written);
});
