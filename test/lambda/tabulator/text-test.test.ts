import { textTest } from '../../../lambda/tabulator/protocol/text-test';
import { end, oneOf, ranges, textBlock } from './predicates';

describe.each(['sortable', 'SortedRangeSet'] as const)('ranges, as %s', (type) => {
  test('ends are taken in or left out as they say', () => {
    const test = textTest(ranges(type, false, [end('ABOVE', 'b'), end('EXACTLY', 'd')]));
    expect(['a', 'b', 'ba', 'd', 'da'].map((value) => test?.accepts(value))).toEqual([false, false, true, true, false]);
  });

  test('a missing end is open, and null is allowed where it says so', () => {
    const test = textTest(ranges(type, true, [end('ABOVE'), end('BELOW', 'm')], [end('EXACTLY', 'x'), end('BELOW')]));
    expect(['', 'lz', 'm', 'w', 'x', 'zz', null].map((value) => test?.accepts(value))).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});

test('values of IN can be listed', () => {
  expect(textTest(oneOf('rna/a', 'rna/b'))?.values).toEqual(['rna/a', 'rna/b']);
  expect(textTest(ranges('sortable', false, [end('ABOVE', 'a'), end('BELOW')]))?.values).toBeUndefined();
});

test('texts are compared by their UTF-8 bytes, as the engine does', () => {
  // In UTF-16, the emoji would come before the private character.
  const test = textTest(ranges('sortable', false, [end('ABOVE', '\uf000'), end('BELOW')]));
  expect(test?.accepts('😀')).toBe(true);
});

test.each(['equatable', 'EquatableValueSet'])('%s: only those listed, or all others', (type) => {
  const set = (whiteList: boolean) => ({
    '@type': type,
    whiteList,
    nullAllowed: false,
    valueBlock: textBlock('a', 'b'),
  });
  expect(['a', 'c', null].map((value) => textTest(set(true))?.accepts(value))).toEqual([true, false, false]);
  expect(['a', 'c', null].map((value) => textTest(set(false))?.accepts(value))).toEqual([false, true, false]);
});

test.each([
  ['IS NOT NULL, which is written like none', { '@type': 'AllOrNoneValueSet', all: false, nullAllowed: false }],
  ['all or none of version 1', { '@type': 'allOrNone', nullAllowed: true }],
  ['a set of a later version', { '@type': 'BloomFilter', nullAllowed: false }],
  ['a range without an end', { '@type': 'sortable', nullAllowed: false, ranges: [{ low: end('ABOVE', 'a') }] }],
  ['a set that does not say whether null is allowed', { '@type': 'sortable', ranges: [] }],
  ['nothing', null],
])('%s prunes nothing', (_, set) => {
  expect(textTest(set)).toBeUndefined();
});
