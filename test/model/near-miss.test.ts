import fc from 'fast-check';
import { nearMiss } from '../../lib/model/near-miss';

const CLIENTS = ['catalog', 'mcp', 'pyathena', 'jdbc', 'legacyJdbc'];

test.each([
  ['mpc', 'mcp'],
  ['catlog', 'catalog'],
  ['pyAthena', 'pyathena'],
  ['LEGACYJDBC', 'legacyJdbc'],
  ['jdbcs', 'jdbc'],
])('%s most likely stands for %s', (word, meant) => {
  expect(nearMiss(word, CLIENTS)).toBe(meant);
});

test.each(['tableau', 'xyz', '', 'j'])('%j stands for nothing known', (word) => {
  expect(nearMiss(word, CLIENTS)).toBeUndefined();
});

test('the nearest of several wins', () => {
  expect(nearMiss('bucket-12', ['bucket-345', 'bucket-1', 'bucket-13'])).toBe('bucket-1');
});

test('a word that is known stands for itself', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), (word) => expect(nearMiss(word, ['other', word])).toBeDefined()));
});
