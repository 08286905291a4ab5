import { nearMiss } from '../../model/near-miss';
import { everyFunction, formArity, kindOf, signaturesOf } from './known-functions';
import { OTHER_NAMES } from './other-names';
import type { Signature } from './signature';
import { parameterOf, takes } from './signature-binding';

/** Functions that take what their signature repeats twice at least; the engine says so only when it plans a query. */
const TWO_AT_LEAST: readonly string[] = ['concat', 'map_concat'];

/**
 * Why a call cannot be one whatever the types of its arguments: there is no such function, not with so many arguments,
 * or not with a lambda there. Undefined if it can.
 *
 * @param lambdas of each argument, whether it is a lambda
 */
export function shapeProblem(name: string, lambdas: readonly boolean[]): string | undefined {
  if (kindOf(name) === undefined) return unknownProblem(name);
  const form = formArity(name);
  const signatures = signaturesOf(name);
  const fitting = signatures.filter((signature) => takes(signature, lambdas.length));
  const [fewest, most] = form ?? [0, Number.POSITIVE_INFINITY];
  const wrong = form ? lambdas.length < fewest || lambdas.length > most : fitting.length === 0;
  if (wrong || (TWO_AT_LEAST.includes(name) && lambdas.length < 2)) {
    return `${name} takes ${countsOf(name)}, found ${lambdas.length}: see trino.io/docs/current/functions.html`;
  }
  const agrees = (signature: Signature) =>
    lambdas.every((isLambda, i) => isLambda === (parameterOf(signature, i).name === 'function'));
  if (form ? !lambdas.includes(true) : fitting.some(agrees)) return undefined;
  const wanted = fitting.some((each) => each.parameters.some((parameter) => parameter.name === 'function'));
  if (!wanted) return `${name} takes values, found a lambda: give it the value itself`;
  return `${name} takes a lambda such as x -> x + 1, found one missing or in another place: see trino.io/docs/current/functions/lambda.html`;
}

function unknownProblem(name: string): string {
  const rule = `a function must be one of Athena's, found ${name}`;
  const other = OTHER_NAMES.get(name);
  if (other === 'unnest') return `${rule}: use CROSS JOIN UNNEST`;
  const near = other ?? nearMiss(name, everyFunction());
  return near
    ? `${rule}: write ${near}`
    : `${rule}: see docs.aws.amazon.com/athena/latest/ug/functions.html; functions of your own cannot be used here`;
}

/** `2 arguments`, `1 or 2 arguments`, `2 arguments or more`. */
function countsOf(name: string): string {
  const [fewest, most] = formArity(name) ?? [];
  const signatures = signaturesOf(name);
  const least = TWO_AT_LEAST.includes(name)
    ? 2
    : (fewest ?? Math.min(...signatures.map((each) => each.parameters.length)));
  if (most === Number.POSITIVE_INFINITY || signatures.some((each) => each.variadic))
    return `${least} arguments or more`;
  const counts = fewest === undefined ? signatures.map((each) => each.parameters.length) : [fewest, most ?? fewest];
  const sorted = [...new Set(counts)].sort((a, b) => a - b);
  const last = sorted.pop() ?? 0;
  const all = sorted.length > 0 ? `${sorted.join(', ')} or ${last}` : `${last}`;
  return `${last === 0 && sorted.length === 0 ? 'no' : all} argument${all === '1' ? '' : 's'}`;
}
