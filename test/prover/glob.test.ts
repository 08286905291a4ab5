import fc from 'fast-check';
import { globContains, globMatches, globOf, globsOverlap } from '../../lib/prover/policy/glob';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });
const matches = (form: string, value: string) => globMatches(globOf(form), value);

test('a pattern matches what its regular expression does', () => {
  fc.assert(
    fc.property(pattern, text, (form, value) => {
      const expression = new RegExp(`^${form.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
      expect(matches(form, value)).toBe(expression.test(value));
    }),
    { numRuns: 3000 },
  );
});

test('a pattern contains another only if it matches all that the other does', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (outer, inner, value) => {
      fc.pre(globContains(globOf(outer), globOf(inner)) && matches(inner, value));
      expect(matches(outer, value)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('patterns that match a text in common overlap', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (one, other, value) => {
      fc.pre(matches(one, value) && matches(other, value));
      expect(globsOverlap(globOf(one), globOf(other))).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['sales-raw_*', 'sales-raw_packages', true],
  ['sales-raw_*', 'sales-raw_*', true],
  ['sales-raw_*', 'sales-raw-2_*', false],
  ['a/*', 'a*', false],
  ['a*c', 'abc', true],
  ['a*', '?', false],
])('%s contains %s: %s', (outer, inner, expected) => {
  expect(globContains(globOf(outer), globOf(inner))).toBe(expected);
});

test.each([
  ['athena-results/analyst/*', 'athena-results/*', true],
  ['athena-results/analyst/*', 'athena-results/agent/*', false],
  ['*/x', 'y/*', true],
])('%s overlaps %s: %s', (one, other, expected) => {
  expect(globsOverlap(globOf(one), globOf(other))).toBe(expected);
});
