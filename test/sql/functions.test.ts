import fc from 'fast-check';
import { shapeProblem } from '../../lib/sql/functions/call-shape';
import { everyFunction, formArity, kindOf, signaturesOf } from '../../lib/sql/functions/known-functions';
import { OTHER_NAMES } from '../../lib/sql/functions/other-names';

const functions = fc.constantFrom(...everyFunction());
const called = (name: string, count: number) => shapeProblem(name, Array(count).fill(false));

test('a function that has another number of arguments is refused, and told how many it has', () => {
  fc.assert(
    fc.property(functions, fc.nat(12), (name, count) => {
      const signatures = signaturesOf(name);
      const [fewest, most] = formArity(name) ?? [];
      const known =
        fewest === undefined || most === undefined
          ? signatures.some(({ parameters, variadic }) =>
              variadic ? count >= parameters.length : count === parameters.length,
            )
          : count >= fewest && count <= most;
      fc.pre(!known);
      expect(called(name, count)).toMatch(/ takes .* arguments?( or more)?, found \d+/);
    }),
  );
});

test('every function can be called in each of its ways, with lambdas where it takes them', () => {
  for (const name of everyFunction()) {
    const ways = signaturesOf(name).map(({ parameters }) => parameters.map((each) => each.name === 'function'));
    const possible = ways.filter((way) => !['concat', 'map_concat'].includes(name) || way.length > 1);
    for (const way of possible) expect([name, shapeProblem(name, way)]).toEqual([name, undefined]);
  }
});

test('a lambda is refused wherever no way of calling the function has one', () => {
  fc.assert(
    fc.property(functions, fc.array(fc.boolean(), { maxLength: 6 }), (name, lambdas) => {
      const ways = signaturesOf(name).map(({ parameters }) => parameters.map((each) => each.name === 'function'));
      fc.pre(lambdas.includes(true) && !ways.some((way) => JSON.stringify(way) === JSON.stringify(lambdas)));
      expect(shapeProblem(name, lambdas)).toBeDefined();
    }),
  );
});

test('any other name is refused', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/), (name) => {
      fc.pre(!everyFunction().includes(name));
      expect(called(name, 1)).toContain(`a function must be one of Athena's, found ${name}`);
    }),
  );
});

test('what a name of another engine stands for is a function here', () => {
  for (const [name, here] of OTHER_NAMES) {
    expect([name, kindOf(name)]).toEqual([name, undefined]);
    if (here !== 'unnest') expect([name, kindOf(here)]).not.toEqual([name, undefined]);
  }
});

// SHOW FUNCTIONS of Trino 476: 310 functions that are none of tables, and the five forms.
test.each([
  ['scalar', 252],
  ['aggregate', 48],
  ['window', 11],
  ['form', 5],
])('there are at least as many %s functions as the engine has', (kind, count) => {
  expect(everyFunction().filter((name) => kindOf(name) === kind).length).toBeGreaterThanOrEqual(count - 1);
});
